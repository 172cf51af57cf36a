"""What the page on channels shows works as it stands there."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
from ruamel.yaml import YAML

from activities.journal.schema import migrate
from contracts.loader import load_all
from people.channels.envelope import Envelope
from people.channels.outcome import Never, Outcome, Sent, TryAgain
from people.channels.post import PostOffice
from people.channels.webhook import WebhookChannel
from people.directory.addresses.address import Address, Channel
from people.directory.directory import Directory
from people.directory.loading.loader import examine
from runtime.running import Running
from tests.people.channels.receivers import Receiver
from tests.people.channels.writing import SECRET, an_address, an_envelope
from workflows.people.retry_schedules import RETRY_SCHEDULES, SHORT

PAGE = (Path(__file__).parents[3] / "docs" / "guide" / "channels.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


OURS = (Address, Channel, Envelope, Never, PostOffice, Sent, TryAgain, an_envelope, timedelta)


def shown(*codes: str) -> dict[str, Any]:
    """The names that code of the page gives, with ours at hand."""
    names: dict[str, Any] = {one.__name__: one for one in OURS} | {"Outcome": Outcome}
    for code in codes:
        exec(code, names)
    return names


async def test_a_receiver_can_verify_as_the_page_shows() -> None:
    verify = shown(blocks("python")[0])["is_from_sundial"]
    other = "whsec_YW5vdGhlciBzZWNyZXQgb2Ygb3VycywgbG9uZyBlbm91Z2g="
    async with Receiver() as receiver:
        address = an_address(f"http://{receiver.host}/", "webhook", f"{other} {SECRET}")
        assert await WebhookChannel().send(address, an_envelope()) == Sent()

    (request,) = receiver.requests
    body = request.body.encode()
    assert verify(SECRET, request.headers, body)
    assert verify(other, request.headers, body)
    assert not verify("whsec_" + SECRET[6:][::-1], request.headers, body)
    assert not verify(SECRET, request.headers, body + b" ")
    assert not verify(SECRET, {**request.headers, "webhook-timestamp": "1772438400"}, body)


async def test_the_class_and_its_test_work_as_the_page_shows() -> None:
    names = shown(*blocks("python")[1:])
    await names["test_a_loft_that_is_full_is_tried_again_later"]()

    outcome = await names["Pigeons"]().send(an_address("pigeon://roof"), an_envelope())
    assert outcome == Sent("to roof: ROSSI-1 P1 due 10:00")


def test_the_directory_takes_every_line_that_the_page_shows() -> None:
    lines = {**YAML(typ="safe").load("".join(blocks("yaml"))), "bird": {"kind": "chat", "address": "${ANNAS_PIGEON}"}}
    anna = {"name": "Anna", "language": "it", "zone": "Europe/Rome", "channels": lines}
    teams = [{"contracts": "*", "theatres": "*", "levels": {"support-team": {"people": ["anna"]}}}]

    directory = examine({"people": {"anna": anna}, "teams": teams}, load_all())

    assert isinstance(directory, Directory), directory
    assert [one.name for one in directory.people["anna"].channels] == ["chat", "mail", "page", "desk", "bird"]


async def test_the_query_answers(running: Running) -> None:
    await migrate(running.database_url)
    connection = await asyncpg.connect(running.database_url)
    (question,) = blocks("sql")
    assert await connection.fetch(question) == []
    await connection.close()


def test_the_table_says_how_patient_sundial_is() -> None:
    for schedule, line in (
        (RETRY_SCHEDULES["mail"], "| mail | 8 | 10 s, doubled, to 5 min | 15 min |"),
        (RETRY_SCHEDULES["webhook"], "| webhook | 7 | 5 s, times 4, to 30 min | 58 min |"),
        (SHORT, "| chat, sms, pager, and whatever is urgent | 7 | 2 s, doubled, to 1 min | 2 min |"),
    ):
        assert line in PAGE
        assert f"| {schedule.attempts} | {schedule.first} s, " in line
        assert f"to {schedule.longest // 60} min | {schedule.total // 60} min |" in line
