"""The comparison finds whatever is not as it must be. Here no engine runs: a simulated life stands for one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.terms.request import Request
from domain.ticket.events import Acknowledged, NoteAdded
from domain.ticket.recorded import GENESIS, Recorded, record
from studies.rehearsal.comparing import differences, simulated
from studies.rehearsal.living import Rehearsed, Sent
from studies.rehearsal.remembering import Key
from studies.simulation.running import Life, TermsAt, live
from tests.studies.rehearsal.given import TUESDAY, incident, rome
from workflows.messages import SIGNALS

CLOSED = "ticket rehearsed-flawless is closed and takes no command; a new problem is a new ticket"


@pytest.fixture(scope="module")
def had(terms_at: TermsAt) -> Rehearsed:
    """A flawless life of ten events: opened, warned of, taken, asked about, closed, and asked once more."""
    one = incident(
        "flawless",
        TUESDAY,
        ("2032-11-02 10:40", "acknowledge", {"by": "Chiara"}),
        ("2032-11-02 11:30", "assign", {"to": "Chiara"}),
        ("2032-11-02 12:10", "customer_responded", {"text": "Still silent"}),
        ("2032-11-02 12:20", "close"),
        ("2032-11-02 12:30", "reopen"),
    )
    until = rome("2032-11-02 13:00")
    life = live(one, terms_at, until, signals=SIGNALS, sealed=True)
    sent = tuple(Sent(command, at, 10, None) for command, at in zip(one.commands, one.arrivals[1:], strict=True))
    return Rehearsed(
        incident=one,
        until=until,
        sent=(*sent[:-1], replace(sent[-1], refusal=CLOSED)),
        stream=life.stream,
        journal=life.stream,
        announced=tuple(
            Key(told.event, told.recipient, told.channel) for moment in life.moments for told in moment.told
        ),
    )


def found(had: Rehearsed, terms_at: TermsAt) -> list[tuple[str, str, str]]:
    return [(one.what, one.engine, one.other) for one in differences(had, simulated(had, terms_at))]


def rechained(stream: tuple[Recorded, ...], change: Callable[[list[Recorded]], object]) -> tuple[Recorded, ...]:
    """A stream with a change, numbered and chained as if it had always been so."""
    changed, before, chained = list(stream), GENESIS, list[Recorded]()
    change(changed)
    for number, recorded in enumerate(changed, start=1):
        chained.append(record(recorded.event, number=number, recorded_at=recorded.recorded_at, before=before))
        before = chained[-1].digest
    return tuple(chained)


def test_a_flawless_life_has_no_difference(had: Rehearsed, terms_at: TermsAt) -> None:
    assert len(had.stream) == 10
    assert found(had, terms_at) == []


def test_when_events_were_learned_may_differ(had: Rehearsed, terms_at: TermsAt) -> None:
    def later(stream: list[Recorded]) -> None:
        stream[1:] = [
            one.model_copy(update={"recorded_at": one.recorded_at + timedelta(milliseconds=7)}) for one in stream[1:]
        ]

    stream = rechained(had.stream, later)
    assert found(replace(had, stream=stream, journal=stream), terms_at) == []


def test_an_event_with_another_field_is_shown_beside_the_one_of_the_simulation(
    had: Rehearsed, terms_at: TermsAt
) -> None:
    def by_another(stream: list[Recorded]) -> None:
        (place,) = [place for place, one in enumerate(stream) if isinstance(one.event, Acknowledged)]
        event = stream[place].event.model_copy(update={"by": "Marco"})
        stream[place] = stream[place].model_copy(update={"event": event})

    stream = rechained(had.stream, by_another)
    ((what, engine, simulation),) = found(replace(had, stream=stream, journal=stream), terms_at)
    assert what == "event 4 is another on the engine than in the simulation"
    assert engine == "Acknowledged, Tue 02 Nov 2032 10:40 CET: taken in charge by Marco (by: Marco)"
    assert simulation == "Acknowledged, Tue 02 Nov 2032 10:40 CET: taken in charge by Chiara (by: Chiara)"


def test_an_event_that_the_engine_lost_is_found_and_what_follows_is_not_told_again(
    had: Rehearsed, terms_at: TermsAt
) -> None:
    stream = rechained(had.stream, lambda stream: stream.pop(1))
    ((what, engine, simulation),) = found(replace(had, stream=stream, journal=stream), terms_at)
    assert what == "event 2 is another on the engine than in the simulation"
    assert engine.startswith("WarningGiven, Tue 02 Nov 2032 10:30 CET: 75% of the time for reaction has passed")
    assert simulation.startswith("WarningGiven, Tue 02 Nov 2032 10:00 CET: 50% of the time for reaction has passed")


def test_an_event_too_many_at_the_end_is_found(had: Rehearsed, terms_at: TermsAt) -> None:
    note = NoteAdded(occurred_at=rome("2032-11-02 12:20"), text="A ghost")
    extra = Recorded(number=11, recorded_at=had.stream[-1].recorded_at, event=note, digest="")
    stream = rechained(had.stream, lambda stream: stream.append(extra))
    differing = found(replace(had, stream=stream, journal=stream), terms_at)
    what = "event 11 is another on the engine than in the simulation"
    assert differing == [(what, "NoteAdded, Tue 02 Nov 2032 12:20 CET: note: A ghost", "nothing")]


def test_a_rule_that_changed_is_found(had: Rehearsed, terms_at: TermsAt) -> None:
    def stricter(request: Request, at: object) -> object:
        terms = terms_at(request, rome(TUESDAY))
        return terms.model_copy(update={"warnings": terms.warnings[:1]})

    life: Life = simulated(had, stricter)  # type: ignore[arg-type]
    first = next(iter(differences(had, life)))
    assert first.what == "event 1 is another on the engine than in the simulation"


def test_a_journal_that_lacks_an_event_is_found(had: Rehearsed, terms_at: TermsAt) -> None:
    ((what, engine, journal),) = found(replace(had, journal=had.stream[:-1]), terms_at)
    assert what == "event 10 is another in the journal than in the workflow"
    assert "TicketClosed" in engine
    assert journal == "nothing"


def test_a_changed_stream_breaks_its_chain(had: Rehearsed, terms_at: TermsAt) -> None:
    forged = had.stream[2].model_copy(update={"digest": "f" * 64})
    journal = (*had.stream[:2], forged, *had.stream[3:])
    assert [what for what, _, _ in found(replace(had, journal=journal), terms_at)] == [
        "event 3 of the journal breaks the chain",
        "event 3 is another in the journal than in the workflow",
    ]


def test_an_announcement_that_was_lost_or_made_twice_is_found(had: Rehearsed, terms_at: TermsAt) -> None:
    lost, *rest = had.announced
    twice = rest[-1]
    assert found(replace(had, announced=(*rest, twice)), terms_at) == [
        (f"event 1 is told to {lost.recipient} through log another number of times", "0", "1"),
        (f"event 10 is told to {twice.recipient} through log another number of times", "2", "1"),
    ]


def test_a_refusal_with_another_sentence_or_none_is_found(had: Rehearsed, terms_at: TermsAt) -> None:
    first, *_, last = had.sent
    sent = (replace(first, refusal="no"), *had.sent[1:-1], replace(last, refusal=None))
    assert found(replace(had, sent=sent), terms_at) == [
        (
            "the command 0:acknowledge is answered otherwise on the engine than in the simulation",
            "refused: no",
            "taken",
        ),
        (
            "the command 4:reopen is answered otherwise on the engine than in the simulation",
            "taken",
            f"refused: {CLOSED}",
        ),
    ]


def test_an_opening_that_only_the_engine_refused_is_found(had: Rehearsed, terms_at: TermsAt) -> None:
    refused = Rehearsed(had.incident, had.until, refusal="we are full")
    what = [one for one, _, _ in found(refused, terms_at)]
    assert "the command rehearsed-flawless:open is answered otherwise on the engine than in the simulation" in what
    assert "event 1 is another on the engine than in the simulation" in what
