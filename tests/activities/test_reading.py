import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from activities.journal.database import DatabaseUnreachable, TablesMissing, open_pool
from activities.journal.journal import Journal
from activities.journal.listed import Miss, NoPlace, Sort, TicketFilter, read_place
from activities.journal.reader import JournalReader, TicketCount
from activities.journal.stream import NoSuchTicket, StreamChanged, StreamUnreadable
from domain.showing.announcements import Announcement
from domain.showing.standing import Standing
from domain.terms.terms import Level, Within
from domain.ticket.commands import Acknowledge, AddNote, Assign, Close, Escalate, Reopen, Resolve, WaitForCustomer
from tests.activities.conftest import Databases
from tests.activities.lives import MONDAY, Life

WITHIN_AN_HOUR = Within(budget=timedelta(hours=1), calendar="office")


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


@pytest.fixture
async def four_tickets(journal: Journal) -> list[Life]:
    """One that works, one that waits, one that missed its reaction and was resolved, one that is closed."""
    lives = [
        Life("ROSSI-1", priority="P1"),
        Life("ROSSI-2", priority="P2").does(WaitForCustomer(), MONDAY + minutes(10)),
        Life("VERDI-1", customer="Hotel Verdi", contract="house-2025")
        .does(Acknowledge(), MONDAY + minutes(300))
        .does(Assign(to="Ada"), MONDAY + minutes(300))
        .does(Resolve(), MONDAY + minutes(320)),
        Life("VERDI-2", customer="Hotel Verdi", priority="P2").does(Close(), MONDAY + minutes(10)),
    ]
    for life in lives:
        await journal.write(life.entry())
    return lives


@pytest.mark.parametrize(
    ("only", "found"),
    [
        ({}, ["ROSSI-1", "ROSSI-2", "VERDI-1", "VERDI-2"]),
        ({"status": "waiting"}, ["ROSSI-2"]),
        ({"status": "closed"}, ["VERDI-2"]),
        ({"customer": "Hotel Verdi"}, ["VERDI-1", "VERDI-2"]),
        ({"customer": "hotel"}, []),
        ({"customer": "HOTEL verdi"}, ["VERDI-1", "VERDI-2"]),
        ({"customer": "strasse GMBH"}, []),
        ({"contract": "House-2025"}, ["VERDI-1"]),
        ({"priority": "p1", "level": "Team-Leader"}, ["VERDI-1"]),
        ({"owner": "ada"}, ["VERDI-1"]),
        ({"owner": "Bea"}, []),
        ({"due_by": MONDAY + minutes(60)}, ["ROSSI-1"]),
        ({"due_by": MONDAY + minutes(59)}, []),
        ({"contract": "house-2025"}, ["VERDI-1"]),
        ({"priority": "P2"}, ["ROSSI-2", "VERDI-2"]),
        ({"level": "team-leader"}, ["VERDI-1"]),
        ({"breached": True}, ["VERDI-1"]),
        ({"breached": False, "priority": "P1"}, ["ROSSI-1"]),
    ],
)
async def test_a_list_shows_the_tickets_that_have_all_that_is_asked(
    four_tickets: list[Life], reader: JournalReader, only: dict[str, object], found: list[str]
) -> None:
    listed = await reader.list_tickets(TicketFilter.model_validate(only))

    assert sorted(one.ticket for one in listed) == found
    assert all(one in [life.standing for life in four_tickets] for one in listed)


async def listed(reader: JournalReader, **how: Any) -> list[str]:
    return [one.standing.ticket for one in (await reader.page(**how)).tickets]


async def test_what_is_late_or_missed_is_listed_first_then_by_deadline_and_the_closed_last(
    journal: Journal, four_tickets: list[Life], reader: JournalReader
) -> None:
    soon = Life("SOON", opened_at=MONDAY - timedelta(days=2, hours=15, minutes=30))
    missed = Life("MISSED").does(AddNote(text="nobody came"), MONDAY + minutes(90))
    for life in (soon, missed):
        await journal.write(life.entry())

    early = MONDAY + minutes(20)
    assert await listed(reader, now=early) == ["MISSED", "VERDI-1", "SOON", "ROSSI-1", "ROSSI-2", "VERDI-2"]
    # The deadline of one has passed, and nothing has come of it yet.
    assert (await listed(reader, now=MONDAY + minutes(35)))[:2] == ["SOON", "MISSED"]
    assert await listed(reader, now=early, limit=2) == ["MISSED", "VERDI-1"]
    assert [one.ticket for one in await reader.list_tickets()][-1] == "VERDI-2"


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("opened", ["ROSSI-1", "ROSSI-2", "VERDI-1", "VERDI-2"]),
        ("priority", ["ROSSI-1", "VERDI-1", "ROSSI-2", "VERDI-2"]),
        ("customer", ["ROSSI-1", "ROSSI-2", "VERDI-1", "VERDI-2"]),
        ("owner", ["VERDI-1", "ROSSI-1", "ROSSI-2", "VERDI-2"]),
        ("ticket", ["ROSSI-1", "ROSSI-2", "VERDI-1", "VERDI-2"]),
    ],
)
async def test_a_list_is_in_the_order_that_was_asked_for(
    four_tickets: list[Life], reader: JournalReader, sort: Sort, order: list[str]
) -> None:
    ranks = {name: {"P1": 0, "P2": 1} for name in ("house-2025", "house-2026")}
    assert await listed(reader, sort=sort, ranks=ranks) == order


