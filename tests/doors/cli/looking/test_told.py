"""`told` reads from the journal who was told what, and what came of it."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from activities.delivery.letters import DeliveryOutcome, Letter, Place
from activities.delivery.recording import record_outcome
from activities.journal.database import open_pool
from runtime.running import Running
from tests.doors.cli.given.command_line import Desk
from tests.doors.cli.looking.test_looking import words
from tests.patience import seen

AT = datetime(2032, 11, 2, 9, 30, tzinfo=UTC)


def until_told(desk: Desk, ticket: str, count: int) -> Any:
    """What the journal says once it has followed."""
    answer = seen(lambda: desk("told", ticket, "--json"), lambda answer: answer.code == 0 and len(answer.json) == count)
    return answer.json


def test_without_a_directory_what_was_announced_is_recorded_and_nothing_came_of_it(desk: Desk) -> None:
    desk.opens("W-plain")
    told = until_told(desk, "W-plain", 2)
    assert [(one["event"], one["recipient"], one.get("outcome")) for one in told] == [
        (1, "customer", None),
        (1, "support-team", None),
    ]


def test_each_outcome_stands_beside_its_announcement_in_the_offices_time(desk: Desk, running: Running) -> None:
    desk.opens("W-brought")
    until_told(desk, "W-brought", 2)
    place = Place(contract="imagiclecare-4.1", theatre="europe", customer="Grand Hotel Aurora", levels=())
    letter = Letter(ticket="W-brought", event=1, role="support-team", place=place, at=AT, urgent=True)

    async def brought() -> None:
        async with open_pool(running.database_url) as pool:
            for person, channel, outcome, detail in (
                ("anna", "chat", "failed", "the webhook answered 503"),
                ("anna", "mail", "sent", ""),
                ("", "", "nobody", "the directory has nobody"),
            ):
                of = DeliveryOutcome.model_validate(
                    {"person": person, "channel": channel, "outcome": outcome, "detail": detail, "at": AT}
                    | {"letters": (letter,)}
                )
                await record_outcome(pool, of)

    asyncio.run(brought())
    found = [one for one in desk("told", "W-brought", "--json").json if one["recipient"] == "support-team"]
    assert [(one["person"], one["channel"], one["outcome"]) for one in found] == [
        ("", "", "nobody"),
        ("anna", "chat", "failed"),
        ("anna", "mail", "sent"),
    ]
    shown = desk("told", "W-brought").out
    assert max(len(line) for line in shown.splitlines()) <= 100
    assert "sent to anna by mail, Tue 02 Nov 2032" in " ".join(words(shown))


def test_a_ticket_that_the_journal_does_not_have_is_refused(desk: Desk) -> None:
    assert desk("told", "W-none").refusal.startswith("there is no ticket W-none in the journal")
