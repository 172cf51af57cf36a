"""Each address is tried when the directory is read: one that would reach nobody, or somebody else, is a fault."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.directory.directory import Directory
from people.directory.errors import DirectoryFaults
from people.directory.loading.loader import examine, load
from tests.contracts.given import library
from tests.domain.given.lives import LAW
from tests.people.directory.given import a_file, channel, examined, faults, person

HERE = "people.anna.channels.here.address"
TWILIO = "twilio://${ACCOUNT}:${TOKEN}@+15550100200"
PHONES = "write phone numbers with their country code, such as +15550100200"
PHONE = "name a phone number with its country code, such as +15550100200"
MAILS = "write addresses such as anna@example.com, with commas between them"
SMTP = "mailto://smtp.example?from=sla@example.com"


def mail(query: str) -> dict[str, Any]:
    return channel(kind="mail", address=SMTP + query)


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("mail", f"{SMTP}&to=ida@münchen.example"),
        ("mail", f"{SMTP}&to=jörg@example.com"),
        ("mail", f"{SMTP}&to=o'brien@example.com"),
        ("mail", f"{SMTP}&to=Anna <anna@example.com>, bo@example.com"),
        ("mail", f"{SMTP}&cc=anna@example.com"),
        ("mail", "mailto://smtp.bücher.example/anna@example.com?from=sla@bücher.example"),
        ("mail", "mailtos://sla:${PASSWORD}@smtp.example?to=anna@example.com"),
        ("mail", f"{SMTP}&to=${{ANNAS_MAIL}}"),
        ("sms", f"{TWILIO}/+390000100203/+390000100204"),
        ("sms", f"{TWILIO}/${{ANNAS_PHONE}}"),
        ("sms", "vonage://${KEY}:${SECRET}@15550100200/390000100203"),
        ("sms", "signal://signal.example:8080/+15550100200/+390000100203"),
        ("chat", "slack://${BOT}/@anna"),
        ("chat", "slack://${A}/${B}/${C}/#support"),
        ("chat", "slack://${A}/${B}/${C}"),
        ("chat", "tgram://${BOT}/12315544"),
        ("chat", "discord://${ID}/${TOKEN}"),
        ("chat", "mmosts://chat.example/${TOKEN}"),
        ("chat", "mmosts://chat.ü.example/${TOKEN}"),
        ("chat", "rockets://${HOOK}@chat.example/#support"),
        ("chat", "workflows://${HOST}/${WORKFLOW}/${SIGNATURE}"),
        ("chat", "json://desk.example/anna"),
        ("chat", "${TEAM_CHAT}"),
        ("chat", "wxteams://${TOKEN}"),
        ("pager", "pagerduty://${PD_KEY}@${PD_API_KEY}"),
        ("pager", "opsgenie://${KEY}/@anna"),
        ("pager", "pover://${USER}@${TOKEN}"),
        ("mail", "mailgun://sla@example.com/${KEY}/anna@example.com"),
        ("mail", "ses://sla@example.com/${ID}/${KEY}/us-west-2/anna@example.com"),
    ],
)
def test_an_address_that_names_somebody_is_no_fault(kind: str, address: str) -> None:
    found = examined(channel(kind=kind, address=address))
    assert isinstance(found, Directory), found


@pytest.mark.parametrize(
    ("kind", "address", "fault"),
    [
        ("mail", SMTP, "names nobody to send mail to; add ?to=somebody@example.com"),
        ("mail", f"{SMTP}&to=", "names nobody to send mail to; add ?to=somebody@example.com"),
        ("mail", f"{SMTP}&too=anna@example.com", "names nobody to send mail to; add ?to=somebody@example.com"),
        ("mail", "mailtos://sla:${PASSWORD}@gmail.com", "names nobody to send mail to; add ?to=somebody@example.com"),
        ("mail", f"{SMTP}&to=anna", f"has a part that is no mail address; {MAILS}"),
        ("mail", f"{SMTP}&to=anna@example.com,bo", f"has a part that is no mail address; {MAILS}"),
        ("mail", f"{SMTP}&to=anna@example.com;bo@example.com", f"has a part that is no mail address; {MAILS}"),
        ("mail", f"{SMTP}&to=anna@example..com", f"has a part that is no mail address; {MAILS}"),
        ("mail", f"{SMTP}&to=an@na@example.com", f"has a part that is no mail address; {MAILS}"),
        ("mail", f"{SMTP}&to=anna@-ü-.example", f"has a part that is no mail address; {MAILS}"),
        ("mail", f"{SMTP}&to=anna@example.com&cc=bo", f"has a part that is no mail address; {MAILS}"),
        (
            "mail",
            "mailto://smtp.example?to=anna@example.com",
            "has no server and sender to send mail with; write it as",
        ),
        ("sms", TWILIO, f"names nobody whom it would reach; {PHONE}"),
        ("sms", f"{TWILIO}/anna", f"has a part that would reach nobody; {PHONES}"),
        ("sms", f"{TWILIO}/+390000100203/12", f"has a part that would reach nobody; {PHONES}"),
        ("sms", "plivo://${ID}@${TOKEN}/15550100200", f"names nobody whom it would reach; {PHONE}"),
        ("sms", "signal://signal.example:8080/+15550100200", f"names nobody whom it would reach; {PHONE}"),
        ("chat", "slack://${BOT}", "names nobody whom it would reach; name the recipient, as apprise documents it"),
        ("chat", "slack://${BOT}/%23a,#support", "has a part that would reach nobody; write that as apprise documents"),
        (
            "chat",
            "ntfy://ntfy.example/#topic",
            "has a part that would reach nobody; write that as apprise documents it",
        ),
        ("chat", "tgram://${BOT}", "names nobody whom it would reach; name the recipient, as apprise documents it"),
        ("mail", "mailgun://sla@example.com/${KEY}", "names nobody whom it would reach; name the recipient"),
        ("mail", "mailgun://sla@example.com/${KEY}/anna", "has a part that would reach nobody; write that as"),
        ("chat", "mqtt://broker.example/topic", "needs what is not installed here (paho-mqtt"),
        ("chat", "mmosts://chat.example", "makes no sense for its s"),
        ("webhook", "https:///hook", "names no host; write it as in https://desk.example.com/hooks/sundial"),
        ("webhook", "https://desk.example:99999/", "names no host; write it as in"),
        ("webhook", "https://-ü-.example/", "names no host; write it as in"),
    ],
)
def test_an_address_that_would_reach_nobody_or_somebody_else_is_a_fault(kind: str, address: str, fault: str) -> None:
    more = {"secret": "${HOOK}"} if kind == "webhook" else {}
    (found,) = faults(channel(kind=kind, address=address, **more))
    assert found.startswith(f"{HERE}: {fault}"), found


def through(address: str, to: str, kind: str = "sms") -> dict[str, Any]:
    gateways = {"gate": {"kind": kind, "address": address}}
    return a_file(gateways=gateways, people={"anna": person("Anna", channels={"here": {"through": "gate", "to": to}})})


@pytest.mark.parametrize(
    ("kind", "address", "to"),
    [
        ("sms", f"{TWILIO}/{{to}}", "+39 000 010 0203"),
        ("mail", f"{SMTP}&to={{to}}", "info@zürich.example"),
        ("mail", f"{SMTP}&to={{to}}@example.com", "anna.bianchi"),
        ("mail", f"{SMTP}&cc={{to}}", "anna@example.com"),
        ("pager", "opsgenie://${KEY}/@{to}", "anna"),
        ("chat", "slack://${BOT}/@{to}", "anna"),
        ("chat", "json://desk.example/{to}", "anna"),
    ],
)
def test_a_recipient_of_a_gateway_is_tried(kind: str, address: str, to: str) -> None:
    found = examined(through(address, to, kind))
    assert isinstance(found, Directory), found


@pytest.mark.parametrize(
    ("kind", "address", "to", "fault"),
    [
        ("sms", f"{TWILIO}/{{to}}", "anna", f"has a part that would reach nobody; {PHONES}"),
        ("sms", f"{TWILIO}/{{to}}", "0203", f"has a part that would reach nobody; {PHONES}"),
        ("mail", f"{SMTP}&to={{to}}", "anna", f"has a part that is no mail address; {MAILS}"),
        ("mail", f"{SMTP}&to={{to}}", "+390000100203", f"has a part that is no mail address; {MAILS}"),
    ],
)
def test_one_whom_it_would_not_reach_is_a_fault_at_the_recipient(kind: str, address: str, to: str, fault: str) -> None:
    assert faults(through(address, to, kind)) == [f"people.anna.channels.here.to: {fault}"]


@pytest.mark.parametrize(
    ("kind", "address", "fault"),
    [
        ("mail", "mailto://smtp.example?from={to}", "names nobody to send mail to; add ?to=somebody@example.com"),
        (
            "mail",
            f"{SMTP}&to=office@example.com&name={{to}}",
            "would reach somebody else than its recipient; write {to}",
        ),
        ("mail", "mailto://smtp.example?to={to}", "has no server and sender to send mail with; write it as"),
    ],
)
def test_a_gateway_that_would_reach_none_of_its_recipients_is_one_fault(kind: str, address: str, fault: str) -> None:
    (found,) = faults(through(address, "anna@example.com", kind))
    assert found.startswith(f"gateways.gate.address: {fault}"), found


def test_a_variable_that_is_set_is_tried_with_what_it_holds() -> None:
    text = channel(kind="sms", address=f"{TWILIO}/${{ANNAS_PHONE}}")
    environ = {"ACCOUNT": "AC" + "1" * 32, "TOKEN": "2" * 32}

    assert isinstance(examine(text, library(), {**environ, "ANNAS_PHONE": "+390000100203"}), Directory)
    found = examine(text, library(), {**environ, "ANNAS_PHONE": "hunter2"})
    assert isinstance(found, tuple)
    assert [(one.wrong, one.right) for one in found] == [("has a part that would reach nobody", PHONES)]
    wrong = examine(text, library(), {**environ, "ACCOUNT": "hunter2", "ANNAS_PHONE": "+390000100203"})
    assert isinstance(wrong, tuple)
    assert [one.wrong for one in wrong] == ["makes no sense for its service"]
    assert "hunter2" not in f"{found}{wrong}"


def test_an_address_that_a_variable_holds_as_a_whole_is_tried_and_one_of_a_channel_of_ones_own_is_not() -> None:
    text = channel(kind="chat", address="${TEAM_CHAT}")

    for held in ("", "mmosts://chat.example/abcdefghijklmnopqrstuvwx", "pigeon://loft"):
        assert isinstance(examine(text, library(), {"TEAM_CHAT": held}), Directory)
    found = examine(text, library(), {"TEAM_CHAT": "tgram://123456789:abcdefghijklmnopqrstuvwxyz0123456"})
    assert isinstance(found, tuple)
    assert [one.wrong for one in found] == ["names nobody whom it would reach"]


def test_a_fault_has_its_line(tmp_path: Path) -> None:
    file = tmp_path / "directory.yaml"
    file.write_text(
        """people:
  anna:
    name: Anna
    language: it
    zone: Europe/Rome
    channels:
      mail:
        kind: mail
        address: mailto://smtp.example?from=sla@example.com&to=an@na@example.com