@pytest.mark.parametrize("sort", ["deadline", "opened", "priority", "customer", "owner", "ticket"])
async def test_a_list_goes_on_where_it_ended_whatever_changed_meanwhile(
    journal: Journal, four_tickets: list[Life], reader: JournalReader, sort: Sort
) -> None:
    whole = await listed(reader, sort=sort)
    first = await reader.page(sort=sort, limit=1)
    assert first.total == 4

    # The one that was shown is closed, and another comes in.
    shown = next(life for life in four_tickets if life.standing.ticket == first.tickets[0].standing.ticket)
    before = len(shown.stream)
    shown.does(Close(), MONDAY + minutes(330))
    await journal.write(shown.entry(before + 1))
    await journal.write(Life("AAA-1", customer="Aaa", opened_at=MONDAY + minutes(5)).entry())

    seen, place = list[str](), read_place(first.tickets[0].place.written())
    while (page := await reader.page(after=place, limit=1)).tickets:
        seen += [one.standing.ticket for one in page.tickets]
        place = page.tickets[-1].place
    assert [ticket for ticket in seen if ticket in whole[1:]] == whole[1:]
    assert len(seen) == len(set(seen))
    assert place.shown == 1 + len(seen)


@pytest.mark.parametrize("text", ["", "T-1", "WyJkZWFkbGluZSJd", "é", "\udcff", "W" * 5000, "bnVsbA", "e30"])
def test_what_is_no_place_in_a_list_is_refused(text: str) -> None:
    with pytest.raises(NoPlace, match="--after is no place in a list; give what `list` said in its last line"):
        read_place(text)


async def test_what_is_late_is_known_until_it_is_made_up_for(journal: Journal, reader: JournalReader) -> None:
    late = Life("LATE").does(AddNote(text="still nobody"), MONDAY + minutes(90))
    taken = Life("TAKEN").does(Acknowledge(), MONDAY + minutes(90))
    answered = Life("ANSWERED").does(Acknowledge(level="team-leader"), MONDAY + minutes(90))
    solved = Life("SOLVED").does(Resolve(), MONDAY + minutes(90)).does(Reopen(), MONDAY + minutes(95))
    withdrawn = (
        Life("WITHDRAWN").rings(MONDAY + minutes(90)).does(Acknowledge(at=MONDAY + minutes(30)), MONDAY + minutes(100))
    )
    for life in (late, taken, answered, solved, withdrawn, Life("FINE")):
        await journal.write(life.entry())

    found = await reader.open_misses(["LATE", "TAKEN", "ANSWERED", "SOLVED", "WITHDRAWN", "FINE", "NOWHERE"])
    assert found == [Miss(ticket="LATE", promise="reaction", due_at=MONDAY + minutes(60))]


async def test_a_level_that_owed_an_answer_makes_up_for_it_itself(journal: Journal, reader: JournalReader) -> None:
    asked = (Level(name="support-team"), Level(name="team-leader", requested_by=("customer",), answers=WITHIN_AN_HOUR))
    late, answered = (
        Life(name, levels=asked)
        .does(Escalate(to="team-leader", requested_by="customer"), MONDAY + minutes(20))
        .rings(MONDAY + minutes(90))
        for name in ("LATE", "ANSWERED")
    )
    late.does(Acknowledge(), MONDAY + minutes(100))
    answered.does(Acknowledge(level="team-leader"), MONDAY + minutes(100))
    for life in (late, answered):
        await journal.write(life.entry())

    due_at = MONDAY + minutes(80)
    found = await reader.open_misses(["LATE", "ANSWERED"])
    assert found == [Miss(ticket="LATE", promise="answer", level="team-leader", due_at=due_at)]


async def test_a_customer_is_found_however_the_name_is_written(journal: Journal, reader: JournalReader) -> None:
    for number, customer in enumerate(("Straße GmbH", "STRASSE GMBH", "İstanbul Hotel", "Ärzte & Co", "ärzte & co")):
        await journal.write(Life(f"N-{number}", customer=customer).entry())

    async def found(name: str) -> list[str]:
        return sorted(one.ticket for one in await reader.list_tickets(TicketFilter(customer=name)))

    assert await found("strasse gmbh") == ["N-0", "N-1"]
    assert await found("ÄRZTE & CO") == ["N-3", "N-4"]
    assert await found("İstanbul Hotel") == ["N-2"]
    assert await found("Ärzte") == []


