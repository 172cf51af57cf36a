"""`migrate`: tickets are shown as they would be, then moved, on real servers."""

import os
import pty
import subprocess
import sys

import pytest

from runtime.settings import Settings
from tests.doors.cli.given.command_line import ROOT, Desk, starter
from tests.patience import PATIENCE, seen

TO_5 = ("migrate", "--to", "imagiclecare-5.0")
TO_IMAGEN = ("migrate", "--to", "imagen-ti", "--plan", "standard", "--theatre", "mexico")


def opens(desk: Desk, *tickets: str, customer: str, **differing: str) -> None:
    """Open tickets of a customer, and wait until the journal has them."""
    for ticket in tickets:
        desk.opens(ticket, customer=customer, **differing)
    journaled(desk, *tickets, customer=customer)


def journaled(desk: Desk, *tickets: str, customer: str, contract: str | None = None) -> None:
    """Wait until the journal has these tickets under a contract."""
    seen(
        lambda: desk("list", "--customer", customer, "--json").json,
        lambda listed: set(tickets) <= {one["ticket"] for one in listed if contract in (None, one["contract"])},
    )


def contract_of(desk: Desk, ticket: str) -> str:
    return str(desk("show", ticket, "--json").json["snapshot"]["standing"]["contract"])


def test_a_dry_run_shows_before_and_after_and_moves_nothing(desk: Desk) -> None:
    opens(desk, "M-mail", customer="Mail Ltd", channel="email", priority="P4")
    looked = desk(*TO_5, "--customer", "Mail Ltd", "--dry-run")
    assert (looked.code, looked.err) == (0, "")
    flat = " ".join(looked.out.split())
    assert "M-mail terms imagiclecare-4.1" in flat
    assert "guarantee guaranteed none: No SLA" in flat
    assert looked.out.splitlines()[-1] == (
        "1 of 1 ticket changes: 1 loses the guarantee, 0 would be breached at once, 0 cannot be moved"
    )
    assert contract_of(desk, "M-mail") == "imagiclecare-4.1"


def test_tickets_are_moved_and_a_repeat_moves_nothing(desk: Desk) -> None:
    opens(desk, "M-1", "M-2", customer="Two Ltd", priority="P4")
    options = ("--from", "imagiclecare-4.1", "--customer", "Two Ltd", "--by", "Ada", "--reason", "renewed")
    moved = desk(*TO_5, *options, "--yes")
    assert (moved.code, moved.err) == (0, "")
    assert moved.out.splitlines() == [
        "level team-leader is support-regional-manager there (2 tickets)",
        "For 2 tickets nothing changes but names.",
        "0 of 2 tickets change: 0 would be breached at once, 0 cannot be moved",
        "2 tickets moved to imagiclecare-5.0",
    ]
    event = desk("show", "M-1", "--json").json["events"][-1]["event"]
    assert (event["type"], event["by"], event["reason"], event["terms"]["contract"]) == (
        "TicketMigrated",
        "Ada",
        "renewed",
        "imagiclecare-5.0",
    )
    journaled(desk, "M-1", "M-2", customer="Two Ltd", contract="imagiclecare-5.0")
    again = desk(*TO_5, "--customer", "Two Ltd", "--yes")
    assert (again.code, again.out.splitlines()[0]) == (0, "2 tickets have these terms already.")
    assert desk.events("M-1") == ["TicketOpened", "TicketMigrated"]
    assert desk(*TO_5, *options, "--dry-run").out == "There is no such open ticket.\n"


def test_programs_get_what_changes_what_comes_at_once_and_what_was_moved(desk: Desk) -> None:
    opens(desk, "M-json", customer="Json Ltd", priority="P1")
    priorities = ("--priority", "P1=critical", "--priority", "P2=serious")
    asked = (*TO_IMAGEN, *priorities, "--ticket", "M-json", "--json")
    looked = desk(*asked, "--dry-run").json
    [ticket] = looked["tickets"]
    assert (ticket["moves"], ticket["changes"]) == (True, True)
    assert (ticket["before"]["standing"]["priority"], ticket["after"]["standing"]["priority"]) == ("P1", "critical")
    effects = {(one["before"] or one["after"])["what"]: one["effect"] for one in ticket["differences"]}
    assert effects == {"priority-notification": "ends", "reaction": "ends", "escalation": "ends", "attention": "begins"}
    assert (looked["totals"]["tickets"], looked["totals"]["begins"], looked["refused"]) == (1, 1, [])
    assert {"what": "priority", "before": "P1", "after": "critical", "tickets": 1} in looked["renamings"]
    moved = desk(*asked, "--yes").json
    assert (moved["moved"], moved["refused"]) == (["M-json"], [])
    assert contract_of(desk, "M-json") == "imagen-ti"


