"""Opening the tickets of a file: some at a time, with a bar that shows how far it is."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import typer

from domain.errors import DomainError
from doors.application.reach import Reach
from doors.cli.library import library
from doors.cli.opening.intake import Line, read_file
from doors.cli.progress import bar
from doors.cli.reaching import reach
from doors.cli.rendering import complain, say, show_json
from moving.onboarding.silence import Silence
from runtime.settings import Settings

AT_ONCE = 4
"""Tickets that are being opened at one time."""


@dataclass
class Outcome:
    """What became of the lines of a file."""

    opened: dict[int, str] = field(default_factory=dict)
    """The ticket of each line that is open now, or was before."""
    refused: dict[int, str] = field(default_factory=dict)
    """The sentence of each line that is not."""
    unanswered: DomainError | None = None
    """Why the rest was not sent."""
    silence: Silence = field(default_factory=Silence)


def open_file(settings: Settings, path: Path, *, json: bool) -> None:
    """Open every ticket of a file and tell each refused line. Exits with 1 where any was."""
    lines = read_file(path)
    sound = [line for line in lines if line.fault is None]
    outcome = Outcome(refused={line.number: line.fault for line in lines if line.fault is not None})
    if sound:
        with bar("opening", len(sound)) as done:
            reach(settings, lambda within: _open(within, sound, outcome, done), library=library(settings))
    _tell(outcome, len(lines), json=json)


async def _open(within: Reach, lines: Iterable[Line], outcome: Outcome, done: Callable[[], None]) -> None:
    waiting = iter(lines)
    await asyncio.gather(*(_open_some(within, waiting, outcome, done) for _ in range(AT_ONCE)))


async def _open_some(within: Reach, waiting: Iterable[Line], outcome: Outcome, done: Callable[[], None]) -> None:
    from runtime.temporal.errors import NobodyAnswered

    for line in waiting:
        if outcome.unanswered is not None:
            return
        try:
            await within.tickets.open(line.message)
        except NobodyAnswered as silence:
            outcome.refused[line.number] = silence.sentence
            if outcome.silence.lasts():
                outcome.unanswered = silence
                return
            continue
        except DomainError as refused:
            outcome.refused[line.number] = refused.sentence
        else:
            outcome.opened[line.number] = line.ticket
        outcome.silence.broken()
        done()


def _tell(outcome: Outcome, lines: int, *, json: bool) -> None:
    refused = sorted(outcome.refused.items())
    complain(*(f"line {number}: {sentence}" for number, sentence in refused))
    if json:
        show_json(
            {
                "opened": [{"line": number, "ticket": ticket} for number, ticket in sorted(outcome.opened.items())],
                "refused": [{"line": number, "sentence": sentence} for number, sentence in refused],
            }
        )
    else:
        say(f"{_tickets(len(outcome.opened))} of {lines} open, {len(refused)} refused")
    if outcome.unanswered is not None:
        complain(
            outcome.unanswered.sentence,
            "The rest of the file was not sent: send it again when this is mended, what is open stays as it is.",
        )
    if refused or outcome.unanswered is not None:
        raise typer.Exit(1)


def _tickets(count: int) -> str:
    return "1 ticket" if count == 1 else f"{count} tickets"