async def test_tickets_are_counted_by_contract_plan_priority_and_status(
    four_tickets: list[Life], reader: JournalReader
) -> None:
    counts = await reader.counts()

    assert counts[0] == TicketCount(
        contract="house-2025", plan="gold", priority="P1", status="resolved", tickets=1, breached=1
    )
    assert [(one.contract, one.priority, one.status, one.tickets, one.breached) for one in counts[1:]] == [
        ("house-2026", "P1", "working", 1, 0),
        ("house-2026", "P2", "closed", 1, 0),
        ("house-2026", "P2", "waiting", 1, 0),
    ]


async def test_the_projection_has_every_field_of_a_standing(pool: asyncpg.Pool) -> None:
    columns = await pool.fetch(
        "select attname from pg_attribute where attrelid = 'tickets'::regclass and attnum > 0 and not attisdropped"
    )

    assert {row["attname"] for row in columns} == {*Standing.model_fields, "chain"}


async def test_a_ticket_that_is_not_there_is_said_so(reader: JournalReader) -> None:
    with pytest.raises(NoSuchTicket, match="there is no ticket ROSSI-9 in the journal; check its name"):
        await reader.stream("ROSSI-9")


@pytest.mark.parametrize(
    "change",
    [
        "update events set body = replace(body::text, 'P1', 'P2')::json where number = 1",
        "update events set body = (body::text || ' ')::json where number = 1",
        "update events set digest = repeat('0', 64) where number = 1",
        "delete from events where number = 1",
    ],
    ids=["another word", "a space", "another digest", "removed"],
)
async def test_a_stream_that_somebody_changed_is_noticed(
    four_tickets: list[Life], reader: JournalReader, pool: asyncpg.Pool, change: str
) -> None:
    await pool.execute("alter table events disable trigger events_only_grow")
    await pool.execute(f"{change} and ticket = 'VERDI-1'")

    with pytest.raises(StreamChanged, match="event 1 of ticket VERDI-1 is not the one that was recorded"):
        await reader.stream("VERDI-1")


async def test_an_event_of_a_later_version_is_told_apart_from_a_changed_one(
    four_tickets: list[Life], reader: JournalReader, pool: asyncpg.Pool
) -> None:
    await pool.execute(
        "insert into events select ticket, 2, recorded_at, occurred_at, 'TicketMerged', "
        "replace(body::text, 'TicketOpened', 'TicketMerged')::json, digest "
        "from events where ticket = 'ROSSI-1' and number = 1"
    )

    with pytest.raises(StreamUnreadable, match="event 2 of ticket ROSSI-1 is nothing that this version of Sundial"):
        await reader.stream("ROSSI-1")


async def test_the_last_announcements_are_shown_in_their_order(journal: Journal, reader: JournalReader) -> None:
    life = Life("ROSSI-1").does(AddNote(text="one"), MONDAY).does(AddNote(text="two"), MONDAY)
    for event, minute in ((1, 0), (2, 30), (3, 60)):
        told = (Announcement(event=event, recipient="customer"),)
        await journal.write(life.entry(event, event, at=MONDAY + minutes(minute), told=told))

    assert [one.event for one in await reader.announcements()] == [1, 2, 3]
    assert [one.event for one in await reader.announcements("ROSSI-1", limit=2)] == [2, 3]
    assert await reader.announcements("ROSSI-2") == []


async def test_a_database_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    url = f"postgresql://postgres@/sundial?host={tmp_path}&port=5432"

    async with open_pool(url) as pool:
        with pytest.raises(DatabaseUnreachable, match=r"The database cannot be reached \(.+\): start it;"):
            await JournalReader(pool).list_tickets()


async def test_a_database_that_does_not_exist_is_said_so(databases: Databases) -> None:
    async with open_pool(databases.url_of("nowhere")) as pool:
        with pytest.raises(DatabaseUnreachable, match='database "nowhere" does not exist'):
            await JournalReader(pool).counts()


async def test_a_database_without_tables_is_said_so(databases: Databases) -> None:
    async with open_pool(await databases.empty()) as pool:
        with pytest.raises(TablesMissing, match="has no tables of Sundial yet: start a worker"):
            await JournalReader(pool).stream("ROSSI-1")


def test_every_query_says_its_name_and_its_purpose_and_is_used() -> None:
    activities = Path("activities")
    code = "".join(file.read_text() for file in activities.glob("*.py"))
    used = set(re.findall(r'(?:query|_fetch)\(\s*"(\w+)"', code))
    files = {file.stem: file.read_text().splitlines() for file in activities.glob("sql/*.sql")}

    assert set(files) == used
    for name, lines in files.items():
        assert lines[0] == f"-- name: {name}"
        assert re.fullmatch(r"-- [A-Z].*\.", lines[1]), name
