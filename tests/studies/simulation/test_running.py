from datetime import timedelta

import pytest

from domain.ticket.recorded import broken_link
from studies.simulation.running import live
from tests.studies.simulation.given import happened, incident, lived, rome, terms

MONDAY = "Mon 2 Mar 2026 09:00"


def test_a_ticket_that_nobody_touches_is_warned_of_breached_and_climbs() -> None:
    # P2 on Gold: reaction 2 h, team leader 4 h, support manager 16 h, Co-CEO and CTO 40 h; days of 9 h.
    life = lived(incident(MONDAY), "Tue 3 Mar 2026 20:00")
    assert happened(life) == [
        ("Mon 09:00", "TicketOpened"),
        ("Mon 10:00", "WarningGiven"),
        ("Mon 10:30", "WarningGiven"),
        ("Mon 10:48", "WarningGiven"),
        ("Mon 11:00", "WarningGiven"),
        ("Mon 11:00", "PromiseMissed"),
        ("Mon 12:00", "WarningGiven"),
        ("Mon 12:36", "WarningGiven"),
        ("Mon 13:00", "Escalated"),
        ("Mon 17:00", "WarningGiven"),
        ("Tue 12:00", "WarningGiven"),
        ("Tue 14:24", "WarningGiven"),
        ("Tue 16:00", "Escalated"),
    ]


def test_each_alarm_is_learned_a_millisecond_after_its_instant() -> None:
    life = lived(incident(MONDAY), "Mon 2 Mar 2026 10:15")
    warned = life.stream[-1]
    assert warned.recorded_at - warned.event.occurred_at == timedelta(milliseconds=1)


def test_a_command_at_the_very_deadline_goes_before_it() -> None:
    life = lived(incident(MONDAY, ("Mon 2 Mar 2026 11:00", "acknowledge")), "Mon 2 Mar 2026 11:30")
    assert happened(life)[-3:] == [
        ("Mon 11:00", "Acknowledged"),
        ("Mon 11:00", "PromiseKept"),
        ("Mon 11:00", "WarningGiven"),
    ]


def test_a_solved_ticket_closes_by_itself_and_what_comes_after_is_refused_with_its_reason() -> None:
    # 40 working hours after Monday 10:00, in days of 9 h from Monday to Saturday: Friday 14:00.
    steps = (("Mon 2 Mar 2026 10:00", "resolve"), ("Sat 7 Mar 2026 10:00", "reopen"))
    life = lived(incident(MONDAY, *steps), "Sat 7 Mar 2026 10:00")
    assert happened(life)[-1] == ("Fri 14:00", "TicketClosed")
    (refused,) = life.refused
    assert (refused.asked, refused.at, refused.after_closing) == ("reopen", rome("Sat 7 Mar 2026 10:00"), True)
    assert refused.sentence == "ticket T-1 is closed and takes no command; a new problem is a new ticket"


def test_what_comes_after_the_end_of_the_simulation_is_left_out_and_counted() -> None:
    one = incident(MONDAY, ("Mon 2 Mar 2026 09:30", "acknowledge"), ("Mon 2 Mar 2026 12:00", "resolve"))
    life = lived(one, "Mon 2 Mar 2026 11:59")
    assert life.to_come == 1
    assert happened(life)[-1] == ("Mon 11:00", "WarningGiven")


def test_an_incident_that_is_received_after_the_end_has_no_life() -> None:
    life = lived(incident(MONDAY, received="Mon 2 Mar 2026 09:20"), "Mon 2 Mar 2026 09:10")
    assert (life.ticket, life.moments) == (None, ())
    assert "after the end of the simulation" in life.refused[0].sentence


def test_an_opening_that_the_contract_refuses_has_no_life_but_a_sentence() -> None:
    life = lived(incident(MONDAY, language="fi"), "Mon 2 Mar 2026 12:00")
    assert life.ticket is None
    assert "The language 'fi' is not supported" in life.refused[0].sentence


def test_an_opening_that_is_received_later_counts_from_when_it_was_true() -> None:
    life = lived(incident(MONDAY, received="Mon 2 Mar 2026 11:30"), "Mon 2 Mar 2026 11:30")
    assert happened(life)[:2] == [("Mon 09:00", "TicketOpened"), ("Mon 11:00", "WarningGiven")]
    assert {recorded.recorded_at for recorded in life.stream} == {rome("Mon 2 Mar 2026 11:30")}


def test_commands_that_arrived_later_are_taken_when_they_arrived_and_count_when_they_were_true() -> None:
    one = incident(MONDAY, ("Mon 2 Mar 2026 10:50", "acknowledge"))
    late = [rome(MONDAY), rome("Mon 2 Mar 2026 11:20")]
    life = live(one, terms(), rome("Mon 2 Mar 2026 11:20"), arrivals=late)
    assert happened(life)[-4:] == [
        ("Mon 11:00", "PromiseMissed"),
        ("Mon 10:50", "MissWithdrawn"),
        ("Mon 10:50", "Acknowledged"),
        ("Mon 10:50", "PromiseKept"),
    ]


def test_a_life_needs_an_arrival_for_each_command() -> None:
    with pytest.raises(ValueError, match="one arrival"):
        live(incident(MONDAY), terms(), rome(MONDAY), arrivals=[])


def test_sealed_or_not_the_same_happens_and_a_sealed_stream_holds() -> None:
    one = incident(MONDAY, ("Mon 2 Mar 2026 09:30", "acknowledge"), ("Tue 3 Mar 2026 12:00", "resolve"))
    until = rome("Mon 16 Mar 2026 12:00")
    sealed, plain = live(one, terms(), until, sealed=True), live(one, terms(), until)
    assert broken_link(sealed.stream) is None
    assert [(entry.number, entry.event) for entry in sealed.stream] == [
        (entry.number, entry.event) for entry in plain.stream
    ]
    assert {entry.digest for entry in plain.stream} == {""}


def test_who_was_told_stands_beside_each_event() -> None:
    life = lived(incident(MONDAY), "Mon 2 Mar 2026 13:01")
    told = {moment.recorded.event.type: [one.recipient for one in moment.told] for moment in life.moments}
    assert told["TicketOpened"] == ["customer", "support-team"]
    assert told["PromiseMissed"] == ["support-team"]
    assert told["Escalated"] == ["team-leader", "support-team"]


def test_a_wait_that_outlasts_the_known_holidays_stops_the_clock_and_not_the_simulation() -> None:
    steps = (
        ("Mon 2 Mar 2026 10:00", "wait_for_third_party", {"party": "Telecom"}),
        ("Tue 2 Mar 2038 10:00", "stop_waiting"),
    )
    life = lived(incident(MONDAY, *steps), "Tue 2 Mar 2038 12:00")
    assert [moment.recorded.event.type for moment in life.moments] == ["TicketOpened", "WaitStarted"]
    assert [refused.asked for refused in life.refused] == ["stop_waiting"]
    assert "2031" in life.refused[0].sentence
