"""`show`, `list` and `explain` against real servers, and what they read when a workflow is gone."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import Client, WorkflowFailureError

from activities.database import open_pool
from activities.deciding import resolver
from activities.journal import Journal
from activities.migrating import migrate
from activities.names import JournalEntry
from contracts.public_holidays import public_holidays
from domain.commands import Acknowledge, Close, Command
from domain.contract.library import Library
from domain.decision import open_ticket, take
from domain.evolve import replay
from domain.reading import read_opening
from domain.recorded import GENESIS
from domain.standing import standing
from runtime.running import Running
from runtime.settings import Settings
from tests.cli.command_line import Desk, starter_process
from tests.cli.losing import lose
from tests.patience import seen
from tests.workflows.test_outages import a_store


def words(text: str) -> list[str]:
    """The lines of a table without what lays it out."""
    return [" ".join(line.split()) for line in text.splitlines()]


def wait_until_listed(desk: Desk, customer: str, count: int) -> Any:
    """What the journal lists once it has followed."""
    return seen(lambda: desk("list", "--customer", customer, "--json").json, lambda listed: len(listed) == count)


def test_show_tells_where_a_ticket_stands_and_what_happened_in_office_time(desk: Desk) -> None:
    desk.opens("L-show", "--at", "2026-10-19T08:00:00Z", priority="P4", subject="The [red]red[/red] phone")
    desk("acknowledge", "L-show", "--at", "2026-10-19T09:30:00Z", "--by", "Ada")
    shown = desk("show", "L-show")
    assert (shown.code, shown.err) == (0, "")
    assert max(len(line) for line in shown.out.splitlines()) <= 100
    lines = words(shown.out)
    assert lines[:2] == [
        "L-show: The [red]red[/red] phone",
        "Grand Hotel Aurora, imagiclecare-4.1 gold, served by europe (Europe/Rome)",
    ]
    assert "reaction kept Mon 19 Oct 2026 11:30 CEST" in lines
    [acknowledged] = [line for line in lines if "taken in charge by Ada (learned " in line]
    assert " Mon 19 Oct 2026 11:30 CEST " in acknowledged


def test_show_as_json_has_the_snapshot_and_every_event(desk: Desk) -> None:
    desk.opens("L-json")
    answer = desk("show", "L-json", "--json").json
    assert answer["snapshot"]["standing"]["ticket"] == "L-json"
    assert answer["snapshot"]["standing"]["opened_at"].endswith("Z")
    assert [recorded["number"] for recorded in answer["events"]] == [1]
    assert answer["snapshot"]["digest"] == answer["events"][-1]["digest"]


def test_explain_says_what_counts_and_sums_it_to_the_budget(desk: Desk) -> None:
    desk.opens("L-why", priority="P3")
    answer = desk("explain", "L-why", "--json").json
    assert [promise["level"] for promise in answer["promises"]] == [None, "team-leader", "support-manager"]
    for promise, hours in zip(answer["promises"], (4, 16, 40), strict=True):
        counted = sum(
            (
                datetime.fromisoformat(interval["end"]) - datetime.fromisoformat(interval["start"])
                for interval in promise["intervals"]
                if interval["counts"]
            ),
            timedelta(),
        )
        assert counted == timedelta(hours=hours)
    lines = words(desk("explain", "L-why").out)
    assert lines[0].startswith("L-why as of ")
    assert any(line.startswith("escalation to support-manager: 40 h, of which ") for line in lines)
    assert any(line.endswith("closed") for line in lines)


def test_explain_names_whom_a_ticket_waits_on_and_the_deadline_if_it_were_resumed(desk: Desk) -> None:
    desk.opens("L-waits", priority="P3")
    desk("wait-for-customer", "L-waits")
    explained = desk("explain", "L-waits")
    assert (explained.code, explained.err) == (0, "")
    assert "The clock stands: waiting on customer." in explained.out
    assert "stands; if it were resumed now, due " in explained.out


def test_explain_as_of_another_instant(desk: Desk) -> None:
    desk.opens("L-when")
    later = desk("explain", "L-when", "--at", "2030-01-01T12:00:00+01:00", "--json").json
    assert later["at"] == "2030-01-01T11:00:00Z"
    assert desk("explain", "L-when", "--at", "9999-12-31T00:00:00Z").refusal.startswith("The holidays are known for")


def test_list_shows_what_comes_due_next_first_and_filters(desk: Desk) -> None:
    desk.opens("L-low", customer="Lister", priority="P4")
    desk.opens("L-high", customer="Lister", priority="P1")
    desk.opens("L-done", customer="Lister", priority="P1")
    desk("close", "L-done")
    listed = wait_until_listed(desk, "Lister", 3)
    assert [standing["ticket"] for standing in listed] == ["L-high", "L-low", "L-done"]

    def found(*filters: str) -> list[str]:
        answer = desk("list", "--customer", "Lister", *filters, "--json").json
        return [standing["ticket"] for standing in answer]

    assert found("--status", "closed") == ["L-done"]
    assert found("--priority", "P1", "--status", "working") == ["L-high"]
    assert found("--contract", "imagen-ti") == []
    assert found("--level", "support-team", "--limit", "1") == ["L-high"]
    assert found("--breached") == []
    assert found("--not-breached") == ["L-high", "L-low", "L-done"]
    table = desk("list", "--customer", "Lister").out
    assert words(table)[-1] == "3 tickets"
    assert max(len(line) for line in table.splitlines()) <= 100
    assert desk("list", "--customer", "Nobody").out == "There is no such ticket.\n"


def test_list_refuses_a_filter_that_can_match_nothing(desk: Desk) -> None:
    assert desk("list", "--customer", "\x00").refusal.startswith("--customer '\\x00' is no name")
    assert desk("list", "--level", "\udcff").refusal.startswith("--level '\\udcff' is no name")
    assert desk("list", "--status", "open").misunderstanding.startswith("Invalid value for '--status'")
    for limit in ("0", "10001", "many", "9" * 400):
        assert desk("list", "--limit", limit).misunderstanding.startswith("Invalid value for '--limit'")


async def in_the_journal_alone(running: Running, library: Library, ticket: str, *commands: Command) -> None:
    """A ticket of last Monday whose workflow's history was kept for long enough."""
    request = {"contract": "imagen-ti", "priority": "minor"}
    opening = read_opening({"ticket": ticket, "customer": "Clinica", "subject": "Echo", "request": request})
    now = datetime(2026, 11, 23, 16, tzinfo=UTC)
    terms = resolver(library, public_holidays)
    stream = list(open_ticket(opening, lambda at: terms(opening.request, at), now).events)
    for command in commands:
        stream += take(replay(stream), command, now + timedelta(hours=1), answers=True).events
    entry = JournalEntry(
        ticket=ticket,
        chain="long-ago",
        at=now,
        events=tuple(stream),
        standing=standing(replay(stream), None),
        previous_digest=GENESIS,
        zone="America/Mexico_City",
    )
    async with open_pool(running.database_url) as pool:
        await Journal(pool).write(entry)


