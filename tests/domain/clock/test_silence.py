"""A customer who does not answer (semantics 11b, 20, 20a)."""

from datetime import datetime

from domain.terms.terms import Terms
from domain.ticket.commands import (
    ChangePriority,
    RecordCustomerResponse,
    RecordThirdPartyResponse,
    WaitForCustomer,
    WaitForThirdParty,
)
from domain.ticket.events import (
    ClosingProposed,
    CustomerReminded,
    Escalated,
    PriorityChanged,
    PromiseKept,
    PromiseMissed,
    TicketClosed,
)
from domain.ticket.ticket import Running
from tests.domain.given.facts import kept, missed
from tests.domain.given.story import Story, given
from tests.domain.given.terms import TEAM, closing_in_silence, gold
from tests.domain.given.times import A_MICROSECOND, fri, mon, sat, thu, tue, wed

RULE = (CustomerReminded, PriorityChanged, ClosingProposed, TicketClosed)


def silent(priority: str = "P1", at: datetime | None = None, terms: Terms | None = None) -> Story:
    begins = at or mon("09:00")
    story = given(terms or gold(), priority, begins)
    return story.when(WaitForCustomer(), begins)


def reminded(nth: int, at: datetime) -> CustomerReminded:
    return CustomerReminded(occurred_at=at, nth=nth, due_at=at)


def stepped(before: str, after: str, at: datetime, periods: int) -> PriorityChanged:
    return PriorityChanged(
        occurred_at=at,
        before=before,
        after=after,
        silent_periods=periods,
        due_at=at,
    )


def proposed(at: datetime) -> ClosingProposed:
    return ClosingProposed(occurred_at=at, due_at=at)


def test_reminders_then_one_step_down_after_each_period_to_the_lowest_then_a_proposal() -> None:
    story = silent().time_passes_until(mon("09:00", week=3))
    story.then_only(
        *RULE,
        expected=[
            reminded(1, mon("13:00")),
            reminded(2, mon("17:00")),
            stepped("P1", "P2", tue("16:00"), 1),
            stepped("P2", "P3", thu("14:00"), 2),
            stepped("P3", "P4", mon("12:00", week=1), 3),
            proposed(fri("16:00", week=1)),
        ],
    )
    assert story.next_timer is None


def test_where_the_contract_says_so_silence_closes_after_the_proposal() -> None:
    story = silent(terms=closing_in_silence()).time_passes_until(mon("09:00", week=3))
    closed = TicketClosed(occurred_at=mon("17:00", week=2), because="silence", due_at=mon("17:00", week=2))
    assert story.all(TicketClosed) == [closed]
    assert story.next_timer is None


def test_what_was_open_when_silence_closes_is_kept_as_with_every_closing() -> None:
    story = silent("P4", terms=closing_in_silence()).time_passes_until(mon("09:00", week=3))
    closed_at = mon("14:00", week=1)
    assert [one.occurred_at for one in story.all(TicketClosed)] == [closed_at]
    assert story.all(PromiseKept) == [kept("reaction", closed_at)]


def test_a_response_stops_the_rule_and_does_not_restore_the_priority() -> None:
    story = silent().when(RecordCustomerResponse(), wed("09:00"))
    story.since_last_asked()
    story.time_passes_until(fri("12:00")).then_only(*RULE, expected=[])
    assert story.ticket.priority == "P2"


def test_a_second_wait_starts_the_rule_from_its_beginning() -> None:
    story = silent().when(RecordCustomerResponse(), mon("16:00")).when(WaitForCustomer(), tue("09:00"))
    story.time_passes_until(wed("16:01")).then_only(
        *RULE,
        expected=[
            reminded(1, mon("13:00")),
            reminded(1, tue("13:00")),
            reminded(2, tue("17:00")),
            stepped("P1", "P2", wed("16:00"), 1),
        ],
    )


def test_a_response_at_the_instant_of_the_step_comes_before_it() -> None:
    story = silent().when(RecordCustomerResponse(), tue("16:00"))
    assert story.time_passes_until(wed("09:00")).ticket.priority == "P1"


def test_a_response_a_microsecond_later_comes_after_it() -> None:
    story = silent().when(RecordCustomerResponse(), tue("16:00") + A_MICROSECOND)
    assert story.ticket.priority == "P2"


def test_silence_counts_in_working_hours_from_a_wait_that_began_at_night() -> None:
    story = silent(at=fri("20:00")).time_passes_until(mon("18:00", week=1))
    story.then_only(*RULE, expected=[reminded(1, mon("13:00", week=1)), reminded(2, mon("17:00", week=1))])


def test_asking_again_restarts_nothing() -> None:
    story = silent().when(WaitForCustomer(question="Are you there?"), mon("12:00"))
    story.time_passes_until(mon("13:01")).then_only(*RULE, expected=[reminded(1, mon("13:00"))])


