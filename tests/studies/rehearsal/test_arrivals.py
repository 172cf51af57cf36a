"""When commands came, read from what an engine recorded. Its turns are taken here by hand, each a moment too late."""

from datetime import datetime, timedelta
from typing import Any

from domain.deciding.decision import Decision
from domain.deciding.turns import open_ticket, take, tick
from domain.ticket.evolve import replay
from domain.ticket.recorded import Recorded
from studies.rehearsal.arrivals import arrivals
from studies.rehearsal.comparing import differences, simulated
from studies.rehearsal.living import Rehearsed, Sent
from studies.rehearsal.remembering import Key
from studies.simulation.running import TermsAt
from tests.studies.rehearsal.given import TUESDAY, incident, rome
from workflows.messages import SIGNALS

DEADLINE = rome("2032-11-02 11:00")
MOMENT = timedelta(milliseconds=8)
ACKNOWLEDGE = ("2032-11-02 11:00", "acknowledge")


class Engine:
    """A gold ticket whose reaction is due at 11:00, and of which the warnings before that have been given."""

    def __init__(self, terms_at: TermsAt, *steps: tuple[Any, ...]) -> None:
        self.incident = incident("by-hand", TUESDAY, *steps)
        self.sent: list[Sent] = []
        self.told: list[Key] = []
        self.stream: list[Recorded] = []
        opened_at = rome(TUESDAY) + MOMENT
        self._fold(open_ticket(self.incident.opening(), lambda at: terms_at(self.incident.request, at), opened_at))
        for at in ("10:00", "10:30", "10:48"):
            self.rings(rome(f"2032-11-02 {at}") + MOMENT)

    def rings(self, now: datetime) -> None:
        self._fold(tick(replay(self.stream), now))

    def hears(self, now: datetime) -> None:
        """The next command comes."""
        command = self.incident.commands[len(self.sent)]
        decision = take(replay(self.stream), command, now, awaited=command.type not in SIGNALS)
        self._fold(decision)
        assert command.at is not None
        self.sent.append(Sent(command, command.at, len(self.stream), decision.refusal))

    def came(self, terms_at: TermsAt, until: datetime = DEADLINE + 4 * MOMENT) -> list[datetime]:
        """When its commands came; with these arrivals its simulation has the same life."""
        stream = tuple(self.stream)
        had = Rehearsed(self.incident, until, None, tuple(self.sent), stream, stream, tuple(self.told))
        assert list(differences(had, simulated(had, terms_at))) == []
        opened, *came = arrivals(had)
        assert opened == rome(TUESDAY) + MOMENT
        return came

    def kinds(self) -> list[str]:
        return [recorded.event.type for recorded in self.stream]

    def _fold(self, decision: Decision) -> None:
        self.stream += decision.events
        self.told += [Key(one.event, one.recipient, one.channel) for one in decision.announcements]


def test_a_command_came_when_its_events_were_recorded(terms_at: TermsAt) -> None:
    engine = Engine(terms_at, ACKNOWLEDGE)
    engine.rings(DEADLINE + MOMENT)
    engine.hears(DEADLINE + 2 * MOMENT)
    assert "MissWithdrawn" in engine.kinds()
    assert engine.came(terms_at) == [DEADLINE + 2 * MOMENT]


def test_a_command_that_went_before_an_alarm_of_the_same_task_came_at_the_instant_of_the_alarm(
    terms_at: TermsAt,
) -> None:
    engine = Engine(terms_at, ACKNOWLEDGE)
    engine.hears(DEADLINE + MOMENT)
    engine.rings(DEADLINE + MOMENT)
    assert "PromiseMissed" not in engine.kinds()
    assert engine.came(terms_at) == [DEADLINE]


def test_a_command_without_an_event_came_when_it_was_sent_or_at_the_last_event_before_its_answer(
    terms_at: TermsAt,
) -> None:
    already, nobody = ("2032-11-02 11:00", "acknowledge"), ("2032-11-02 11:00", "escalate", {"to": "nobody"})
    engine = Engine(terms_at, ("2032-11-02 10:50", "acknowledge"), ("2032-11-02 10:51", "acknowledge"), already, nobody)
    engine.hears(rome("2032-11-02 10:50") + MOMENT)
    engine.hears(rome("2032-11-02 10:51") + MOMENT)
    engine.rings(DEADLINE + MOMENT)
    engine.hears(DEADLINE + 2 * MOMENT)
    engine.hears(DEADLINE + 3 * MOMENT)
    assert engine.came(terms_at)[1:] == [rome("2032-11-02 10:51"), DEADLINE + MOMENT, DEADLINE + MOMENT]
    assert [sent.refusal is None for sent in engine.sent] == [True, True, True, False]


def test_a_signal_that_was_refused_came_when_that_became_a_fact(terms_at: TermsAt) -> None:
    # The holidays of its terms are known up to 2037.
    waits = ("2032-11-02 10:50", "wait_for_third_party", {"party": "Telecom"})
    engine = Engine(terms_at, waits, ("2039-11-02 10:00", "third_party_responded"))
    engine.hears(rome("2032-11-02 10:50") + MOMENT)
    late = rome("2039-11-02 10:00") + 3 * MOMENT
    engine.hears(late)
    assert engine.kinds()[-1] == "CommandRefused"
    assert engine.came(terms_at, late)[1:] == [late]
