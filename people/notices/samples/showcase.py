"""One example of each kind of message, for whom it is meant: of the example tickets, the first that there is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.contract.contract import Contract
from domain.resolving.calendars import HolidaySource
from domain.showing.announcements import ON_CALL
from domain.ticket.ledger import CUSTOMER
from people.notices.letters.by_event import letter_of
from people.notices.message import Message
from people.notices.notice import Notice, notice_of
from people.notices.samples.examples import Example, examples
from people.notices.wording.reader import Reader
from people.notices.wording.voice import Voice
from people.notices.writing.digest import render_digest
from people.notices.writing.rendering import render

DIGEST = "digest"
_IN_A_DIGEST = 12
TEAM = "team"
"""Whom a message is for, beside `customer` and `on-call`: one of the levels."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One example: a kind of message, whom it is for, and what it tells."""

    kind: str
    audience: str
    """`customer`, `team` or `on-call`."""
    told: tuple[tuple[Notice, str], ...]

    def message(self, reader: Reader) -> Message:
        """The example as this reader would get it."""
        if self.kind == DIGEST:
            return render_digest(self.told, reader)
        [(notice, recipient)] = self.told
        return render(notice, recipient, reader)


def showcase(contracts: Mapping[str, Contract], holidays: HolidaySource) -> tuple[Shown, ...]:
    """An example of each kind of message for each audience, and a digest for a level."""
    found: dict[tuple[str, str], Shown] = {}
    for_the_team: list[tuple[Notice, str]] = []
    for notice, recipient in _announced(examples(contracts, holidays)):
        kind, audience = kind_of(notice, recipient), audience_of(recipient)
        found.setdefault((audience, kind), Shown(kind, audience, ((notice, recipient),)))
        if audience == TEAM:
            for_the_team.append((notice, recipient))
    spread = for_the_team[:: max(len(for_the_team) // _IN_A_DIGEST, 1)]
    return (*(found[key] for key in sorted(found)), Shown(DIGEST, TEAM, tuple(spread)))


def _announced(lived: Iterator[Example]) -> Iterator[tuple[Notice, str]]:
    for example in lived:
        for told in example.life.told:
            yield notice_of(example.life.stream, told.event), told.recipient


def kind_of(notice: Notice, recipient: str) -> str:
    """What kind of message an announcement is, such as `warning`. Raises `NobodysNews`."""
    return letter_of(notice, recipient, Voice("en", "UTC"), "").kind


def audience_of(recipient: str) -> str:
    """Whom a recipient belongs to."""
    return recipient if recipient in (CUSTOMER, ON_CALL) else TEAM
