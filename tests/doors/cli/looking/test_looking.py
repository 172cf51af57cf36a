"""`show`, `list` and `explain` against real servers, and what they read when a workflow is gone."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import Client, WorkflowFailureError

from activities.deciding import resolver
from activities.journal.database import open_pool
from activities.journal.journal import Journal
from activities.journal.schema import migrate
from activities.names import JournalEntry
from contracts.public_holidays import public_holidays
from domain.contract.library import Library
from domain.deciding.parsing import read_opening
from domain.deciding.turns import open_ticket, take
from domain.showing.standing import standing
from domain.ticket.commands import Acknowledge, Close, Command
from domain.ticket.evolve import replay
from domain.ticket.recorded import GENESIS
from runtime.running import Running
from runtime.settings import Settings
from tests.doors.cli.given.command_line import Desk, starter_process
from tests.doors.cli.given.losing import lose
from tests.doors.cli.given.terminal import codes, in_a_terminal, plain, widest
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


def test_show_says_breached_where_a_guarantee_was_missed_and_has_what_was_said(desk: Desk) -> None:
    desk.opens("L-said", "--at", "2026-10-19T08:00:00Z", priority="P1", contract="imagiclecare-5.0")
    desk("wait-for-customer", "L-said", "--question", "Which version?")
    answer = "Version 4.\n" + "\n".join(f"line {number}" for number in range(20)) + "\n[red]bye[/red]"
    desk("customer-responded", "L-said", "--text", answer)
    seen(lambda: desk.events("L-said"), lambda types: "CustomerResponded" in types)
    desk("resolve", "L-said", "--summary", "A loose cable")
    shown = desk("show", "L-said").out
    lines = words(shown)
    assert any(line.startswith("reaction BREACHED Mon 19 Oct 2026 11:00 CEST") for line in lines)
    assert any(line.endswith("waiting on the customer: Which version?") for line in lines)
    assert "\u201cVersion 4." in lines
    assert any(line.endswith("resolved: A loose cable") for line in lines)
    assert not any("line 19" in line for line in lines)
    assert lines[-1] == "(\u2026 stands where a text is longer; --json has the whole of it)"
    assert max(len(line) for line in shown.splitlines()) <= 100


def test_without_a_guarantee_a_miss_is_no_breach(desk: Desk) -> None:
    mail = {"contract": "imagiclecare-5.0", "channel": "email", "priority": "P1"}
    desk.opens("L-mail", "--at", "2026-10-19T08:00:00Z", **mail)
    desk("acknowledge", "L-mail")
    lines = words(desk("show", "L-mail").out)
    assert any(line.startswith("reaction missed (no guarantee)") for line in lines)
    assert "BREACHED" not in desk("explain", "L-mail").out


def test_explain_tells_what_was_judged_with_its_timer(desk: Desk) -> None:
    desk.opens("L-judged", "--at", "2026-10-19T08:00:00Z", priority="P3")
    desk("acknowledge", "L-judged", "--at", "2026-10-19T10:30:00Z")
    explained = {(one["promise"], one["level"]): one for one in desk("explain", "L-judged", "--json").json["promises"]}
    kept = explained["reaction", None]
    assert (kept["state"], kept["judged_at"], kept["deadline"]) == (
        "kept",
        "2026-10-19T10:30:00Z",
        "2026-10-19T12:00:00Z",
    )
    assert explained["escalation", "support-manager"]["state"] == "reached"
    lines = words(desk("explain", "L-judged").out)
    at = lines.index("reaction: 4 h, of which 2 h 30 min spent")
    assert lines[at + 1] == "kept Mon 19 Oct 2026 12:30 CEST, due Mon 19 Oct 2026 14:00 CEST"
    assert "Mon 19 Oct 10:00 CEST Mon 19 Oct 12:30 CEST 2 h 30 min counted" in lines[at:]


def test_an_explanation_has_no_row_without_length(desk: Desk) -> None:
    desk.opens("L-just", priority="P3")
    desk("wait-for-customer", "L-just")
    desk("wait-for-third-party", "L-just", "--party", "Acme")
    for line in words(desk("explain", "L-just").out):
        counted = re.findall(r"\w{3} \d\d \w{3} [\d:]+ \w+", line)
        assert len(counted) < 2 or counted[0] != counted[1], line


def test_explain_honours_an_instant_in_the_past(desk: Desk) -> None:
    desk.opens("L-past", priority="P3")
    first = desk("show", "L-past", "--json").json["events"][-1]["recorded_at"]
    desk("acknowledge", "L-past")
    desk("assign", "L-past", "Ada")
    then = desk("explain", "L-past", "--at", first, "--json").json
    assert then["at"] == first
    assert ("reaction", "running") in [(one["promise"], one["state"]) for one in then["promises"]]
    by_now = desk("explain", "L-past", "--json").json
    assert ("reaction", "kept") in [(one["promise"], one["state"]) for one in by_now["promises"]]
    assert "(as it was known then)" in desk("explain", "L-past", "--at", first).out.splitlines()


def test_the_past_before_a_late_opening_is_told_as_is_known_by_now(desk: Desk) -> None:
    desk.opens("L-late", "--at", "2026-10-19T08:00:00Z", priority="P3")
    told = desk("explain", "L-late", "--at", "2026-10-19T09:00:00Z")
    assert "(as is known by now; here it was recorded later)" in told.out.splitlines()
    assert "reaction: 4 h, of which 1 h spent" in words(told.out)
    refused = desk("explain", "L-late", "--at", "2026-10-19T07:59:59Z")
    assert refused.refusal == ("ticket L-late was opened at 2026-10-19T08:00:00Z; ask for that instant or a later one")


def test_explain_as_of_another_instant(desk: Desk) -> None:
    desk.opens("L-when")
    later = desk("explain", "L-when", "--at", "2030-01-01T12:00:00+01:00", "--json").json
    assert later["at"] == "2030-01-01T11:00:00Z"
    assert desk("explain", "L-when", "--at", "9999-12-31T00:00:00Z").refusal.startswith("The holidays are known for")


def test_list_shows_the_next_deadline_first_and_filters(desk: Desk) -> None:
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
    assert found("--level", "Support Team", "--status", "working") == ["L-high", "L-low"]
    assert found("--contract", "ImagicleCare 4.1", "--sort", "ticket") == ["L-high", "L-low", "L-done"]
    assert found("--due-within", "0min") == []
    assert found("--due-within", "300d") == ["L-high", "L-low"]
    assert found("--breached") == []
    assert found("--not-breached") == ["L-high", "L-low", "L-done"]
    table = desk("list", "--customer", "LISTER", "--zone", "Asia/Dubai").out
    assert words(table)[0].endswith(" +04 (Asia/Dubai)")
    assert words(table)[-1] == "3 tickets"
    assert "ImagicleCare 4.1" in table
    assert "Support team" in table
    assert "support-team" not in table
    assert max(len(line) for line in table.splitlines()) <= 100
    assert desk("list", "--customer", "Nobody").out == "There is no such ticket.\n"


def test_list_goes_on_behind_the_place_that_it_names(desk: Desk) -> None:
    for number in range(5):
        desk.opens(f"L-page-{number}", customer="Pager")
    wait_until_listed(desk, "Pager", 5)
    seen_so_far, more = list[str](), list[str]()
    for shown in ("2 of 5 tickets", "3 to 4 of 5 tickets", "5 to 5 of 5 tickets"):
        lines = words(desk("list", "--customer", "pager", "--limit", "2", *more).out)
        assert shown in lines
        seen_so_far += [line.split()[0] for line in lines if line.startswith("L-page-")]
        more = lines[-1].removeprefix("The next ones: ").split() if lines[-1].startswith("The next") else []
    assert (sorted(seen_so_far), more) == ([f"L-page-{number}" for number in range(5)], [])
    first = desk("list", "--customer", "pager", "--limit", "4", "--json")
    assert len(first.json) == 4
    assert first.err.startswith("(4 of 5; the next ones: --after ")
    assert desk("list", "--after", "yesterday").refusal.startswith("--after is no place in a list")


def test_list_has_the_owner_and_finds_tickets_by_it(desk: Desk) -> None:
    desk.opens("L-owned", customer="Owned Ltd")
    desk("assign", "L-owned", "Ada Lovelace")
    found = seen(
        lambda: desk("list", "--owner", "ada LOVELACE", "--customer", "owned ltd", "--json").json, lambda one: one
    )
    assert [(one["ticket"], one["owner"], one["level"]) for one in found] == [
        ("L-owned", "Ada Lovelace", "support-team")
    ]
    assert "Ada Lovelace" in desk("list", "--customer", "Owned Ltd").out


def test_list_shows_what_is_late_by_how_much_and_first(desk: Desk) -> None:
    desk.opens("L-fine", customer="Late Ltd", priority="P4")
    desk.opens("L-over", "--at", "2026-10-19T08:00:00Z", customer="Late Ltd", priority="P2")
    listed = wait_until_listed(desk, "Late Ltd", 2)
    assert [one["ticket"] for one in listed] == ["L-over", "L-fine"]
    lines = words(desk("list", "--customer", "Late Ltd", "--zone", "Europe/Rome").out)
    row = next(line for line in lines if line.startswith("L-over"))
    assert re.search(r"P2 working \d+ d( \d+ h)? late$", row), row
    assert any("BREACHED" in line and line.endswith("12:00 reaction") for line in lines)


@pytest.mark.parametrize("columns", [80, 120])
def test_in_a_terminal_the_list_fits_and_only_what_is_late_is_red(desk: Desk, columns: int) -> None:
    ticket = f"L-term-{columns}"
    desk.opens(
        ticket,
        *("--at", "2026-10-19T08:00:00Z", "--customer", f"Krankenhaus {columns} der Österreichischen Brüder"),
        subject="東京 " * 20 + "Nobody hears what is said",
        priority="P2",
    )
    customer = f"krankenhaus {columns} der österreichischen brüder"
    wait_until_listed(desk, customer, 1)
    asked = ("list", "--customer", customer)
    shown = in_a_terminal(columns, *asked, SUNDIAL_DATA=str(desk.settings.data), TZ="Europe/Rome")
    assert widest(shown) <= columns
    assert "(Europe/Rome)" in plain(shown)[0]
    assert "1;31" in codes(shown)
    grey = in_a_terminal(columns, *asked, SUNDIAL_DATA=str(desk.settings.data), NO_COLOR="1", TZ="Europe/Rome")
    assert not {code for code in codes(grey) if code.split(";")[-1].startswith(("3", "4", "9"))}
    assert "\x1b" not in starter_process(*asked, SUNDIAL_DATA=str(desk.settings.data)).out
    for command in ("show", "explain"):
        assert widest(in_a_terminal(columns, command, ticket, SUNDIAL_DATA=str(desk.settings.data))) <= columns


def test_list_refuses_a_filter_that_can_match_nothing(desk: Desk) -> None:
    assert desk("list", "--owner", "\x00").refusal.startswith("--owner '\\x00' is no name")
    assert desk("list", "--due-within", "soon").refusal.startswith("--due-within 'soon' is no span of time")
    assert desk("list", "--zone", "Europe/Roma").refusal.startswith("--zone 'Europe/Roma' is not a time zone")
    assert desk("list", "--sort", "colour").misunderstanding.startswith("Invalid value for '--sort'")
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
        stream += take(replay(stream), command, now + timedelta(hours=1), awaited=True).events
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
    assert [(one["promise"], one["state"]) for one in explained.json["promises"]] == [
        ("reception", "kept"),
        ("attention", "kept"),
    ]


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
    *_, count, going_on = one.out.splitlines()
    assert (count, going_on.split()[:4]) == ("1 of 2 tickets", ["The", "next", "ones:", "--after"])
    other = await asyncio.to_thread(
        desk, "list", "--customer", "Hotel Lost", "--lost", "--after", going_on.split()[4], "--json"
    )
    assert [one["ticket"] for one in other.json] == [name for name in fates if name not in one.out]

    for ticket, fate in fates.items():
        why = f"the workflow of ticket {ticket} {fate}; `sundial revive {ticket}` brings it back from the journal"
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
    await asyncio.to_thread(desk.opens, "L-shut", customer="Hotel Over")
    await asyncio.to_thread(desk, "close", "L-shut")
    over = client.get_workflow_handle("ticket/L-shut")
    await over.result()
    request = {"contract": "imagen-ti", "priority": "minor"}
    opening = {"ticket": "L-shut", "customer": "Clinica", "subject": "Echo", "request": request}
    again = await client.start_workflow("Ticket", {"opening": opening}, id=over.id, task_queue="command-line")
    with pytest.raises(WorkflowFailureError):
        await again.result()
    shown = await asyncio.to_thread(desk, "show", "L-shut")
    assert (shown.code, shown.err) == (0, "(from the journal)\n")
    assert words(shown.out)[2] == "P2 at support-team, closed"
    for command in ("acknowledge", "customer-responded"):
        refused = await asyncio.to_thread(desk, command, "L-shut")
        assert refused.refusal == "ticket L-shut is closed and takes no command; a new problem is a new ticket"
    listed = await asyncio.to_thread(desk, "list", "--customer", "Hotel Over", "--json")
    assert [(one["status"], one["lost"]) for one in listed.json] == [("closed", None)]


async def test_list_reads_the_journal_also_where_of_the_servers_of_a_folder_only_that_is_left(data: Path) -> None:
    async with a_store(data) as store:
        await migrate(store.database_url)
        left = Desk(Settings(data=data))
        listed = await asyncio.to_thread(left, "list")
        assert (listed.code, listed.out) == (0, "There is no ticket yet; `sundial open` opens one.\n")
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
