"""A rehearsed ticket against its simulation: they must be equal, event by event (semantics 9a)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import zip_longest

from domain.showing.sentences import office_time, sentence, zone_of
from domain.ticket.recorded import Recorded, broken_link
from domain.value import Value
from studies.rehearsal.arrivals import arrivals
from studies.rehearsal.living import Rehearsed
from studies.rehearsal.remembering import Key
from studies.simulation.running import RINGS_AFTER, Life, TermsAt, live
from workflows.messages import SIGNALS

NOTHING = "nothing"


class Difference(Value):
    """Where the engine and the simulation part, or the engine and its own journal."""

    ticket: str
    what: str
    """A sentence."""
    engine: str
    other: str


def simulated(rehearsed: Rehearsed, terms_at: TermsAt) -> Life:
    """The simulation of a rehearsed incident, with each command's arrival as the rehearsal had it."""
    if rehearsed.refusal is not None:
        return live(rehearsed.incident, terms_at, rehearsed.until)
    # What was due before the end has been taken on the engine; a timer of the simulation rings a moment later.
    end = max(rehearsed.until, rehearsed.stream[-1].recorded_at) + RINGS_AFTER - timedelta.resolution
    came = tuple(arrivals(rehearsed))
    return live(rehearsed.incident, terms_at, end, arrivals=came, signals=SIGNALS, sealed=True)


def differences(rehearsed: Rehearsed, life: Life) -> Iterator[Difference]:
    """All that is not as it must be; of events that differ the first, as what follows differs with it."""
    ticket = rehearsed.incident.id
    for whose, stream in (("engine", rehearsed.stream), ("journal", rehearsed.journal), ("simulation", life.stream)):
        broken = broken_link(stream)
        if broken is not None:
            yield Difference(
                ticket=ticket, what=f"event {broken} of the {whose} breaks the chain", engine=NOTHING, other=NOTHING
            )
    yield from _journal(ticket, rehearsed)
    yield from _refusals(ticket, rehearsed, life)
    parted = list(_events(ticket, rehearsed.stream, life.stream))
    # Where the events part, so do those who are told of them.
    yield from parted or _announcements(ticket, rehearsed.announced, life)


def _journal(ticket: str, rehearsed: Rehearsed) -> Iterator[Difference]:
    for one, kept in zip_longest(rehearsed.stream, rehearsed.journal):
        if one != kept:
            what = f"event {(one or kept).number} is another in the journal than in the workflow"
            yield Difference(ticket=ticket, what=what, engine=_exactly(one), other=_exactly(kept))
            return


def _events(ticket: str, engine: Sequence[Recorded], simulation: Sequence[Recorded]) -> Iterator[Difference]:
    zone = zone_of(engine[0].event) if engine else "UTC"
    for one, other in zip_longest(engine, simulation):
        if one is None or other is None or (one.number, one.event) != (other.number, other.event):
            what = f"event {(one or other).number} is another on the engine than in the simulation"
            left, right = _told(one, zone), _told(other, zone)
            if one is not None and other is not None and one.event.type == other.event.type:
                left, right = f"{left} ({_fields(one, other)})", f"{right} ({_fields(other, one)})"
            yield Difference(ticket=ticket, what=what, engine=left, other=right)
            return


def _refusals(ticket: str, rehearsed: Rehearsed, life: Life) -> Iterator[Difference]:
    engine = {f"{sent.command.id}": sent.refusal for sent in rehearsed.sent if sent.refusal is not None}
    if rehearsed.refusal is not None:
        engine[f"{rehearsed.incident.opening().id}"] = rehearsed.refusal
    simulation = {refused.id: refused.sentence for refused in life.refused}
    for id_ in dict.fromkeys([*engine, *simulation]):
        one, other = engine.get(id_), simulation.get(id_)
        if one != other:
            what = f"the command {id_ or 'of the clock'} is answered otherwise on the engine than in the simulation"
            yield Difference(ticket=ticket, what=what, engine=_answer(one), other=_answer(other))


def _announcements(ticket: str, engine: Sequence[Key], life: Life) -> Iterator[Difference]:
    told = Counter(engine)
    due = Counter(Key(one.event, one.recipient, one.channel) for moment in life.moments for one in moment.told)
    for key in sorted({*told, *due}):
        if told[key] != due[key]:
            what = f"event {key.event} is told to {key.recipient} through {key.channel} another number of times"
            yield Difference(ticket=ticket, what=what, engine=f"{told[key]}", other=f"{due[key]}")


def _told(recorded: Recorded | None, zone: str) -> str:
    if recorded is None:
        return NOTHING
    event = recorded.event
    return f"{event.type}, {office_time(event.occurred_at, zone)}: {sentence(event, zone)}"


def _exactly(recorded: Recorded | None) -> str:
    return NOTHING if recorded is None else f"{recorded.stored().decode()} {recorded.digest}"


def _fields(recorded: Recorded, other: Recorded) -> str:
    """What of an event is not as in another of its type."""
    shown = recorded.event.model_dump(mode="json")
    against = other.event.model_dump(mode="json")
    return ", ".join(f"{name}: {value}" for name, value in shown.items() if value != against[name]) or "its number"


def _answer(refusal: str | None) -> str:
    return "taken" if refusal is None else f"refused: {refusal}"
