"""`revive`: tickets whose workflow somebody terminated or deleted come back, one by one or all."""

import asyncio
import json
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from temporalio.client import Client

from runtime.running import Running
from runtime.settings import Settings
from tests.doors.cli.given.command_line import Desk, starter, starter_process
from tests.doors.cli.given.losing import lose

GONE = "postgresql://nobody@127.0.0.1:1/none"


def some(number: int) -> list[str]:
    return [f"R-{uuid4().hex[:8]}" for _ in range(number)]


async def test_named_tickets_come_back_and_it_is_said_where_each_stands(desk: Desk, client: Client) -> None:
    first, other = some(2)
    await asyncio.to_thread(desk.opens, first)
    await asyncio.to_thread(desk.opens, other, priority="P1")
    next_of_first = await asyncio.to_thread(desk, "acknowledge", first)
    await lose(desk, client, first, other)
    back = await asyncio.to_thread(desk, "revive", first, other)
    assert (back.code, back.err) == (0, "")
    lines = back.out.splitlines()
    assert lines[:2] == next_of_first.out.splitlines()
    assert lines[2] == f"{other}: P1 at support-team, working"
    assert lines[3].startswith("next: warning at 50% of ")
    noted = await asyncio.to_thread(desk, "note", first, "It is back")
    assert noted.code == 0
    assert (await asyncio.to_thread(desk.events, first))[-1] == "NoteAdded"


async def test_a_name_given_twice_is_one_ticket(desk: Desk, client: Client) -> None:
    [ticket] = some(1)
    await asyncio.to_thread(desk.opens, ticket)
    await lose(desk, client, ticket)
    back = await asyncio.to_thread(desk, "revive", ticket, ticket, "--json")
    assert [one["standing"]["ticket"] for one in back.json["revived"]] == [ticket]


async def test_all_that_are_lost_come_back_and_no_other(desk: Desk, client: Client) -> None:
    alive, *lost = some(6)
    for ticket in (alive, *lost):
        await asyncio.to_thread(desk.opens, ticket, customer=f"Hotel {alive}")
    await lose(desk, client, *lost[:3])
    await lose(desk, client, *lost[3:], deleted=True)

    # On these servers others may have lost tickets, too, and not all of theirs can come back.
    back = await revived_of_all(desk)
    assert set(lost) <= set(back)
    assert alive not in back
    assert all(back[ticket]["next_due"] for ticket in lost)

    assert not {*lost, alive} & set(await revived_of_all(desk))
    listed = await asyncio.to_thread(desk, "list", "--customer", f"Hotel {alive}", "--json")
    assert [one["lost"] for one in listed.json] == [None] * 6


async def revived_of_all(desk: Desk) -> dict[str, Any]:
    """Where the tickets stand that `revive --all` brings back."""
    answer = await asyncio.to_thread(desk, "revive", "--all", "--json")
    told = json.loads(answer.out)
    assert answer.code == (1 if told["refused"] else 0)
    return {one["standing"]["ticket"]: one["standing"] for one in told["revived"]}


async def test_what_cannot_come_back_is_said_of_each_and_keeps_none_of_the_others(desk: Desk, client: Client) -> None:
    lost, alive, closed, unknown = some(4)
    for ticket in (lost, alive, closed):
        await asyncio.to_thread(desk.opens, ticket)
    await asyncio.to_thread(desk, "close", closed)
    await lose(desk, client, lost)
    wanted = (unknown, alive, lost, closed)
    back = await asyncio.to_thread(desk, "revive", *wanted)
    assert back.code == 1
    assert back.out.splitlines()[0] == f"{lost}: P2 at support-team, working"
    sentences = [
        f"there is no ticket {unknown} in the journal, from which it could be brought back",
        f"ticket {alive} is alive: there is nothing to revive",
        f"ticket {closed} is closed: there is nothing to revive; a new problem is a new ticket",
    ]
    assert back.err.splitlines() == sentences
    again = await asyncio.to_thread(desk, "revive", unknown, "--json")
    assert (again.code, again.err) == (1, f"{sentences[0]}\n")
    assert f'"why": "{sentences[0]}"' in again.out