def test_it_counts_whatever_else_is_waited_for() -> None:
    story = silent().when(WaitForThirdParty(party="Acme"), mon("10:00"))
    story.when(RecordThirdPartyResponse(), mon("12:00")).time_passes_until(mon("13:01"))
    story.then_only(*RULE, expected=[reminded(1, mon("13:00"))])


def test_waiting_on_a_third_party_alone_reminds_nobody() -> None:
    story = given(gold(), "P1", mon("09:00")).when(WaitForThirdParty(party="Acme"), mon("09:00"))
    story.time_passes_until(mon("09:00", week=3)).then_only(*RULE, expected=[])


def test_a_priority_changed_by_hand_restarts_nothing() -> None:
    story = silent("P2").when(ChangePriority(priority="P1"), mon("15:00")).time_passes_until(thu("15:00"))
    assert [one for one in story.all(PriorityChanged) if one.silent_periods] == [
        stepped("P1", "P2", tue("16:00"), 1),
        stepped("P2", "P3", thu("14:00"), 2),
    ]


def test_at_the_lowest_priority_the_proposal_counts_from_the_start_of_the_wait() -> None:
    story = silent("P4").time_passes_until(mon("09:00", week=3))
    story.then_only(*RULE, expected=[reminded(1, mon("13:00")), reminded(2, mon("17:00")), proposed(fri("13:00"))])


def test_lowered_by_hand_to_the_lowest_the_proposal_counts_from_the_start_of_the_wait() -> None:
    story = silent("P3").when(ChangePriority(priority="P4"), tue("10:00")).time_passes_until(fri("14:00"))
    assert story.all(ClosingProposed) == [proposed(fri("13:00"))]


def test_raised_by_hand_at_the_lowest_the_next_period_of_the_same_silence_steps_down() -> None:
    story = silent("P4").when(ChangePriority(priority="P3"), wed("09:00")).time_passes_until(thu("15:00"))
    assert story.all(PriorityChanged)[1:] == [stepped("P3", "P4", thu("14:00"), 2)]


def test_raised_by_hand_at_the_very_end_of_a_period_that_period_steps_down() -> None:
    story = silent("P4").when(ChangePriority(priority="P3"), tue("16:00")).time_passes_until(tue("17:00"))
    assert story.all(PriorityChanged)[1:] == [stepped("P3", "P4", tue("16:00"), 1)]


def test_the_proposal_counts_from_the_last_step_down() -> None:
    story = silent("P3").time_passes_until(mon("09:00", week=2))
    assert story.all(PriorityChanged) == [stepped("P3", "P4", tue("16:00"), 1)]
    assert story.all(ClosingProposed) == [proposed(tue("11:00", week=1))]


def test_after_another_step_down_closing_is_proposed_again() -> None:
    story = silent("P4").when(ChangePriority(priority="P3"), fri("14:00")).time_passes_until(mon("09:00", week=2))
    assert story.all(PriorityChanged)[1:] == [stepped("P3", "P4", mon("12:00", week=1), 3)]
    assert story.all(ClosingProposed) == [proposed(fri("13:00")), proposed(fri("16:00", week=1))]


def test_a_step_down_ends_unjudged_what_the_lower_priority_does_not_promise() -> None:
    story = silent().time_passes_until(tue("16:01"))
    assert "priority-notification" not in story.ticket.promises
    assert isinstance(story.ticket.promises["reaction"], Running)
    assert story.all(PromiseMissed) == []


def test_after_the_silence_the_lower_priority_counts_with_every_pause_kept() -> None:
    story = given(gold(), "P1", mon("09:00")).when(WaitForCustomer(), mon("09:20"))
    story.when(RecordCustomerResponse(), wed("09:00")).time_passes_until(wed("11:00"))
    assert story.ticket.priority == "P2"
    assert story.all(PromiseMissed) == [missed("reaction", wed("10:40"))]
    assert story.all(Escalated) == []


def test_the_engines_own_reminders_are_no_activity() -> None:
    story = silent().time_passes_until(mon("18:00"))
    assert story.ticket.last_fact_at == mon("09:00")
    story.when(RecordCustomerResponse(at=mon("11:00")), mon("18:00"))
    assert story.refusal is None
    assert story.ticket.ledger.runs


def test_reminders_go_to_the_customer_and_the_proposal_to_the_team() -> None:
    story = silent("P4").time_passes_until(sat("09:00"))
    assert story.told_of(CustomerReminded) == ["customer"]
    assert story.told_of(ClosingProposed) == [TEAM]


def test_a_wait_learned_late_is_reminded_of_from_when_it_began() -> None:
    story = given(gold(), "P4", mon("09:00")).when(WaitForCustomer(at=mon("10:00")), mon("15:00"))
    story.then_only(*RULE, expected=[reminded(1, mon("14:00"))])
    assert story.stream[-1].recorded_at == mon("15:00")
