"""Taking a case in charge, and the promises about it (semantics 3, 6, 7, 11b, 17a)."""

from domain.terms.terms import Within
from domain.ticket.commands import Acknowledge, Close, ConfirmPriority, Resolve, WaitForCustomer
from domain.ticket.events import (
    Acknowledged,
    PriorityConfirmed,
    PromiseMissed,
    TicketClosed,
    TicketResolved,
    WaitStarted,
)
from domain.ticket.ticket import Kept
from tests.domain.given.facts import kept, missed
from tests.domain.given.story import given
from tests.domain.given.terms import basic, gold, imagen, no_guarantee
from tests.domain.given.times import A_MICROSECOND, A_MILLISECOND, fri, hours, mon, rome, sat, sun, thu, tue, wed


def test_a_case_taken_in_charge_in_time_keeps_its_reaction() -> None:
    story = given(gold(), "P2", mon("09:00"))
    story.when(Acknowledge(by="Ada"), mon("10:30"))
    story.then(Acknowledged(occurred_at=mon("10:30"), by="Ada"), kept("reaction", mon("10:30")))


def test_taken_in_charge_at_the_very_deadline_the_reaction_is_kept() -> None:
    story = given(gold(), "P2", mon("09:00"))
    story.when(Acknowledge(), mon("11:00"))
    story.then(Acknowledged(occurred_at=mon("11:00")), kept("reaction", mon("11:00")))
    assert not story.time_passes_until(tue("09:00")).ticket.breached


def test_a_microsecond_after_the_deadline_the_reaction_is_missed() -> None:
    story = given(gold(), "P2", mon("09:00"))
    late = mon("11:00") + A_MICROSECOND
    story.when(Acknowledge(), late)
    story.then(missed("reaction", mon("11:00")), Acknowledged(occurred_at=late))
    assert story.ticket.breached


def test_the_alarm_rings_a_millisecond_after_its_instant_and_the_miss_keeps_the_instant() -> None:
    story = given(gold(), "P2", mon("09:00"))
    assert story.next_timer is not None
    assert (story.next_timer.at, story.next_timer.label) == (mon("11:00"), "reaction")
    story.time_passes_until(mon("11:00")).then()
    story.time_passes_until(mon("11:00") + A_MILLISECOND).then(missed("reaction", mon("11:00")))
    assert story.stream[-1].recorded_at == mon("11:00") + A_MILLISECOND


def test_a_budget_that_ends_at_closing_time_is_due_at_closing_time() -> None:
    story = given(gold(), "P2", fri("16:00"))
    story.time_passes_until(sat("12:00")).then(missed("reaction", fri("18:00")))


def test_a_budget_that_does_not_fit_in_the_day_goes_on_at_the_next_opening() -> None:
    story = given(gold(), "P2", fri("17:00"))
    story.time_passes_until(mon("10:00", week=1)).then()
    story.time_passes_until(mon("10:01", week=1)).then(missed("reaction", mon("10:00", week=1)))


def test_a_ticket_opened_at_night_counts_from_the_opening_hour() -> None:
    story = given(gold(), "P3", mon("03:00"))
    story.time_passes_until(mon("14:00")).then(missed("reaction", mon("13:00")))


def test_a_holiday_is_passed_over() -> None:
    story = given(gold(), "P2", rome("2026-04-03 17:00"))
    story.time_passes_until(rome("2026-04-07 12:00")).then(missed("reaction", rome("2026-04-07 10:00")))


def test_only_the_critical_priority_is_confirmed_in_time_or_missed() -> None:
    critical = given(gold(), "P1", mon("09:00"))
    critical.when(ConfirmPriority(), mon("09:30"))
    confirmed = PriorityConfirmed(occurred_at=mon("09:30"), priority="P1")
    critical.then(confirmed, kept("priority-notification", mon("09:30")))
    other = given(gold(), "P2", mon("09:00"))
    other.when(ConfirmPriority(), mon("09:30"))
    other.then(PriorityConfirmed(occurred_at=mon("09:30"), priority="P2"))


def test_acknowledging_does_not_notify_the_priority_and_confirming_it_is_no_reaction() -> None:
    story = given(gold(), "P1", mon("09:00"))
    story.when(Acknowledge(), mon("09:10"))
    story.then(Acknowledged(occurred_at=mon("09:10")), kept("reaction", mon("09:10")))
    story.time_passes_until(mon("09:31")).then(missed("priority-notification", mon("09:30")))
    other = given(gold(), "P1", mon("09:00")).when(ConfirmPriority(), mon("09:10"))
    other.time_passes_until(mon("10:01"))
    assert other.all(PromiseMissed) == [missed("reaction", mon("10:00"))]


def test_waiting_keeps_no_promise() -> None:
    story = given(gold(), "P1", mon("09:00")).when(WaitForCustomer(), mon("09:10"))
    story.then(WaitStarted(occurred_at=mon("09:10"), on="customer"))


