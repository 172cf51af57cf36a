"""The post office: opens an address, its secrets in it, and gives the message to the channel for its scheme."""

from collections.abc import Mapping

from people.channels.envelope import Channel, Envelope
from people.channels.mail import MailChannel
from people.channels.outcome import Never, Outcome, TryAgain
from people.channels.services import ServiceChannel
from people.channels.webhook import WebhookChannel
from people.directory.addresses.address import Channel as Listed
from people.directory.addresses.errors import MissingVariable


def standard_channels() -> dict[str, Channel]:
    """The channels by the scheme of their addresses. What is not here is for apprise."""
    mail, webhook = MailChannel(), WebhookChannel()
    return {"mailto": mail, "mailtos": mail, "https": webhook, "http": webhook}


class PostOffice:
    """Sends messages. It answers with an outcome whatever happens, and no outcome holds a secret."""

    def __init__(
        self, environ: Mapping[str, str], channels: Mapping[str, Channel] | None = None, other: Channel | None = None
    ) -> None:
        """Take secrets from `environ`; `channels` are those of `standard_channels`, unless given."""
        self._environ = environ
        self._channels = standard_channels() if channels is None else channels
        self._other = other or ServiceChannel()

    async def send(self, listed: Listed, person: str, envelope: Envelope) -> Outcome:
        """Send the message through a channel of a person, as the directory lists it."""
        try:
            address = listed.opened(self._environ, person)
        except MissingVariable as missing:
            return Never(str(missing))
        scheme = address.url.partition("://")[0].lower()
        try:
            return await self._channels.get(scheme, self._other).send(address, envelope)
        except Exception as fault:
            # Its text may hold the address. Its kind is enough to look for it.
            return TryAgain(f"the channel failed with {type(fault).__name__}")
