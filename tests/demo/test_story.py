"""Who was told what and when, as the contracts have it: each instant is worked out by hand in the comment beside it."""

from demo.stage.life import Life
from domain.ticket.events import (
    ClosingProposed,
    CustomerReminded,
    Escalated,
    PriorityChanged,
    PromiseKept,
    PromiseMissed,
    TicketClosed,
    TicketReopened,
)
from tests.demo.reading import of, office, told

Lives = dict[str, Life]


def test_nobody_takes_golds_critical_case_and_the_ladder_climbs_over_the_weekend(lives: Lives) -> None:
    life = lives["gold-weekend"]
    # 30 and 60 minutes after Friday 15:00.
    assert told(life, PromiseMissed) == [
        ("2032-10-29 15:30 +0200", {"support-team"}),
        ("2032-10-29 16:00 +0200", {"support-team"}),
    ]
    assert [(one.promise, one.breach) for one in of(life, PromiseMissed)] == [
        ("priority-notification", True),
        ("reaction", True),
    ]
    # 2 h on Friday; 8 h: 3 on Friday, 5 on Saturday; 16 h: 3, 9, none on Sunday, 4 on the holiday.
    assert told(life, Escalated) == [
        ("2032-10-29 17:00 +0200", {"support-team", "team-leader"}),
        ("2032-10-30 14:00 +0200", {"team-leader", "support-manager"}),
        ("2032-11-01 13:00 +0100", {"support-manager", "co-ceo-cto"}),
    ]


def test_the_same_case_on_basic_rests_over_the_weekend_and_the_holiday(lives: Lives) -> None:
    life = lives["basic-weekend"]
    assert [one.promise for one in of(life, PromiseKept)] == ["priority-notification", "reaction"]
    assert of(life, PromiseMissed) == []
    # 2 working days of 9 h: 3 on Friday, 9 on Tuesday, 6 on Wednesday; taken in charge, it climbs all the same.
    assert told(life, Escalated) == [("2032-11-03 15:00 +0100", {"support-team", "team-leader"})]


def test_a_case_solved_in_time_closes_by_itself_after_forty_working_hours(lives: Lives) -> None:
    life = lives["solved-in-time"]
    assert [one.promise for one in of(life, PromiseKept)] == ["reaction"]
    assert of(life, Escalated) == []
    # From Friday 16:45: 15 min, Saturday 4 h, Mon to Wed 30 h, Veterans Day 4 h, and 1 h 45 min from 07:00 on Friday.
    assert told(life, TicketClosed) == [("2032-11-12 08:45 -0500", {"customer"})]
    assert of(life, TicketClosed)[0].because == "undisputed"


def test_on_call_an_hour_is_an_hour_in_the_night_of_the_clock_change(lives: Lives) -> None:
    life = lives["night-call"]
    kept = [(office(life, one.occurred_at), one.promise) for one in of(life, PromiseKept)]
    assert kept == [
        ("2032-11-07 01:35 -0400", "priority-notification"),
        # 50 minutes after 01:15 before the change: in time, though the wall clock reads ten minutes less.
        ("2032-11-07 01:05 -0500", "reaction"),
    ]
    assert of(life, PromiseMissed) == []
    # The ladder counts office hours, and the office is closed until Monday.
    assert of(life, Escalated) == []


def test_a_silent_customer_is_reminded_loses_priority_and_is_not_closed(lives: Lives) -> None:
    life = lives["silent-customer"]
    # Waiting from Sunday 12:00 on; Sun to Thu 9-18, Saturday 12-18, Friday closed.
    assert told(life, CustomerReminded) == [
        ("2032-10-31 16:00 +0400", {"customer"}),  # 4 h
        ("2032-11-01 11:00 +0400", {"customer"}),  # 8 h: 6 and 2
    ]
    assert told(life, PriorityChanged) == [
        ("2032-11-02 10:00 +0400", {"customer", "support-team"}),  # 16 h: 6, 9 and 1
        ("2032-11-03 17:00 +0400", {"customer", "support-team"}),  # 32 h: 6, 9, 9 and 8
    ]
    assert [(one.before, one.after) for one in of(life, PriorityChanged)] == [("P2", "P3"), ("P3", "P4")]
    # 40 h after the last step: 1 on Wednesday, 9, none on Friday, 6, 9, 9 and 6 on Tuesday.
    assert told(life, ClosingProposed) == [("2032-11-09 15:00 +0400", {"support-team"})]
    assert of(life, PromiseMissed) == of(life, Escalated) == of(life, TicketClosed) == []


def test_waiting_on_a_carrier_costs_nothing_and_a_raise_counts_what_was_spent(lives: Lives) -> None:
    life = lives["carrier-and-back"]
    # 1 h 30 min before the wait and 45 min after it are more than P1's 2 h, which were reached at 11:00.
    assert told(life, Escalated) == [("2032-11-04 11:15 +0100", {"support-team", "support-regional-manager"})]
    (climbed,) = of(life, Escalated)
    assert office(life, climbed.due_at) == "2032-11-04 11:00 +0100"
    # Reopened with 5 h 50 min spent; 8 h would be reached at 11:50, and it is solved again at 11:10.
    assert told(life, TicketReopened) == [("2032-11-05 09:40 +0100", {"customer", "support-regional-manager"})]
    assert [one.because for one in of(life, TicketClosed)] == ["accepted"]


def test_a_customer_asks_for_level_two_and_the_manufacturer_answers_too_late(lives: Lives) -> None:
    life = lives["ask-level-2"]
    assert told(life, Escalated) == [
        ("2032-11-05 09:40 -0600", {"support-team", "support-manager"}),
        ("2032-11-05 15:00 -0600", {"support-manager", "manufacturer"}),
    ]
    assert [one.requested_by for one in of(life, Escalated)] == ["customer", "support-manager"]
    kept = [(one.promise, one.level) for one in of(life, PromiseKept)]
    assert kept == [("reception", None), ("attention", None), ("answer", "support-manager")]
    # 24 h of the clock after Friday 15:00, weekend or not; whoever asked is told, and nobody is above.
    assert told(life, PromiseMissed) == [("2032-11-06 15:00 -0600", {"support-manager"})]


def test_what_is_missed_by_email_is_told_as_missed(lives: Lives) -> None:
    life = lives["by-email"]
    # 2 h: Friday from 16:30 until 18:00, and half an hour from Saturday 12:00 on.
    assert told(life, PromiseMissed) == [("2032-11-06 12:30 +0400", {"support-team"})]
    assert [one.breach for one in of(life, PromiseMissed)] == [False]
    assert of(life, Escalated) == []


def test_only_the_silent_customers_ticket_is_still_open(lives: Lives) -> None:
    open_ones = [name for name, life in lives.items() if life.ticket.status.type != "closed"]
    assert open_ones == ["silent-customer"]


def test_every_step_was_heard_of_in_its_order(lives: Lives, heard: list[tuple[str, object, str]]) -> None:
    assert [done for ticket, _, done in heard if ticket == "solved-in-time"] == [
        "opened",
        "acknowledge",
        "resolve",
        "watched to the end",
    ]
    assert {ticket for ticket, _, _ in heard} == set(lives)
