"""The ticket: what is true after its events so far. Nothing here decides; see `decide`, `due` and `advance`."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from domain.terms.request import Request
from domain.terms.terms import LevelName, PriorityName, PromiseName, Row, Terms
from domain.text import Instant
from domain.ticket.ledger import CUSTOMER, Ledger, third_party
from domain.ticket.recorded import GENESIS
from domain.value import Value


class CustomerWait(Value):
    """Waiting on the customer, and how far the unresponsive rule has come (semantics 20)."""

    since: Instant
    reminded: int = 0
    periods: int = 0
    """How many of the rule's periods had passed at the last step down; 0 before the first."""
    stepped_at: Instant | None = None
    proposed_at: Instant | None = None


class ThirdPartyWait(Value):
    """Waiting on another company."""

    party: str
    since: Instant


class Working(Value):
    """Open: somebody works on it, or waits."""

    type: Literal["working"] = "working"
    customer: CustomerWait | None = None
    third_parties: tuple[ThirdPartyWait, ...] = ()

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """What the clock is paused for, as the ledger names it."""
        customer = (CUSTOMER,) if self.customer else ()
        return (*customer, *(third_party(wait.party) for wait in self.third_parties))


class Resolved(Value):
    """Solved; the customer has time to disagree."""

    type: Literal["resolved"] = "resolved"
    since: Instant


class Closed(Value):
    """Ended for good."""

    type: Literal["closed"] = "closed"
    at: Instant


Status = Working | Resolved | Closed


class Running(Value):
    """A promise that is neither kept nor missed yet."""

    type: Literal["running"] = "running"
    begun_at: Instant
    warned: float = 0.0
    """The highest fraction of the budget of which a warning was given."""


class Kept(Value):
    """A promise that was kept."""

    type: Literal["kept"] = "kept"
    at: Instant


class Missed(Value):
    """A promise whose deadline passed, by which event; and what it was before, should a late fact withdraw that."""

    type: Literal["missed"] = "missed"
    at: Instant
    event: int
    was: Running


Judgement = Running | Kept | Missed


class LevelAnswer(Value):
    """The answer of a level that was asked for help, due on the level's own hours (semantics 18a)."""

    asked_by: str
    judgement: Judgement
    missed_before: Literal[True] | None = None
    """Set where it was asked before and missed that answer: a miss stays one, however often it is asked again."""

    @property
    def ever_missed(self) -> bool:
        """Whether an answer of this level was missed, now or before."""
        return self.missed_before is not None or isinstance(self.judgement, Missed)


class TermsPeriod(Value):
    """What decides, from `since` on, which targets and calendars hold (semantics 11a)."""

    since: Instant
    priority: PriorityName
    on_call: bool
    under: int | None = None
    """The place among the ticket's former terms of those that held; unset under the present ones."""
    priority_since: Instant | None = None
    """When the priority began, where that lies before `since`: silence was due to lower it, or a migration kept it."""


class Change(Value):
    """An event that can bring something due by itself (semantics 15a)."""

    at: Instant
    event: int


class Unattended(Value):
    """The on-call alarm covers the ticket, its clock runs, and nobody has it in charge (semantics 19b)."""

    event: int
    """The event with which that began."""
    called_until: Instant
    """Up to when the closings of the office have raised the alarm."""


class Ticket(Value):
    """One ticket after its event number `number`."""

    id: str
    customer: str
    subject: str
    request: Request
    terms: Terms
    """Those of today."""
    former_terms: tuple[Terms, ...] = ()
    """Those before each migration, each once."""
    asked_theatre: str | None = None
    """The theatre that a migration asked for; unset where the request's own holds."""
    opened_at: Instant
    received_at: Instant
    """When the opening was recorded."""
    status: Status
    level: LevelName
    terms_periods: tuple[TermsPeriod, ...] = Field(alias="regimes")
    ledger: Ledger
    promises: Mapping[PromiseName, Judgement]
    answers: Mapping[LevelName, LevelAnswer] = {}
    warned_of_level: Mapping[LevelName, float] = {}
    """For each level ahead, the highest fraction of its threshold of which a warning was given."""
    acknowledged_at: Instant | None = None
    answered_at: Instant | None = None
    """When it was last taken in charge; unset again once the on-call service is called about it."""
    unattended: Unattended | None = None
    confirmed: PriorityName | None = None
    owner: str | None = None
    last_fact_at: Instant
    """No later fact may be true before this one (semantics 23a)."""
    changed: Change
    """The last change of the clock or of what is promised."""
    climbed: Change | None = None
    """The last change of level: it can bring due warnings of the next."""
    imported: Change | None = None
    """Set where the ticket came from another system: when, and by which event."""
    number: int
    recorded_at: Instant
    digest: str = GENESIS

    @property
    def priority(self) -> PriorityName:
        """The priority that holds now."""
        return self.terms_periods[-1].priority

    @property
    def on_call(self) -> bool:
        """Whether the on-call service has the ticket now."""
        return self.terms_periods[-1].on_call

    @property
    def in_charge(self) -> bool:
        """Whether somebody has it in charge: whom the office has it from is not who is called at night."""
        return self.answered_at is not None

    def terms_in(self, period: TermsPeriod) -> Terms:
        """The terms that held under a period."""
        return self.terms if period.under is None else self.former_terms[period.under]

    @property
    def row(self) -> Row:
        """What the present priority is promised."""
        return self.terms.rows[self.priority]

    @property
    def breached(self) -> bool:
        """Whether any promise stands missed."""
        promises = any(isinstance(judgement, Missed) for judgement in self.promises.values())
        return promises or any(answer.ever_missed for answer in self.answers.values())