async def test_a_ticket_whose_workflow_is_gone_is_read_from_the_journal(
    desk: Desk, running: Running, library: Library
) -> None:
    await in_the_journal_alone(running, library, "L-gone", Acknowledge(by="Ada"), Close(reason="moved away"))
    shown = await asyncio.to_thread(desk, "show", "L-gone")
    assert (shown.code, shown.err) == (0, "(from the journal)\n")
    lines = words(shown.out)
    assert lines[2:4] == ["minor at support-team, closed", "nothing comes due by itself"]
    assert "5 Mon 23 Nov 2026 11:00 CST closed: on request (moved away)" in lines
    explained = await asyncio.to_thread(desk, "explain", "L-gone", "--json")
    assert explained.err == "(from the journal)\n"
    assert explained.json["promises"] == []


async def test_from_the_journal_too_a_running_ticket_is_explained_as_far_as_its_calendar_goes(
    desk: Desk, running: Running, library: Library
) -> None:
    await in_the_journal_alone(running, library, "L-lost")
    shown = await asyncio.to_thread(lambda: desk("show", "L-lost", "--json").json)
    assert shown["snapshot"]["standing"]["next_due"] == "2026-11-24T19:00:00Z"
    assert shown["snapshot"]["standing"]["next_is"] == "warning at 50% of attention"
    explained = await asyncio.to_thread(lambda: desk("explain", "L-lost", "--at", "2026-11-23T18:00:00Z").out)
    assert "attention: 24 h, of which 2 h spent" in words(explained)
    refused = await asyncio.to_thread(desk, "explain", "L-lost", "--at", "9999-01-01T00:00:00Z")
    assert refused.code == 1
    assert refused.err.splitlines()[-1].startswith("The holidays are known for 2025 to 2031 only")


def test_list_reads_the_journal_also_while_temporal_cannot_be_reached(desk: Desk, running: Running) -> None:
    desk.opens("L-alone", customer="Pension Alone")
    wait_until_listed(desk, "Pension Alone", 1)
    alone = {
        "SUNDIAL_MODE": "external",
        "SUNDIAL_DATABASE_URL": running.database_url,
        "TEMPORAL_ADDRESS": "127.0.0.1:1",
    }
    assert "No Temporal server can be reached" in starter_process("show", "L-alone", **alone).refusal
    listed = starter_process("list", "--customer", "Pension Alone", "--json", **alone).json
    assert [one["ticket"] for one in listed] == ["L-alone"]


