"""What waits for one person leaves together, the urgent sooner, and not too soon after the last."""

from datetime import UTC, datetime, timedelta

from activities.delivery.letters import Letter, Place
from activities.delivery.mailboxes import MailboxStart
from activities.delivery.pace import Pace
from workflows.people.waiting_letters import ASIDE, LIGHT, MOST, WaitingLetters

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PLACE = Place(contract="house-2026", theatre="europe", customer="Bakery Rossi", levels=("support-team",))
START = MailboxStart(person="anna", pace=Pace())


def letter(event: int, *, urgent: bool = False) -> Letter:
    return Letter(ticket="ROSSI-1", event=event, role="support-team", place=PLACE, at=NOON, urgent=urgent)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_what_comes_waits_for_company_and_the_urgent_takes_it_along() -> None:
    waiting = WaitingLetters(START, NOON)
    waiting.put([letter(1)], NOON)
    assert waiting.due(after(5)) == after(20)

    waiting.put([letter(2, urgent=True)], after(6))
    assert waiting.due(after(6)) == after(8)
    assert [one.event for one in waiting.take(after(8))] == [2, 1]
    assert waiting.is_empty
    assert not waiting.is_urgent


def test_after_a_message_the_next_waits_for_a_minute_and_the_urgent_for_ten_seconds() -> None:
    waiting = WaitingLetters(START, NOON)
    waiting.sent(NOON, None)
    waiting.put([letter(1)], after(1))
    assert waiting.due(after(1)) == after(60)
    waiting.put([letter(2, urgent=True)], after(2))
    assert waiting.due(after(2)) == after(10)


def test_a_channel_with_a_rate_is_given_the_time_it_needs() -> None:
    waiting = WaitingLetters(START, NOON)
    waiting.sent(NOON, 0.5)
    waiting.put([letter(1, urgent=True)], after(1))
    assert waiting.due(after(1)) == after(120)


def test_what_came_before_is_dropped_also_in_the_next_run() -> None:
    waiting = WaitingLetters(START, NOON)
    waiting.put([letter(1), letter(1)], NOON)
    waiting.take(NOON)
    following = WaitingLetters(waiting.carried(START), NOON)
    following.put([letter(1), letter(2)], NOON)
    assert [one.event for one in following.take(NOON)] == [2]


def test_what_found_no_way_is_tried_again_after_a_while_or_as_soon_as_something_goes_out() -> None:
    waiting = WaitingLetters(START, NOON)
    waiting.set_aside([letter(1)], NOON + ASIDE)
    waiting.set_aside([], NOON + 2 * ASIDE)
    assert waiting.is_empty
    following = WaitingLetters(waiting.carried(START), after(60))
    assert following.quiet_until(after(60)) == NOON + ASIDE

    following.sent(after(90), None)
    assert [one.event for one in following.take(after(150))] == [1]
    assert following.quiet_until(after(150)) == after(150 + START.pace.idle)


def test_a_storm_leaves_in_several_messages_and_is_not_carried_into_a_new_run_before_it_is_light() -> None:
    waiting = WaitingLetters(START, NOON)
    waiting.put([letter(number) for number in range(1, 6001)], NOON)
    assert not waiting.is_light
    assert len(waiting.take(NOON)) == MOST
    assert waiting.due(after(30)) == after(20)
    while not waiting.is_light:
        waiting.take(NOON)
    carried = waiting.carried(START).model_dump_json(exclude_none=True)
    assert LIGHT / 2 < len(carried) < 2 * LIGHT


def test_letters_with_the_longest_names_leave_as_several_messages() -> None:
    name = "☎" * 200
    place = Place(contract=name, theatre=name, customer=name, levels=(name,) * 50)
    waiting = WaitingLetters(START, NOON)
    waiting.put([letter(number).model_copy(update={"place": place}) for number in range(1, 101)], NOON)
    taken = waiting.take(NOON)
    assert 0 < len(taken) < 40
    assert sum(len(one.model_dump_json()) for one in taken) < 400_000