async def test_a_ticket_whose_events_somebody_changed_is_refused_and_stays_lost(
    desk: Desk, client: Client, running: Running
) -> None:
    [ticket] = some(1)
    await asyncio.to_thread(desk.opens, ticket)
    await lose(desk, client, ticket)
    connection = await asyncpg.connect(running.database_url)
    change = "update events set body = replace(body::text, $2, $3)::json where ticket = $1"
    async with connection.transaction():
        await connection.execute("set local session_replication_role = replica")
        await connection.execute(change, ticket, "Aurora", "Borealis")
    refused = await asyncio.to_thread(desk, "revive", ticket)
    assert refused.refusal.startswith(f"event 1 of ticket {ticket} is not the one that was recorded: somebody changed")
    listed = await asyncio.to_thread(desk, "list", "--lost", "--json")
    assert {one["ticket"]: one["lost"] for one in listed.json}[ticket] == "failed"

    # Restored, as the sentence says, it comes back.
    async with connection.transaction():
        await connection.execute("set local session_replication_role = replica")
        await connection.execute(change, ticket, "Borealis", "Aurora")
    await connection.close()
    back = await asyncio.to_thread(desk, "revive", ticket)
    assert (back.code, back.err) == (0, "")


async def test_where_no_worker_answers_the_first_says_so_and_the_rest_is_left(
    desk: Desk, client: Client, shared_settings: Settings
) -> None:
    tickets = some(3)
    for ticket in tickets:
        await asyncio.to_thread(desk.opens, ticket)
    await lose(desk, client, *tickets)
    nobody = Desk(shared_settings.model_copy(update={"task_queue": f"nobody-{uuid4().hex[:8]}"}))
    refused = await asyncio.to_thread(nobody, "revive", *tickets)
    assert refused.refusal.startswith("no worker answered within 30 s")
    assert refused.refusal.endswith("(not tried: 2 more)")
    # It waits for its worker; the others are lost as they were.
    again = await asyncio.to_thread(desk, "revive", tickets[0])
    assert again.refusal == f"ticket {tickets[0]} is alive: there is nothing to revive"
    await client.get_workflow_handle(f"ticket/{tickets[0]}").terminate("nobody will come")
    assert (await asyncio.to_thread(desk, "revive", *tickets)).code == 0


def test_it_has_to_be_said_which_tickets(desk: Desk) -> None:
    for given in ((), ("--all", "R-1"), ("R-1", "--all")):
        assert desk("revive", *given).misunderstanding.startswith("Invalid value: name the tickets, or give --all.")
    assert desk("revive", "R-1", "--every").misunderstanding.startswith("No such option")


@pytest.mark.parametrize("typed", ["", " ", "R 1", "../R-1", "'; drop table", "R" * 101, "\udcff", "R\x00", "🛟"])
def test_what_can_be_no_ticket_is_a_sentence(desk: Desk, typed: str) -> None:
    assert "cannot be a ticket: its id has letters, digits, dots" in desk("revive", "--", typed).refusal


def test_without_servers_or_without_the_journal_it_is_a_sentence(desk: Desk, client: Client, running: Running) -> None:
    address = client.service_client.config.target_host
    without_journal = {"SUNDIAL_MODE": "external", "SUNDIAL_DATABASE_URL": GONE, "TEMPORAL_ADDRESS": address}
    without_temporal = {
        "SUNDIAL_MODE": "external",
        "SUNDIAL_DATABASE_URL": running.database_url,
        "TEMPORAL_ADDRESS": "127.0.0.1:1",
    }
    assert starter_process("revive", "R-1", **without_journal).refusal.startswith("The database cannot be reached")
    assert starter_process("revive", "--all", **without_journal).refusal.startswith("The database cannot be reached")
    assert "No Temporal server can be reached" in starter_process("revive", "--all", **without_temporal).refusal
    nowhere = desk.settings.model_copy(update={"data": desk.settings.data / "nowhere"})
    assert starter("revive", "R-1", settings=lambda: nowhere).refusal.startswith("No Sundial runs on ")
