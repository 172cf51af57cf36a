import pytest

from people.channels.outcome import Never, Sent, TryAgain
from people.channels.services import ServiceChannel
from people.directory.addresses.address import Kind
from tests.people.channels.receivers import Receiver
from tests.people.channels.writing import an_address, an_envelope


async def test_a_service_gets_subject_and_text() -> None:
    async with Receiver() as receiver:
        outcome = await ServiceChannel().send(an_address(f"json://{receiver.host}/chat"), an_envelope())

        assert outcome == Sent()
        (request,) = receiver.of("/chat")
        assert request.json["title"] == "ROSSI-1: opened as P1 📞"
        assert request.json["message"] == "Nobody can call us.\nDue at ten."


@pytest.mark.parametrize("kind", ["sms", "pager"])
async def test_what_has_no_room_gets_the_short_text_alone(kind: Kind) -> None:
    async with Receiver() as receiver:
        await ServiceChannel().send(an_address(f"json://{receiver.host}/", kind), an_envelope())

        assert receiver.requests[0].json["message"] == "ROSSI-1 P1 due 10:00"
        assert receiver.requests[0].json["title"] == ""


@pytest.mark.parametrize(
    ("answer", "kind"), [("429 Too Many", TryAgain), ("503 Later", TryAgain), ("403 No", Never), ("404 No", Never)]
)
async def test_the_status_in_what_apprise_logs_says_whether_to_try_again(answer: str, kind: type) -> None:
    async with Receiver(answer=lambda request: answer) as receiver:
        outcome = await ServiceChannel().send(an_address(f"json://{receiver.host}/"), an_envelope())

        assert isinstance(outcome, kind)
        assert outcome == kind(f"JSON answered {answer[:3]}")


async def test_a_service_that_cannot_be_reached_is_tried_again() -> None:
    async with Receiver() as receiver:
        address = an_address(f"json://{receiver.host}/?cto=1&rto=1")
        await receiver.stop()

        assert isinstance(await ServiceChannel().send(address, an_envelope()), TryAgain)


async def test_an_address_that_no_service_has_is_for_good() -> None:
    outcome = await ServiceChannel().send(an_address("pigeon://hunter2@loft"), an_envelope())

    assert isinstance(outcome, Never)
    assert "hunter2" not in outcome.why
