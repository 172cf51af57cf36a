"""Each service's own room is kept: a message is shortened with a mark or split, and never refused for its length."""

import json
from typing import Any

import pytest

from people.channels.fitting import fitting
from people.channels.outcome import Sent
from people.channels.services import ServiceChannel
from people.channels.text_messages import segments_of
from people.directory.addresses.address import Kind
from people.directory.addresses.services import built, scheme_of
from tests.people.channels.receivers import Receiver, Request
from tests.people.channels.writing import an_address, an_envelope

TOKEN = "abcdefghijklmnopqrstuvwx"
LONG = "\n".join(f"{number}: @everyone, the phones *are* down <!channel> since Monday." for number in range(2000))
ENVELOPE = an_envelope(
    subject="@everyone " + "the phones are down " * 30,
    text=LONG,
    short="ROSSI-1 - P1 - Pasó al líder de soporte - " + "límite 10:00, nadie contesta. " * 4,
)


def fits(address: str, kind: Kind = "chat") -> tuple[Any, str, str]:
    """The plugin, and the title and body that it is given."""
    plugin = built(address).plugin
    assert plugin is not None, address
    found = fitting(plugin, scheme_of(address), kind, ENVELOPE)
    return plugin, found.title, found.body


@pytest.mark.parametrize(
    ("address", "segments"),
    [
        (f"twilio://AC{'1' * 32}:{'2' * 32}@+15550100200/+390000100203", 1),
        (f"vonage://AC111:{'b' * 16}@15550100200/390000100203", 1),
        ("smseagle://token@sms.example/15550100203", 7),
        ("json://sms.example/", 200),
    ],
)
def test_a_text_message_has_the_short_text_within_the_services_segments(address: str, segments: int) -> None:
    plugin, title, body = fits(address, "sms")
    assert title == ""
    assert segments_of(body) <= segments
    assert len(body) <= plugin.body_maxlen
    assert body.startswith("ROSSI-1 - P1 - Paso al lider de soporte - limite")


def test_a_service_with_less_room_than_one_message_gets_less() -> None:
    plugin, _, body = fits(f"plivo://{'a' * 25}@{'b' * 40}/15550100200/15550100201", "sms")
    assert plugin.body_maxlen == len(body) == 140
    assert body.endswith("...")


@pytest.mark.parametrize("kind", ["chat", "pager", "mail"])
def test_a_phone_gets_a_text_message_whatever_kind_the_file_calls_it(kind: Kind) -> None:
    _, title, body = fits(f"twilio://AC{'1' * 32}:{'2' * 32}@+15550100200/+390000100203", kind)
    assert title == ""
    assert segments_of(body) == 1


@pytest.mark.parametrize(
    "address",
    [
        f"splunk://route@{'a' * 32}/anna",
        "kumulos://8b799edf-6f98-4d3a-9be7-2862fb4e5752/w1w1w1w1w1w1w1w1w1w1w1w1w1w1w1w1w1w1",
    ],
)
def test_what_takes_few_characters_gets_the_short_text(address: str) -> None:
    plugin, title, body = fits(address)
    assert title == ""
    assert body.startswith("ROSSI-1")
    assert len(body) <= plugin.body_maxlen


def test_a_title_has_its_own_room_and_a_mark() -> None:
    plugin, title, _ = fits(f"zulip://bot@org/{'a' * 32}/stream")
    assert len(title) <= plugin.title_maxlen == 60
    assert title.endswith("…")


def test_a_service_that_counts_bytes_is_given_no_more() -> None:
    plugin, _, body = fits("ntfy://ntfy.example/topic")
    assert plugin.body_maxlen * max(len(one.encode()) for one in body) <= 4096


def test_blocks_of_slack_have_the_room_of_a_block() -> None:
    plugin, title, _ = fits(f"slack://T1A2B3C4D/B1A2B3C4D/{TOKEN}/#support?blocks=yes")
    assert (plugin.body_maxlen, plugin.title_maxlen) == (3000, 150)
    assert len(title) <= 150


def test_a_mailer_gets_mail_addresses_and_names_as_they_were_written() -> None:
    _, title, body = fits(f"mailgun://sla@example.com/{'a' * 32}-bbbbbbbb-cccccccc/anna@example.com", "mail")
    assert title.startswith("@everyone the phones")
    assert "<!channel>" in body


@pytest.mark.parametrize(
    ("address", "room"),
    [
        (f"mmost://{{host}}/{TOKEN}", 4000),
        ("gotify://{host}/abcdefghijklmno", 32768),
        ("rocket://{host}/room?mode=webhook&webhook=" + "a" * 24 + "/" + "b" * 24, 1000),
        ("json://{host}/", 32768),
    ],
)
async def test_a_long_message_arrives_in_pieces_that_each_have_room_and_mention_nobody(address: str, room: int) -> None:
    async with Receiver() as receiver:
        assert await ServiceChannel().send(an_address(address.format(host=receiver.host)), ENVELOPE) == Sent()

        pieces = [text_of(request) for request in receiver.requests]
        assert 1 <= len(pieces) <= 8
        assert all(len(piece) <= room for piece in pieces)
        together = "".join(pieces)
        assert "0: @\u200beveryone" in together
        assert together.rstrip().endswith("…")
        assert not any(mention in together for mention in ("@everyone", "<!channel", "&lt;!channel"))


async def test_what_has_room_arrives_whole_and_once() -> None:
    async with Receiver() as receiver:
        envelope = an_envelope(text="Nobody can call us.\nWrite to anna@example.com.")
        assert await ServiceChannel().send(an_address(f"mmost://{receiver.host}/{TOKEN}"), envelope) == Sent()

        (request,) = receiver.requests
        assert text_of(request) == "ROSSI-1: opened as P1 📞\r\nNobody can call us.\nWrite to anna@example.com."


async def test_a_failure_is_one_even_where_the_address_says_that_it_does_not_matter() -> None:
    async with Receiver(answer=lambda request: "403 No") as receiver:
        outcome = await ServiceChannel().send(an_address(f"json://{receiver.host}/?optional=yes"), an_envelope())
        assert outcome != Sent()


@pytest.mark.parametrize(("kind", "type_"), [("pager", "failure"), ("chat", "info"), ("sms", "info")])
async def test_a_pager_is_told_of_an_alarm_and_no_mere_information(kind: Kind, type_: str) -> None:
    async with Receiver() as receiver:
        await ServiceChannel().send(an_address(f"json://{receiver.host}/", kind), an_envelope())
        assert receiver.requests[0].json["type"] == type_


def text_of(request: Request) -> str:
    """What stands in a message, whatever the service calls it."""
    sent = json.loads(request.body)
    return str(sent.get("text") or sent.get("message"))
