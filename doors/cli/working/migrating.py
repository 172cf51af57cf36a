"""`migrate`: open tickets are moved to another contract, version or plan, after a look at what that changes."""

import sys
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from domain.deciding.parsing import read_command
from domain.errors import DomainError
from domain.visible import visible
from doors.application.reading import name, now, ticket_id
from doors.cli.library import library
from doors.cli.options import (
    BY,
    JSON,
    NotUnderstood,
    settings_of,
)
from doors.cli.reaching import reach, read_journal
from doors.cli.working.working import REASON
from runtime.settings import Settings

if TYPE_CHECKING:
    from activities.journal.reader import JournalReader
    from moving.migration.foreseeing import Foreseen, NotMoved
    from moving.migration.moving import Moved
    from moving.migration.preview import Preview
    from moving.migration.selection import Selection
    from moving.migration.wanted import Wanted


class NotConfirmed(DomainError):
    """Nobody is there to be asked."""


def migrate(
    context: typer.Context,
    to: Annotated[str, typer.Option(metavar="CONTRACT", help="The contract to move to; `contracts list` shows them.")],
    plan: Annotated[str | None, typer.Option(help="Its plan, for all of them; each one's own if left out.")] = None,
    theatre: Annotated[
        str | None, typer.Option(help="Its theatre, for all of them; each one's own if left out.")
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="CONTRACT", help="Only tickets under this contract.")
    ] = None,
    priority: Annotated[
        list[str] | None,
        typer.Option(metavar="OLD=NEW", help="What a priority is there, such as P1=critical. Can be given repeatedly."),
    ] = None,
    ticket: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this ticket. Can be given repeatedly.")
    ] = None,
    customer: Annotated[str | None, typer.Option(help="Only this customer's tickets.")] = None,
    reason: REASON = None,
    by: BY = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.", metavar="")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before moving them.", metavar="")] = False,
    json: JSON = False,
) -> None:
    """Move open tickets to another contract, or another version or plan of theirs.

    It first shows, from the journal, each ticket whose promises change, before and after, and what would come due at
    once. The time that was counted stays counted, and what was announced stays announced. Exits with 1 where a ticket
    cannot be moved.
    """
    # What follows brings the holidays, which no other command on tickets needs.
    from doors.cli.working.migration_view import show_moved, show_preview
    from moving.migration.selection import Selection

    named = tuple(ticket_id(one) for one in ticket or ())
    only = Selection(tickets=named, contract=name("--from", from_), customer=name("--customer", customer))
    if named and (only.contract or only.customer):
        raise NotUnderstood(context, "--ticket names the tickets: leave out --from and --customer.")
    settings = settings_of(context)
    wanted = _wanted(context, settings, to, plan, theatre, priority or [], reason, by)
    if not dry_run and not yes:
        _check_somebody_can_be_asked(context, json=json)
    preview = _previewed(settings, wanted, only)
    if dry_run or not json:
        show_preview(preview, wanted, json=json)
    if dry_run or (not json and not preview.moving):
        raise typer.Exit(1 if preview.refused else 0)
    if not yes and not _confirmed(len(preview.moving), to):
        raise NotConfirmed("nothing was moved")
    moved = _moved(settings, preview.moving)
    show_moved(preview, moved, wanted, json=json)
    if preview.refused or moved.refused or moved.unanswered is not None:
        raise typer.Exit(1)


def _wanted(
    context: typer.Context,
    settings: Settings,
    to: str,
    plan: str | None,
    theatre: str | None,
    priorities: list[str],
    reason: str | None,
    by: str | None,
) -> "Wanted":
    """What the options ask for. Raises a `DomainError` for what no ticket can be moved to."""
    from moving.migration.wanted import Wanted, check

    contract = library(settings).named(to)
    pairs = [one.partition("=") for one in priorities]
    for old, equals, new in pairs:
        if not (old and equals and new):
            raise NotUnderstood(context, f"--priority {old + equals + new!r}: write it like P1=critical.")
    if len({old for old, *_ in pairs}) < len(pairs):
        raise NotUnderstood(context, "--priority: each priority can become only one.")
    given = {"contract": to, "plan": plan, "theatre": theatre, "reason": reason, "by": by}
    read_command("migrate", {field: value for field, value in given.items() if value is not None})
    wanted = Wanted(
        contract=contract.id,
        plan=name("--plan", plan),
        theatre=name("--theatre", theatre),
        priorities={old: new for old, _, new in pairs},
        reason=reason,
        by=by,
    )
    check(wanted, contract)
    return wanted


def _check_somebody_can_be_asked(context: typer.Context, *, json: bool) -> None:
    if json:
        raise NotUnderstood(context, "--json asks nothing: add --dry-run to look, or --yes to move them.")
    asked: TextIO | None = sys.stdin
    if asked is None or not asked.isatty():
        raise NotConfirmed(
            "nobody can be asked, as the input is no terminal: add --dry-run to look first, then --yes to move them"
        )


def _confirmed(tickets: int, to: str) -> bool:
    what = "1 ticket" if tickets == 1 else f"{tickets} tickets"
    print(visible(f"Move {what} to {to}? [y/N] "), end="", file=sys.stderr, flush=True)
    # As bytes: whatever is typed that is no text is no consent either.
    return sys.stdin.buffer.readline().strip().lower() in (b"y", b"yes")


def _previewed(settings: Settings, wanted: "Wanted", only: "Selection") -> "Preview":
    from activities.deciding import resolver
    from contracts.public_holidays import public_holidays
    from doors.cli.progress import bar
    from moving.migration.looking import look
    from moving.migration.preview import summed
    from moving.migration.selection import chosen
    from runtime.worker.delivering import contacts, delivery_setup

    contracts = library(settings)
    terms_at, has_contact = resolver(contracts, public_holidays), contacts(delivery_setup(settings, contracts))

    async def foreseen(journal: "JournalReader") -> "list[Foreseen | NotMoved]":
        tickets = await chosen(journal, only)
        with bar("looking", len(tickets)) as done:
            contract = contracts.named(wanted.contract)
            return await look(journal, tickets, wanted, contract, now(), terms_at, has_contact, done)

    return summed(read_journal(settings, foreseen))


def _moved(settings: Settings, moving: "tuple[Foreseen, ...]") -> "Moved":
    from doors.cli.progress import bar
    from moving.migration.moving import Moved, move
    from runtime.temporal.errors import NobodyAnswered

    if not moving:
        return Moved()
    with bar("moving", len(moving)) as done:
        return reach(settings, lambda within: move(within.tickets, moving, done, gives_up=NobodyAnswered))
