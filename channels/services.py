"""Chat, SMS, pagers and whatever else apprise knows. It answers yes or no; a status code is in its log entries."""

import asyncio
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from channels.envelope import Envelope
from channels.outcome import Never, Outcome, Sent, TryAgain
from channels.reading_addresses import Unusable, plugin_of
from directory.address import Address

PATIENCE = 60.0
_STATUS = re.compile(r"\berror=(\d{3})\b")
BRIEF = ("sms", "pager")
"""The kinds of way that have room for the short text alone."""
FOR_GOOD = frozenset({400, 401, 403, 404, 405, 410, 413, 414, 422})
"""What a service says of a message, or of an account, that it will not take tomorrow either."""


THREADS = 32


class ServiceChannel:
    """Sends through any service that apprise has an address for."""

    def __init__(self) -> None:
        """Have threads of its own: a service that does not answer holds up nothing else."""
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="service")

    async def send(self, address: Address, envelope: Envelope) -> Outcome:
        """Send the text, or the short one where the way has no room. Repeats cannot be told apart by receivers."""
        try:
            async with asyncio.timeout(PATIENCE):
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self._threads, _send, address, envelope)
        except TimeoutError:
            return TryAgain(f"the service did not answer within {PATIENCE:.0f} s")


def _send(address: Address, envelope: Envelope) -> Outcome:
    import apprise

    try:
        plugin = plugin_of(address.url)
    except Unusable as unusable:
        return Never(str(unusable))
    service = apprise.Apprise()
    service.add(plugin)
    body, title = (envelope.short, "") if address.kind in BRIEF else (envelope.text, envelope.subject)
    answer = service.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT)
    if answer:
        return Sent()
    entries = [entry.message for result in answer.results for entry in result.logs()]
    return _judged(str(plugin.service_name), entries)


def _judged(service: str, entries: Iterable[str]) -> Outcome:
    """Only digits are taken from what apprise logged; where there are none the fault may pass."""
    statuses = sorted({int(found) for entry in entries for found in _STATUS.findall(entry)})
    if not statuses:
        return TryAgain(f"{service} did not take the message, or cannot be reached")
    why = f"{service} answered {', '.join(str(status) for status in statuses)}"
    return Never(why) if FOR_GOOD.issuperset(statuses) else TryAgain(why)
