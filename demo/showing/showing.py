"""The story told on a console: a timeline for each ticket, then all of them at a glance."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from demo.showing.counting import short_time
from demo.showing.timeline import Row, timeline, warnings
from demo.stage.life import Life
from domain.contract.library import Library
from domain.showing.sentences import office_time
from domain.ticket.ticket import Judgement, Kept, Missed, Ticket, Working
from domain.visible import visible

LONGEST_TIME = len("Fri 29 Oct 15:00 CEST")
LONGEST_LEVEL = len("support-regional-manager")


def show_lives(lives: Sequence[Life], library: Library, console: Console) -> None:
    """Each life in its turn."""
    for number, life in enumerate(lives, start=1):
        console.print()
        console.rule(Text(f"{number}. {life.part.ticket}", style="bold"), align="left")
        _show_head(life, library, console)
        console.print(_table(timeline(life), life.part.zone))
        given, whom = warnings(life)
        if given:
            said = f"Also {given} warning{'s' if given > 1 else ''} on the way, to {', '.join(whom)}."
            console.print(Text(said, style="dim"))


def _show_head(life: Life, library: Library, console: Console) -> None:
    ticket, request = life.ticket, life.part.opening.request
    contract = library.named(ticket.terms.contract)
    console.print(Text(visible(life.part.about)))
    served = f"{contract.name} {ticket.terms.plan}, {ticket.terms.theatre} ({life.part.zone})"
    console.print(Text(visible(f"{ticket.customer}, {request.priority} by {request.channel}; {served}"), style="dim"))
    console.print()


def _table(rows: Iterable[Row], zone: str) -> Table:
    table = _plain_table(expand=True)
    table.add_column("When", no_wrap=True, width=LONGEST_TIME)
    table.add_column("What happened, and why then", ratio=1)
    table.add_column("Who was told", overflow="fold", width=LONGEST_LEVEL)
    for row in rows:
        name = office_time(row.at, zone).rsplit(" ", 1)[1]
        table.add_row(f"{short_time(row.at, zone)} {name}", _what(row), "\n".join(row.told))
    return table


def _what(row: Row) -> Text:
    text = Text()
    text.append(visible(row.what), style="bold red" if row.alarming else "bold")
    for line in row.why:
        text.append(visible(f"\n- {line}"))
    return text


def show_summary(lives: Sequence[Life], seconds: float, console: Console) -> None:
    """All tickets at a glance, and how long they took."""
    events = sum(len(life.stream) for life in lives)
    console.print()
    console.rule("All of them", align="left")
    console.print(_summary(lives))
    console.print(
        "Where nothing is guaranteed a promise is missed, not breached. A notice is one event told to one recipient. "
        f"Played in {seconds:.0f} s: {len(lives)} tickets, {events} events, read back from the journal.",
        style="dim",
    )


def _summary(lives: Iterable[Life]) -> Table:
    table = _plain_table()
    for name in ("Ticket", "Contract and office", "Priority", "At the end", "Promises"):
        table.add_column(name, overflow="fold")
    table.add_column("Notices", justify="right")
    for life in lives:
        ticket = life.ticket
        waits = isinstance(ticket.status, Working) and not ticket.ledger.runs
        table.add_row(
            ticket.id,
            f"{ticket.terms.contract}\n{ticket.terms.plan}, {ticket.terms.theatre}",
            _priorities(life, ticket),
            f"{'waiting' if waits else ticket.status.type}, at\n{ticket.level}",
            _promises(ticket),
            str(len(life.announced)),
        )
    return table


def _plain_table(*, expand: bool = False) -> Table:
    return Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", expand=expand)


def _promises(ticket: Ticket) -> Text:
    """How many promises were kept, and how many were not, which is a breach where they were guaranteed."""
    judged: list[Judgement] = [*ticket.promises.values(), *(answer.judgement for answer in ticket.answers.values())]
    kept, missed = sum(isinstance(one, Kept) for one in judged), sum(isinstance(one, Missed) for one in judged)
    lines = [(f"{kept} kept", "")] if kept else []
    if missed:
        guaranteed = ticket.terms.guaranteed
        lines.append((f"{missed} {'breached' if guaranteed else 'missed'}", "bold red" if guaranteed else ""))
    return Text("\n").join(Text(said, style=style) for said, style in lines)


def _priorities(life: Life, ticket: Ticket) -> str:
    before = life.part.opening.request.priority
    return before if before == ticket.priority else f"{before} to {ticket.priority}"