teams:
  - contracts: "*"
    theatres: "*"
    levels: {support-team: {people: [anna]}}
"""
    )
    with pytest.raises(DirectoryFaults) as refused:
        load(file, library())
    assert str(refused.value).startswith("directory.yaml, line 9")
    assert "has a part that is no mail address" in str(refused.value)


def test_apprises_warnings_go_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    faults(channel(kind="sms", address="twilio://AC${ACCOUNT}:${TOKEN}@+15550100200/notaphone"))
    faults(mail("&to=anna"))
    assert caplog.records == []


SCHEMES = st.sampled_from(
    ["mailto", "mailtos", "slack", "twilio", "json", "tgram", "mmosts", "https", "ntfy", "discord"]
)
PARTS = st.text(
    st.sampled_from("abé@:/?#&=%,;+${}TO_109.-~ \n\"'<>[]") | st.characters(exclude_categories=["Cs"]), max_size=40
)


@LAW
@given(
    st.sampled_from(["mail", "chat", "sms", "pager", "webhook"]),
    st.builds("{}://{}".format, SCHEMES, PARTS) | PARTS,
    PARTS,
)
def test_whatever_stands_there_it_is_an_address_or_a_fault(kind: str, address: str, to: str) -> None:
    more = {"secret": "${HOOK}"} if kind == "webhook" else {}
    for file in (channel(kind=kind, address=address, **more), through(address + "{to}", to, kind)):
        found = examined(file)
        assert isinstance(found, Directory) or all(one.wrong and one.right for one in found)