def test_each_fault_is_told_once_with_what_would_cure_it_and_the_rest_is_moved(desk: Desk) -> None:
    opens(desk, "M-ok", customer="Mixed Ltd", priority="P1")
    opens(desk, "M-bad", "M-bad-too", customer="Mixed Ltd", priority="P3")
    moved = desk(*TO_IMAGEN, "--priority", "P1=critical", "--customer", "Mixed Ltd", "--yes")
    assert moved.code == 1
    assert moved.err.splitlines() == [
        "M-bad, M-bad-too: There is no priority 'P3' in this contract: choose critical, serious or minor.",
        "To say what is meant there, add: --priority P3=critical, serious or minor.",
    ]
    assert moved.out.splitlines()[-1] == "1 ticket moved to imagen-ti"
    assert (contract_of(desk, "M-ok"), contract_of(desk, "M-bad")) == ("imagen-ti", "imagiclecare-4.1")


def test_a_closed_or_unknown_ticket_that_is_named_is_refused(desk: Desk) -> None:
    opens(desk, "M-closed", customer="Closed Ltd")
    desk("close", "M-closed")
    seen(lambda: desk("list", "--customer", "Closed Ltd", "--status", "closed", "--json").json, bool)
    looked = desk(*TO_5, "--ticket", "M-closed", "--ticket", "M-never", "--dry-run")
    assert looked.code == 1
    assert looked.err.splitlines() == [
        "M-closed: ticket M-closed is closed and takes no command; a new problem is a new ticket",
        "M-never: there is no ticket M-never in the journal; check its name, or, if it was opened just now, ask again",
    ]


@pytest.mark.parametrize(("answer", "code", "contract"), [("y", 0, "imagiclecare-5.0"), ("no", 1, "imagiclecare-4.1")])
def test_on_a_terminal_it_asks_before_it_moves(desk: Desk, answer: str, code: int, contract: str) -> None:
    ticket = f"M-asked-{answer}"
    opens(desk, ticket, customer="Asked Ltd")
    person, terminal = pty.openpty()
    os.write(person, f"{answer}\n".encode())
    theirs = {name: value for name, value in os.environ.items() if not name.startswith(("SUNDIAL_", "TEMPORAL_"))}
    done = subprocess.run(
        [sys.executable, "starter.py", *TO_5, "--ticket", ticket],
        cwd=ROOT,
        env={**theirs, "SUNDIAL_DATA": str(desk.settings.data)},
        stdin=terminal,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    os.close(person)
    os.close(terminal)
    assert done.returncode == code, done.stderr.decode()
    assert "Move 1 ticket to imagiclecare-5.0? [y/N] " in done.stderr.decode()
    assert ("nothing was moved" in done.stderr.decode()) == (code == 1)
    assert contract_of(desk, ticket) == contract


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--to", "imagiclecare-5.0"), "nobody can be asked, as the input is no terminal: add --dry-run"),
        (("--to", "imagiclecare-5"), "There is no contract 'imagiclecare-5': did you mean imagiclecare-5.0"),
        (("--to", "imagen-ti", "--plan", "gold"), "imagen-ti has no plan 'gold': choose standard."),
        (("--to", "imagen-ti", "--priority", "P1=P1"), "imagen-ti has no priority 'P1': choose critical, serious or"),
        (("--to", "imagen-ti", "--by", "\x07"), "migrate: by: it holds the control character U+0007"),
        (("--to", "imagen-ti", "--ticket", "no spaces"), "'no spaces' cannot be a ticket"),
        (("--to", "imagen-ti", "--customer", ""), "--customer '' is no name"),
    ],
)
def test_what_cannot_be_is_refused_before_any_server_is_asked(options: tuple[str, ...], sentence: str) -> None:
    assert sentence in starter("migrate", *options, settings=Settings).refusal


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--priority", "P1"), "--priority 'P1': write it like P1=critical."),
        (("--priority", "P1=critical", "--priority", "P1=minor"), "--priority: each priority can become only one."),
        (("--ticket", "T-1", "--from", "imagiclecare-4.1"), "--ticket names the tickets: leave out --from"),
        (("--json",), "--json asks nothing: add --dry-run to look, or --yes to move them."),
    ],
)
def test_options_that_do_not_go_together_are_not_understood(options: tuple[str, ...], sentence: str) -> None:
    said = starter("migrate", "--to", "imagen-ti", *options, settings=Settings).misunderstanding
    assert sentence in said
    assert said.endswith("See `sundial migrate --help`.")
