"""What a migration would do to many tickets, ticket by ticket and in sum."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from domain.clock.contacts import HasContact, everybody
from domain.contract.contract import Contract
from domain.contract.spelling import listed
from domain.deciding.migrating import TermsAt
from domain.ticket.events import Escalated, Event, PriorityChanged, PromiseMissed, TicketClosed
from domain.ticket.evolve import replay
from domain.ticket.recorded import Recorded
from domain.ticket.ticket import Closed, Ticket
from domain.value import Value
from moving.migration.foreseeing import Foreseen, NotMoved, foresee
from moving.migration.wanted import Wanted, theatres_of


class Totals(Value):
    """How many tickets fare in which way; one ticket can fare in several."""

    tickets: int
    refused: int
    already: int
    """They have these terms already."""
    unchanged: int
    """They are moved, and only names change."""
    changed: int
    later: int
    """Some deadline of theirs comes later."""
    earlier: int
    begins: int
    """Something is promised that was not before."""
    ends: int
    """Something is promised no more."""
    breached_at_once: int
    missed_at_once: int
    """Without guarantee."""
    escalated_at_once: int
    lowered_at_once: int
    closed_at_once: int
    guarantee_gained: int
    guarantee_lost: int
    on_call_gained: int
    on_call_lost: int


class Renaming(Value):
    """What is called otherwise there, and for how many tickets."""

    what: str
    before: str
    after: str
    tickets: int


class Preview(Value):
    """All that a migration would do."""

    foreseen: tuple[Foreseen, ...]
    refused: tuple[NotMoved, ...]
    totals: Totals
    renamings: tuple[Renaming, ...]

    @property
    def moving(self) -> tuple[Foreseen, ...]:
        """Those that would be moved."""
        return tuple(one for one in self.foreseen if one.moves)


def foresee_one(
    stream: Sequence[Recorded],
    wanted: Wanted,
    contract: Contract,
    now: datetime,
    terms_at: TermsAt,
    has_contact: HasContact = everybody,
) -> Foreseen | NotMoved:
    """As `foresee`; a refusal names the options that would cure it."""
    found = foresee(stream, wanted, now, terms_at, has_contact)
    if isinstance(found, Foreseen):
        return found
    return found.model_copy(update={"cures": tuple(_cures(replay(stream), wanted, contract))})


def _cures(ticket: Ticket, wanted: Wanted, contract: Contract) -> Iterable[str]:
    if isinstance(ticket.status, Closed):
        return
    plan = wanted.plan or ticket.terms.plan
    if plan not in contract.plans:
        yield f"--plan {listed(contract.plans)}"
    theatre, theatres = wanted.theatre or ticket.asked_theatre or ticket.request.theatre, theatres_of(contract)
    missing = theatre is None and ticket.request.customer_zone is None and len(theatres) > 1
    if missing or (theatre is not None and theatre not in theatres):
        yield f"--theatre {listed(theatres)}"
    priority = wanted.priorities.get(ticket.priority, ticket.priority)
    if priority not in contract.priorities:
        yield f"--priority {ticket.priority}={listed(contract.priorities)}"


def summed(found: Iterable[Foreseen | NotMoved]) -> Preview:
    """What was foreseen, in sum."""
    all_of_them = tuple(found)
    foreseen = tuple(one for one in all_of_them if isinstance(one, Foreseen))
    refused = tuple(one for one in all_of_them if isinstance(one, NotMoved))
    totals, renamings = _totals(foreseen, len(refused)), tuple(_renamings(foreseen))
    return Preview(foreseen=foreseen, refused=refused, totals=totals, renamings=renamings)


def _totals(foreseen: Sequence[Foreseen], refused: int) -> Totals:
    def those(hold: Callable[[Foreseen], bool]) -> int:
        return sum(map(hold, foreseen))

    def effect(name: str) -> int:
        return those(lambda one: any(difference.effect == name for difference in one.differences))

    def at_once(holds: Callable[[Event], bool]) -> int:
        return those(lambda one: any(holds(recorded.event) for recorded in one.at_once))

    def turns(before: bool, after: bool, of: Callable[[Foreseen], tuple[bool, bool]]) -> int:
        return those(lambda one: of(one) == (before, after))

    def guarantee(one: Foreseen) -> tuple[bool, bool]:
        return one.before.standing.guaranteed, one.after.standing.guaranteed

    def on_call(one: Foreseen) -> tuple[bool, bool]:
        return one.before.on_call, one.after.on_call

    return Totals(
        tickets=len(foreseen) + refused,
        refused=refused,
        already=those(lambda one: not one.moves),
        unchanged=those(lambda one: one.moves and not one.changes),
        changed=those(lambda one: one.changes),
        later=effect("later"),
        earlier=effect("earlier"),
        begins=effect("begins"),
        ends=effect("ends"),
        breached_at_once=at_once(lambda event: isinstance(event, PromiseMissed) and event.breach),
        missed_at_once=at_once(lambda event: isinstance(event, PromiseMissed) and not event.breach),
        escalated_at_once=at_once(lambda event: isinstance(event, Escalated)),
        lowered_at_once=at_once(lambda event: isinstance(event, PriorityChanged)),
        closed_at_once=at_once(lambda event: isinstance(event, TicketClosed)),
        guarantee_gained=turns(False, True, guarantee),
        guarantee_lost=turns(True, False, guarantee),
        on_call_gained=turns(False, True, on_call),
        on_call_lost=turns(True, False, on_call),
    )


def _renamings(foreseen: Iterable[Foreseen]) -> Iterable[Renaming]:
    counted: Counter[tuple[str, str, str]] = Counter()
    for one in foreseen:
        counted.update(set(_renamed(one)))
    for (what, before, after), tickets in sorted(counted.items()):
        yield Renaming(what=what, before=before, after=after, tickets=tickets)


def _renamed(one: Foreseen) -> Iterable[tuple[str, str, str]]:
    if not one.moves:
        return
    act = one.act
    if one.before.standing.priority != act.priority:
        yield "priority", one.before.standing.priority, act.priority
    if one.before.standing.level != act.level:
        yield "level", one.before.standing.level, act.level
    for difference in one.differences:
        before, after = difference.before, difference.after
        if before and after and before.level and after.level and before.level != after.level:
            yield "level", before.level, after.level
