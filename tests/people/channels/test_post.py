import logging

import pytest

from people.channels.envelope import Envelope
from people.channels.outcome import Never, Outcome, Sent, TryAgain
from people.channels.post import PostOffice
from people.channels.secrets import Discreet, not_set, secrets_in
from people.directory.addresses.address import Address, Channel
from tests.people.channels.receivers import MailServer, Receiver
from tests.people.channels.writing import SECRET, an_envelope

PASSWORD = "s3cret/@home"


class Pigeons:
    """A channel of one's own: what a pigeon post needs is a class with `send`."""

    def __init__(self) -> None:
        self.flown: list[str] = []

    async def send(self, address: Address, envelope: Envelope) -> Outcome:
        self.flown.append(f"{address.url}: {envelope.short}")
        return Sent()


class Clumsy:
    """A channel with a bug that tells all it knows."""

    async def send(self, address: Address, envelope: Envelope) -> Outcome:
        raise ValueError(f"cannot reach {address.url}")


async def test_the_scheme_of_the_address_chooses_the_channel_whatever_it_is_called() -> None:
    async with MailServer() as mail, Receiver() as receiver:
        post = PostOffice({"HOOK": SECRET})
        for listed in (
            Channel("work", "mail", mail.address("ann@rossi.example")),
            Channel("desk", "webhook", f"http://{receiver.host}/hook", secret="${HOOK}"),
            Channel("team", "chat", f"json://{receiver.host}/chat"),
        ):
            assert await post.send(listed, "ann", an_envelope()) == Sent()

        assert len(mail.mails) == len(receiver.of("/chat")) == 1
        assert receiver.of("/hook")[0].verified(SECRET)["type"] == "ticket.TicketOpened"


async def test_a_channel_of_ones_own_serves_its_scheme() -> None:
    pigeons = Pigeons()
    post = PostOffice({"RING": "a/1"}, {"pigeon": pigeons})

    assert await post.send(Channel("bird", "chat", "pigeon://loft/${RING}"), "ann", an_envelope()) == Sent()
    assert pigeons.flown == ["pigeon://loft/a%2F1: ROSSI-1 P1 due 10:00"]


async def test_a_variable_that_is_not_set_is_named_and_nothing_is_sent() -> None:
    outcome = await PostOffice({}).send(
        Channel("work", "mail", "mailto://u:${SMTP_PASSWORD}@h.example"), "ann", an_envelope()
    )

    assert isinstance(outcome, Never)
    assert "SMTP_PASSWORD is not set" in outcome.why
    assert not_set([Channel("work", "mail", "mailto://u:${SMTP_PASSWORD}@${HOST}")], {"HOST": "h"}) == ["SMTP_PASSWORD"]
    assert "h.example" not in outcome.why


async def test_a_channel_that_raises_is_tried_again_and_tells_only_its_kind_of_fault() -> None:
    post = PostOffice({"PASSWORD": PASSWORD}, {"clumsy": Clumsy()})

    outcome = await post.send(Channel("work", "chat", "clumsy://u:${PASSWORD}@h"), "ann", an_envelope())

    assert outcome == TryAgain("the channel failed with ValueError")


async def test_no_log_shows_a_secret_even_in_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    listed = Channel("work", "chat", "json://u:${PASSWORD}@127.0.0.1:1/", secret="${HOOK}")
    environ = {"PASSWORD": PASSWORD, "HOOK": SECRET, "OTHER": "not ours"}
    hiding = Discreet(logging.Formatter("%(message)s"), secrets_in([listed], environ))

    with caplog.at_level(logging.DEBUG):
        await PostOffice(environ).send(listed, "ann", an_envelope())
        try:
            raise ValueError(f"cannot log in with s3cret%2F%40home and {SECRET}")
        except ValueError:
            logging.getLogger("anything").exception("with %s, not ours", PASSWORD)

    lines = "\n".join(hiding.format(record) for record in caplog.records)
    assert PASSWORD in caplog.text
    assert "with [hidden], not ours" in lines
    assert "cannot log in with [hidden] and [hidden]" in lines
    assert not any(secret in lines for secret in (PASSWORD, "s3cret%2F%40home", SECRET))
