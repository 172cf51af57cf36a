"""The story as people write it: YAML, checked as strictly as a contract, every fault told at once."""

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from contracts.public_holidays import public_holidays
from contracts.yaml_file import Unreadable, YamlFile
from demo.stage.office_clock import EXAMPLE, NotAnInstant, instant_of
from demo.stage.script import Part, Step, Story, StoryFaults
from domain.contract.faults import Fault, written
from domain.contract.faults import Path as Place
from domain.contract.library import Library
from domain.deciding.parsing import read_command, read_opening
from domain.errors import DomainError
from domain.resolving.resolving import resolve
from domain.terms.request import Request
from domain.text import Line, Subject, Text, TicketId
from domain.value import Value
from workflows.messages import SIGNALS, UPDATES


class _Step(BaseModel):
    # What the command needs stands beside these two, and is checked as a command.
    model_config = ConfigDict(frozen=True, extra="allow")

    at: str
    do: str


class _Ticket(Value):
    ticket: TicketId
    about: Text
    customer: Line
    subject: Subject
    request: dict[str, Any]
    opened: str
    steps: tuple[_Step, ...] = ()
    watch_until: str | None = None


class _Story(Value):
    title: Line
    tickets: Annotated[tuple[_Ticket, ...], Field(min_length=1)]


def read_story(path: Path, library: Library) -> Story:
    """The story in a file, its wall clocks read in the offices of these contracts. Raises `StoryFaults`."""
    try:
        file = YamlFile(path)
    except Unreadable as unreadable:
        found = unreadable.fault
        raise StoryFaults((Fault(path.name, found.line, "the file", found.wrong, "give a story in YAML"),)) from None
    reader = _Reader(library)
    story = reader.story(file.plain)
    if story is None or reader.findings:
        raise StoryFaults(
            tuple(Fault(path.name, file.line_of(at), written(at), *_halves(what)) for at, what in reader.findings)
        )
    return story


def _halves(sentence: str) -> tuple[str, str]:
    """What is wrong, and what would be right."""
    wrong, _, right = sentence.partition("; ")
    return wrong, right or "mend it there"


class _Reader:
    """Reads a story and takes down what is wrong with it, and where."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.findings: list[tuple[Place, str]] = []

    def story(self, plain: object) -> Story | None:
        try:
            told = _Story.model_validate(plain)
        except ValidationError as invalid:
            for error in invalid.errors():
                self._note(error["loc"], f"{error['msg']}; the top of examples/demo.yaml says how a story is written")
            return None
        ids = [one.ticket for one in told.tickets]
        for number, name in enumerate(ids):
            if name in ids[:number]:
                self._note(("tickets", number, "ticket"), f"there are two tickets {name}; give each an id of its own")
        parts = [self._part(one, ("tickets", number)) for number, one in enumerate(told.tickets)]
        return Story(title=told.title, parts=tuple(part for part in parts if part is not None))

    def _part(self, told: _Ticket, here: Place) -> Part | None:
        fields = {"ticket": told.ticket, "customer": told.customer, "subject": told.subject, "request": told.request}
        try:
            zone = self._office_zone(read_opening(fields).request, told.opened)
        except DomainError as refused:
            self._note((*here, "request"), refused.sentence)
            return None
        opened = self._instant(told.opened, zone, (*here, "opened"))
        steps = [self._step(one, zone, (*here, "steps", number)) for number, one in enumerate(told.steps)]
        until = self._instant(told.watch_until, zone, (*here, "watch_until")) if told.watch_until else None
        whole = tuple(step for step in steps if step is not None)
        if opened is None or len(whole) < len(steps):
            return None
        times: list[tuple[datetime, Place]] = [(opened, (*here, "opened"))]
        times += [(step.at, (*here, "steps", number, "at")) for number, step in enumerate(whole)]
        self._check_order([*times, *([(until, (*here, "watch_until"))] if until else [])])
        return Part(
            about=told.about,
            opening=read_opening({**fields, "at": opened}),
            opened_at=opened,
            zone=zone,
            steps=whole,
            watch_until=until,
        )

    def _step(self, told: _Step, zone: str, here: Place) -> Step | None:
        at, fields = self._instant(told.at, zone, (*here, "at")), dict(told.model_extra or {})
        if told.do not in (*UPDATES, *SIGNALS):
            self._note((*here, "do"), f"nobody can {told.do!r}; it can be {', '.join((*UPDATES, *SIGNALS))}")
            return None
        try:
            read_command(told.do, fields)
        except DomainError as refused:
            self._note(here, refused.sentence)
            return None
        return None if at is None else Step(at=at, command=told.do, fields=fields)

    def _office_zone(self, request: Request, opened: str) -> str:
        """The zone of the office that serves a request; which is nearest is asked as of the day, in UTC."""
        try:
            day = datetime.fromisoformat(opened[: len("2032-10-29")]).replace(tzinfo=UTC)
        except ValueError:
            raise DomainError(f"{opened!r} is no time at which to open it; write it like {EXAMPLE}") from None
        return resolve(self._library.named(request.contract), request, day, public_holidays).zone

    def _instant(self, text: str, zone: str, here: Place) -> datetime | None:
        try:
            return instant_of(text, zone)
        except NotAnInstant as wrong:
            self._note(here, str(wrong))
            return None

    def _check_order(self, times: list[tuple[datetime, Place]]) -> None:
        for (before, _), (after, place) in pairwise(times):
            if after < before:
                what = "this lies before what is written above it; write what happens in the order of time"
                self._note(place, what)

    def _note(self, here: Place, sentence: str) -> None:
        self.findings.append((here, sentence))