def test_resolving_keeps_what_is_open() -> None:
    story = given(gold(), "P1", mon("09:00")).when(Resolve(), mon("09:10"))
    story.then(
        TicketResolved(occurred_at=mon("09:10")),
        kept("priority-notification", mon("09:10")),
        kept("reaction", mon("09:10")),
    )


def test_closing_keeps_what_is_open_and_what_was_missed_stays_missed() -> None:
    story = given(gold(), "P1", mon("09:00")).time_passes_until(mon("09:45"))
    story.then(missed("priority-notification", mon("09:30")))
    story.when(Close(), mon("09:50"))
    story.then(kept("reaction", mon("09:50")), TicketClosed(occurred_at=mon("09:50"), because="asked"))
    assert story.ticket.breached


def test_a_case_is_taken_in_charge_once_and_a_second_time_changes_nothing() -> None:
    story = given(gold(), "P2", mon("09:00")).when(Acknowledge(by="Ada"), mon("09:10"))
    story.then(Acknowledged(occurred_at=mon("09:10"), by="Ada"), kept("reaction", mon("09:10")))
    story.when(Acknowledge(by="Bruno"), mon("09:20")).then()
    assert story.refusal is None


def test_what_is_missed_without_a_guarantee_is_told_as_missed_not_as_a_breach() -> None:
    story = given(no_guarantee(), "P2", mon("09:00")).time_passes_until(mon("11:30"))
    story.then(missed("reaction", mon("11:00"), breach=False))


def test_by_the_end_of_the_next_working_day_is_the_close_of_tomorrow() -> None:
    story = given(basic(), "P1", mon("10:00")).when(ConfirmPriority(), mon("10:00"))
    story.time_passes_until(tue("18:00"))
    assert story.all(PromiseMissed) == []
    story.time_passes_until(tue("18:01"))
    assert story.all(PromiseMissed) == [missed("reaction", tue("18:00"))]


def test_opened_out_of_hours_the_next_working_day_follows_the_date_of_the_opening() -> None:
    night = given(basic(), "P1", mon("20:00")).when(ConfirmPriority(), mon("20:00"))
    night.time_passes_until(thu("12:00"))
    assert night.all(PromiseMissed) == [missed("reaction", tue("18:00"))]
    early = given(basic(), "P1", mon("08:00")).when(ConfirmPriority(), mon("08:00"))
    early.time_passes_until(thu("12:00"))
    assert early.all(PromiseMissed) == [missed("reaction", tue("18:00"))]


def test_opened_at_the_weekend_it_is_mondays_close() -> None:
    for opened in (fri("18:00"), sat("12:00"), sun("23:59")):
        story = given(basic(), "P1", opened).when(ConfirmPriority(), opened)
        story.time_passes_until(wed("12:00", week=1))
        assert story.all(PromiseMissed) == [missed("reaction", mon("18:00", week=1))]


def test_the_next_working_day_is_not_a_weekend_and_not_a_holiday() -> None:
    story = given(basic(), "P1", rome("2026-04-03 11:00")).when(ConfirmPriority(), rome("2026-04-03 11:00"))
    story.time_passes_until(rome("2026-04-09 12:00"))
    assert story.all(PromiseMissed) == [missed("reaction", rome("2026-04-07 18:00"))]


def test_two_working_days_are_eighteen_working_hours() -> None:
    story = given(basic(), "P2", thu("15:00")).time_passes_until(tue("12:00", week=1))
    story.then(missed("reaction", mon("15:00", week=1)))


def test_best_effort_promises_nothing_and_misses_nothing() -> None:
    story = given(basic(), "P4", mon("09:00")).time_passes_until(mon("09:00", week=3)).then()
    assert story.next_timer is None
    assert not story.ticket.breached


def test_reception_is_kept_by_the_recording_of_the_opening() -> None:
    story = given(imagen(), "critical", mon("09:00"))
    story.then(kept("reception", mon("09:00")))


def test_a_report_recorded_within_its_thirty_minutes_is_received_and_a_microsecond_later_it_is_not() -> None:
    in_time = given(imagen(), "critical", mon("09:00"), known=mon("09:30"))
    in_time.then(kept("reception", mon("09:30")))
    late = given(imagen(), "critical", mon("09:00"), known=mon("09:30") + A_MICROSECOND)
    late.then(missed("reception", mon("09:30")))


def test_attention_is_kept_by_acknowledging() -> None:
    story = given(imagen(), "critical", mon("09:00")).when(Acknowledge(), mon("11:00"))
    assert story.ticket.promises["attention"] == Kept(at=mon("11:00"))


def test_a_promise_of_no_time_at_all_is_due_at_once_even_out_of_hours() -> None:
    terms = gold()
    at_once = terms.rows["P4"].model_copy(update={"promises": {"reaction": Within(budget=hours(0))}})
    story = given(terms.model_copy(update={"rows": {**terms.rows, "P4": at_once}}), "P4", sat("10:00"))
    story.time_passes_until(sat("10:01")).then(missed("reaction", sat("10:00")))
