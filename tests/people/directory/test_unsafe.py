"""Channels that work and are not safe are named with their line, and no address is quoted."""

from pathlib import Path

import pytest

from people.directory.loading.unsafe import unsafe
from tests.doors.cli.given.command_line import starter

CLEAR_PASSWORD = "sends a password in the clear to the mail server"
NO_CHECKS = "turns certificate checks off"
HTTP = "posts to http://, where others can read it on its way"
NOT_ENCRYPTED = "is not encrypted, and others can read on its way what it says and its secrets"

FILE = """\
people:
  anna:
    name: Anna
    language: it
    zone: Europe/Rome
    channels:
      here: {{kind: {kind}, address: "{address}"{more}}}
teams:
  - contracts: imagiclecare-5.0
    theatres: europe
    levels: {{support-team: {{people: [anna]}}}}
"""


def a_file(folder: Path, kind: str, address: str) -> Path:
    more = ', secret: "${DESK_SECRET}"' if kind == "webhook" else ""
    file = folder / "directory.yaml"
    file.write_text(FILE.format(kind=kind, address=address, more=more))
    return file


@pytest.mark.parametrize(
    ("kind", "address", "what"),
    [
        ("mail", "mailto://sla:${SMTP_PASSWORD}@smtp.example?to=anna@example.com", CLEAR_PASSWORD),
        ("mail", "mailtos://sla:${SMTP_PASSWORD}@smtp.example?to=anna@example.com&mode=insecure", CLEAR_PASSWORD),
        ("mail", "mailtos://smtp.example?user=sla&pass=${SMTP_PASSWORD}&to=a@b.example&mode=Insecure", CLEAR_PASSWORD),
        ("mail", "mailtos://sla:${SMTP_PASSWORD}@smtp.example?to=anna@example.com&verify=no", NO_CHECKS),
        ("pager", "mailtos://sla:${SMTP_PASSWORD}@smtp.example?to=anna@example.com&verify=False", NO_CHECKS),
        ("chat", "slack://${BOT}/@anna?verify=no", NO_CHECKS),
        ("chat", "ntfys://ntfy.office.example/night?verify=0", NO_CHECKS),
        ("chat", "gotifys://push.example/${TOKEN}?VERIFY=off", NO_CHECKS),
        ("chat", "gotify://push.example/${TOKEN}", NOT_ENCRYPTED),
        ("chat", "json://sla:${PASSWORD}@desk.example/tickets", NOT_ENCRYPTED),
        ("chat", "rocket://sla:${PASSWORD}@chat.example/#support", NOT_ENCRYPTED),
        ("chat", "ntfy://${NTFY_HOST}/night", NOT_ENCRYPTED),
        ("webhook", "http://desk.example/hook", HTTP),
        ("webhook", "HTTP://10.0.0.7:8080/hook", HTTP),
        ("webhook", "http://sla:${PASSWORD}@desk.example/hook", f"{HTTP}, the password too"),
        ("webhook", "http://localhost.desk.example/hook", HTTP),
    ],
)
def test_a_channel_that_is_not_safe_is_named_with_its_line(tmp_path: Path, kind: str, address: str, what: str) -> None:
    (found,) = unsafe(a_file(tmp_path, kind, address), {})
    assert (found.line, found.field, found.wrong) == (7, "people.anna.channels.here.address", what)
    assert "example" not in found.sentence


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("mail", "mailtos://sla:${SMTP_PASSWORD}@smtp.example?to=anna@example.com"),
        ("mail", "mailto://sla:${SMTP_PASSWORD}@smtp.example?to=anna@example.com&mode=starttls"),
        ("mail", "mailto://sla:${SMTP_PASSWORD}@localhost:2525?to=anna@example.com"),
        ("mail", "mailtos://sla:${SMTP_PASSWORD}@smtp.example?to=anna@example.com&verify=yes"),
        ("chat", "slack://${BOT}/@anna"),
        ("chat", "ntfy://a-topic-of-ours"),
        ("chat", "gotify://127.0.0.1:8080/${TOKEN}"),
        ("chat", "${ANNAS_CHAT}"),
        ("webhook", "https://desk.example/hook"),
        ("webhook", "http://127.0.0.1:8080/hook"),
        ("webhook", "http://[::1]:8080/hook"),
        ("webhook", "http://localhost/hook"),
    ],
)
def test_a_safe_channel_is_not_named(tmp_path: Path, kind: str, address: str) -> None:
    assert unsafe(a_file(tmp_path, kind, address), {}) == ()


def test_an_address_that_stands_in_a_variable_is_looked_into_where_that_is_set(tmp_path: Path) -> None:
    file = a_file(tmp_path, "chat", "${ANNAS_CHAT}")
    assert unsafe(file, {}) == ()
    (found,) = unsafe(file, {"ANNAS_CHAT": "ntfys://sla:hunter2@ntfy.example/night?verify=no"})
    assert found.wrong == NO_CHECKS
    assert "hunter2" not in found.sentence


def test_a_gateway_is_named_once_and_not_for_each_who_is_reached_through_it(tmp_path: Path) -> None:
    file = tmp_path / "directory.yaml"
    gateway = 'gateways:\n  office: {kind: mail, address: "mailto://sla:${PASSWORD}@smtp.example?to={to}"}\n'
    through = FILE.format(kind="mail", address="", more="").replace(
        'here: {kind: mail, address: ""}',
        "a: {through: office, to: a@b.example}\n      b: {through: office, to: c@d.example}",
    )
    file.write_text(gateway + through)
    assert [(one.line, one.field) for one in unsafe(file, {})] == [(2, "gateways.office.address")]


@pytest.mark.parametrize("content", ["", "- a list", "people: [", "people: {anna: {}}"])
def test_a_file_with_faults_is_left_to_those_who_tell_them(tmp_path: Path, content: str) -> None:
    file = tmp_path / "directory.yaml"
    file.write_text(content)
    assert unsafe(file, {}) == ()
    assert unsafe(tmp_path / "nothing.yaml", {}) == ()


def test_the_commands_that_read_a_directory_name_them_beside_their_answer(tmp_path: Path) -> None:
    file = a_file(tmp_path, "webhook", "http://desk.example/hook")
    for command in (("oncall",), ("announce", "--dry-run", "--to", "anna", "--event", "warning")):
        answered = starter(*command, "--directory", str(file), "--json")
        assert answered.json
        assert answered.err == (
            "not safe: directory.yaml, line 7: people.anna.channels.here.address: posts to http://, where others can "
            "read it on its way; write https://.\n"
        )
