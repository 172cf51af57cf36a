"""What is wrong with a channel is said with its cure, and no fault ever quotes a secret."""

from typing import Any

import pytest

from people.directory.directory import Directory
from tests.people.directory.given import a_file, anna, channel, examined, faults

HOOK = {"kind": "webhook", "address": "https://desk.example/hook", "secret": "${HOOK}"}
MAIL = {"kind": "mail", "address": "mailto://smtp.example?from=sla@example.com&to=anna@example.com"}
HERE = "people.anna.channels.here"
SAID = "write the name of a variable in its place, such as ${SMTP_PASSWORD}, and set that where Sundial runs"


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (channel(kind="mail"), f"{HERE}.address: is missing; add it, or the gateway that it goes through"),
        (channel(address=MAIL["address"]), f"{HERE}.kind: is missing; add mail, chat, sms, pager or webhook"),
        (channel(**MAIL, to="x"), f"{HERE}.to: goes with a gateway; add the gateway as through, or leave it out"),
        (channel(**MAIL, secret="${X}"), f"{HERE}.secret: is for webhooks alone; leave it out"),
        (channel(**MAIL, rate=0), f"{HERE}.rate: 0 does not fit; Input should be greater than 0"),
        (channel(kind="webhook", address=HOOK["address"]), f"{HERE}.secret: is missing; name the variable that"),
        (channel(**{**HOOK, "secret": "whsec_abc"}), f"{HERE}.secret: stands there in clear; {SAID}"),
        (channel(**{**HOOK, "address": "ftp://x/y"}), f"{HERE}.address: a webhook cannot have the scheme 'ftp'; write"),
        (channel(through="text", to="1"), f"{HERE}.through: there is no gateway 'text'; add it under gateways"),
        (
            channel(kind="mail", address="anna@example.com"),
            f"{HERE}.address: is no address; write one that begins with",
        ),
        (
            channel(kind="chat", address="slack://"),
            f"{HERE}.address: makes no sense for its scheme; write it as apprise",
        ),
        (
            channel(kind="chat", address="tgram://anna"),
            f"{HERE}.address: makes no sense for its scheme; write it as apprise",
        ),
        (
            channel(kind="chat", address="slak://${BOT}/@anna"),
            f"{HERE}.address: the scheme 'slak' is not known; did you mean slack",
        ),
        (
            channel(kind="chat", address="pigeon://coop"),
            f"{HERE}.address: the scheme 'pigeon' is not known; ",
        ),
        (
            channel(kind="mail", address="mailto://u:$PASSWORD@smtp.example?to=a"),
            f"{HERE}.address: holds a $ that names no variable; write ${{NAME}}, or %24 for the character itself",
        ),
        (
            channel(kind="chat", address="slack://${SUNDIAL_BOT}/@anna"),
            f"{HERE}.address: SUNDIAL_BOT would be taken for a setting of Sundial; call the variable something else",
        ),
        (
            a_file(gateways={"office": {"kind": "mail", "address": "mailto://smtp.example"}}),
            "gateways.office.address: does not say where the recipient stands; write {to} there",
        ),
        (
            a_file(gateways={"office": {"kind": "webhook", "address": "https://x/{to}"}}),
            "gateways.office.kind: a webhook has one recipient; give it as that recipient's channel",
        ),
    ],
)
def test_each_fault_of_a_channel_is_said_with_its_cure(file: Any, fault: str) -> None:
    assert any(fault in found for found in faults(file)), faults(file)


@pytest.mark.parametrize(
    "parts",
    [
        {"kind": "mail", "address": "mailtos://sundial:hunter2@smtp.example?to=anna@example.com"},
        {"kind": "mail", "address": "mailtos://smtp.example?user=sundial&pass=hunter2&to=anna@example.com"},
        {"kind": "chat", "address": "slack://hunter2AA/hunter2BB/hunter2hunter2CC/#support"},
        {"kind": "chat", "address": "discord://${ID}/hunter2BB"},
        {"kind": "chat", "address": "tgram://123456789:hunter2/12315544"},
        {"kind": "sms", "address": "twilio://${ACCOUNT}:hunter2@+15550100200/+390001"},
        {"kind": "pager", "address": "opsgenie://hunter2/@anna"},
        {"kind": "pager", "address": "mailtos://sundial:hunter2@smtp.exa mple?to=anna@example.com"},
        {"kind": "webhook", "address": "https://sundial:hunter2@desk.example/hook", "secret": "${HOOK}"},
        {"kind": "webhook", "address": "https://desk.example/hook?access_token=hunter2", "secret": "${HOOK}"},
        {"kind": "webhook", "address": "https://desk.example/hook", "secret": "hunter2"},
        {"kind": "hunter2://mail", "address": "mailtos://sundial:hunter2@smtp.example"},
        {"kind": "mail", "address": ["mailtos://sundial:hunter2@smtp.example"]},
        {"kind": "mail", "adress": "mailtos://sundial:hunter2@smtp.example"},
        {"kind": "webhook", "address": "https://desk.example/hook", "secret": {"of": "hunter2"}},
        {"through": "mailtos://sundial:hunter2@smtp.example", "to": "anna@example.com"},
        {"kind": "mail", "mailtos://sundial:hunter2@smtp.example": None},
    ],
)
def test_a_secret_in_clear_is_a_fault_that_does_not_quote_it(parts: dict[str, Any]) -> None:
    found = faults(channel(**parts))
    assert found
    assert "hunter2" not in "\n".join(found)


def test_an_address_where_a_channel_belongs_is_not_quoted() -> None:
    found = faults(anna(channels={"mail": "mailtos://sundial:hunter2@smtp.example"}))
    assert found == [
        "people.anna.channels.mail: holds an address, and none belongs there; write a mapping of keys to values"
    ]


@pytest.mark.parametrize(
    "address",
    [
        "mailtos://sundial:${SMTP_PASSWORD}@smtp.example?to=anna@example.com",
        "mailto://smtp.example?from=sla@example.com&to=anna@example.com",
        "slack://${BOT}/@anna",
        "slack://${A}/${B}/${C}/#support",
        "tgram://${BOT}/12315544",
        "ntfy://topic",
        "${TEAM_CHAT}",
    ],
)
def test_an_address_that_names_its_secrets_is_no_fault(address: str) -> None:
    assert isinstance(examined(channel(kind="chat", address=address)), Directory)