async def test_a_ticket_whose_workflow_is_lost_says_so_wherever_it_is_looked_at_and_names_the_way_back(
    desk: Desk, client: Client
) -> None:
    for ticket in ("L-ended", "L-deleted", "L-alive"):
        await asyncio.to_thread(desk.opens, ticket, customer="Hotel Lost")
    await lose(desk, client, "L-ended")
    await lose(desk, client, "L-deleted", deleted=True)
    fates = {"L-ended": "was terminated", "L-deleted": "is lost"}

    listed = await asyncio.to_thread(desk, "list", "--customer", "Hotel Lost")
    assert (listed.code, listed.err) == (0, "")
    assert listed.out.count("LOST") == 2
    as_json = await asyncio.to_thread(desk, "list", "--customer", "Hotel Lost", "--json")
    assert {one["ticket"]: one["lost"] for one in as_json.json} == {
        "L-ended": "terminated",
        "L-deleted": "missing",
        "L-alive": None,
    }
    only = await asyncio.to_thread(desk, "list", "--customer", "Hotel Lost", "--lost", "--json")
    assert {one["ticket"] for one in only.json} == set(fates)
    one = await asyncio.to_thread(desk, "list", "--customer", "Hotel Lost", "--lost", "--limit", "1")
    assert one.out.endswith("\n1 ticket\n")

    for ticket, fate in fates.items():
        why = f"the workflow of ticket {ticket} {fate}; `starter.py revive {ticket}` brings it back from the journal"
        for look in ("show", "explain"):
            seen_ = await asyncio.to_thread(desk, look, ticket)
            assert (seen_.code, seen_.err) == (0, f"(from the journal: {why})\n")
        for command, *words_ in (("acknowledge",), ("customer-responded",), ("note", "Hello"), ("close",)):
            assert (await asyncio.to_thread(desk, command, ticket, *words_)).refusal == why

    assert (await asyncio.to_thread(desk, "revive", *fates)).code == 0
    again = await asyncio.to_thread(desk, "list", "--customer", "Hotel Lost", "--lost")
    assert again.out == "No such ticket is lost.\n"
    for ticket in fates:
        assert (await asyncio.to_thread(desk, "show", ticket)).err == ""


async def test_a_closed_ticket_stays_closed_whatever_came_after_it_under_its_id(desk: Desk, client: Client) -> None:
    await asyncio.to_thread(desk.opens, "L-over", customer="Hotel Over")
    await asyncio.to_thread(desk, "close", "L-over")
    over = client.get_workflow_handle("ticket/L-over")
    await over.result()
    request = {"contract": "imagen-ti", "priority": "minor"}
    opening = {"ticket": "L-over", "customer": "Clinica", "subject": "Echo", "request": request}
    again = await client.start_workflow("Ticket", {"opening": opening}, id=over.id, task_queue="command-line")
    with pytest.raises(WorkflowFailureError):
        await again.result()
    shown = await asyncio.to_thread(desk, "show", "L-over")
    assert (shown.code, shown.err) == (0, "(from the journal)\n")
    assert words(shown.out)[2] == "P2 at support-team, closed"
    for command in ("acknowledge", "customer-responded"):
        refused = await asyncio.to_thread(desk, command, "L-over")
        assert refused.refusal == "ticket L-over is closed and takes no command; a new problem is a new ticket"
    listed = await asyncio.to_thread(desk, "list", "--customer", "Hotel Over", "--json")
    assert [(one["status"], one["lost"]) for one in listed.json] == [("closed", None)]


async def test_list_reads_the_journal_also_where_of_the_servers_of_a_folder_only_that_is_left(data: Path) -> None:
    async with a_store(data) as store:
        await migrate(store.database_url)
        left = Desk(Settings(data=data))
        listed = await asyncio.to_thread(left, "list")
        assert (listed.code, listed.out) == (0, "There is no such ticket.\n")
        assert "only the journal answers, and no Temporal" in listed.err
        lost = await asyncio.to_thread(left, "list", "--lost")
        assert lost.refusal.startswith("Which tickets are lost cannot be known now. ")
        assert (await asyncio.to_thread(left, "show", "L-1")).refusal.startswith("No Sundial runs on ")
    assert (await asyncio.to_thread(left, "list")).refusal.startswith("No Sundial runs on ")


def test_without_temporal_nobody_can_say_what_is_lost(desk: Desk, running: Running) -> None:
    alone = {
        "SUNDIAL_MODE": "external",
        "SUNDIAL_DATABASE_URL": running.database_url,
        "TEMPORAL_ADDRESS": "127.0.0.1:1",
    }
    refused = starter_process("list", "--lost", **alone).refusal
    assert refused.startswith("Which tickets are lost cannot be known now. No Temporal server can be reached")
    listed = starter_process("list", "--limit", "1", **alone)
    assert listed.code == 0
    assert listed.err.startswith("(whether their workflows run is not known: No Temporal server can be reached")
