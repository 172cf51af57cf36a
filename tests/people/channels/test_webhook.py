from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from people.channels.outcome import Never, Sent, TryAgain
from people.channels.webhook import WebhookChannel
from tests.people.channels.receivers import Receiver
from tests.people.channels.writing import SECRET, an_address, an_envelope

OTHER = "whsec_YW5vdGhlciBzZWNyZXQgb2Ygb3VycywgbG9uZyBlbm91Z2g="


async def test_a_receiver_can_verify_who_speaks_and_tell_a_repeat_by_its_id() -> None:
    async with Receiver() as receiver:
        address = an_address(f"http://{receiver.host}/sla?from=sundial", "webhook", SECRET)

        assert await WebhookChannel().send(address, an_envelope()) == Sent()
        assert await WebhookChannel().send(address, an_envelope()) == Sent()

        first, repeat = receiver.of("/sla?from=sundial")
        assert first.verified(SECRET) == an_envelope().facts
        assert first.headers["webhook-id"] == repeat.headers["webhook-id"] == "3f1c9a"
        assert first.body == repeat.body
        with pytest.raises(WebhookVerificationError):
            first.verified(OTHER)


async def test_with_two_secrets_both_receivers_of_a_change_can_verify() -> None:
    async with Receiver() as receiver:
        await WebhookChannel().send(
            an_address(f"http://{receiver.host}/", "webhook", f"{OTHER} {SECRET}"), an_envelope()
        )

        assert receiver.requests[0].verified(OTHER) == receiver.requests[0].verified(SECRET)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("204 No Content", Sent()),
        ("410 Gone", Never("the webhook is gone (410); it is not tried again until its address is another", gone=True)),
        ("401 Unauthorized", Never("the webhook answered 401")),
        ("308 Moved\r\nlocation: http://127.0.0.1:1/", Never("the webhook answered 308")),
        ("500 Oh", TryAgain("the webhook answered 500")),
        ("404 Not yet", TryAgain("the webhook answered 404")),
        ("429 Slow\r\nretry-after: 90", TryAgain("the webhook answered 429", timedelta(seconds=90))),
        (
            "503 Down\r\nretry-after: Mon, 02 Mar 2026 08:05:00 GMT",
            TryAgain("the webhook answered 503", timedelta(minutes=5)),
        ),
        ("503 Down\r\nretry-after: soon", TryAgain("the webhook answered 503")),
    ],
)
async def test_the_status_decides(answer: str, outcome: object) -> None:
    async with Receiver(answer=lambda request: answer) as receiver:
        channel = WebhookChannel(clock=lambda: datetime(2026, 3, 2, 8, tzinfo=UTC))

        found = await channel.send(an_address(f"http://{receiver.host}/", "webhook", SECRET), an_envelope())

        assert found == outcome
        assert len(receiver.requests) == 1


async def test_a_receiver_that_is_slow_or_down_is_tried_again() -> None:
    async with Receiver(delay=5) as receiver:
        address = an_address(f"http://{receiver.host}/", "webhook", SECRET)
        assert isinstance(await WebhookChannel(patience=0.2).send(address, an_envelope()), TryAgain)
        await receiver.stop()
        found = await WebhookChannel().send(address, an_envelope())
        assert found == TryAgain("the webhook cannot be reached (ConnectError)")


@pytest.mark.parametrize("secret", [None, "", "whsec_", "whsec_YWJj", f'"{SECRET}"', f"v1,{SECRET}", f"{SECRET} abcd"])
async def test_nothing_is_sent_unsigned(secret: str | None) -> None:
    async with Receiver() as receiver:
        address = an_address(f"http://{receiver.host}/", "webhook", secret)

        assert isinstance(await WebhookChannel().send(address, an_envelope()), Never)
        assert receiver.requests == []
