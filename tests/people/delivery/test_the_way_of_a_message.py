"""The page on the way of a message says the numbers that the code has."""

from datetime import timedelta
from itertools import pairwise

import pytest
from temporalio.common import RetryPolicy

from activities.delivery.pace import Pace
from activities.delivery.sending.delivering import GIVEN_UP_AFTER
from tests.docs.pages import page
from workflows.people.bringing import KNOWN_TO_BE_DOWN
from workflows.people.retry_schedules import CALL, HEARTBEAT, RETRY_SCHEDULES, SHORT, STORE
from workflows.people.sending import IN_THE_QUEUE, URGENT_IN_THE_QUEUE
from workflows.people.waiting_letters import ASIDE
from workflows.ticket.outside import HEARTBEAT as TICKETS_HEARTBEAT
from workflows.ticket.outside import RETRY, RETRY_HANDING_OVER

PAGE = " ".join(page("design/messages.md").split())
STEPS = ("Decide", "Keep", "Journal", "Dispatch", "Gather", "Bring", "Write", "Send", "Record", "Pass on")


def step(number: int) -> str:
    """What the page says of one step."""
    return PAGE.partition(f"| **{number} ")[2].partition(" | **")[0]


def test_the_steps_are_numbered_in_their_order() -> None:
    places = [PAGE.index(f"| **{number} {name}") for number, name in enumerate(STEPS, start=1)]
    assert all(one < following for one, following in pairwise(places))


@pytest.mark.parametrize(
    ("number", "policy"), [(3, RETRY), (4, RETRY_HANDING_OVER), (9, STORE)], ids=["journal", "handing over", "record"]
)
def test_what_is_tried_without_end_is_tried_at_these_intervals(number: int, policy: RetryPolicy) -> None:
    first, longest = policy.initial_interval, policy.maximum_interval
    assert (policy.maximum_attempts, policy.backoff_coefficient, longest) == (0, 2, timedelta(minutes=1))
    assert f"without end: {'at once, ' * (number == 4)}after {first.seconds} s, doubled, to 1 min" in step(number)


def test_a_message_leaves_at_this_pace() -> None:
    pace = Pace()
    assert f"leaves {pace.gather} s after its first letter came ({pace.gather_urgent} s if urgent)" in step(5)
    assert f"{pace.spacing} s after the last message ({pace.spacing_urgent} s)" in step(5)
    assert f"after every {pace.calls_each} calls one more person" in PAGE
    assert CALL.attempts == 2
    assert "until one works, each twice" in PAGE


def test_a_way_is_tried_on_these_schedules() -> None:
    mail, webhook = RETRY_SCHEDULES["mail"], RETRY_SCHEDULES["webhook"]
    assert f"mail {mail.attempts} times in {mail.total // 60:.0f} minutes" in PAGE
    assert f"a webhook {webhook.attempts} times in an hour" in PAGE
    assert 55 <= webhook.total / 60 <= 60
    assert f"{SHORT.attempts} times in {SHORT.total // 60:.0f} minutes" in PAGE
    after = [f"{mail.first * mail.growth**n:.0f} s" for n in range(3)]
    assert f"after {', '.join(after)}, to {mail.longest // 60} minutes" in PAGE
    assert f"For {KNOWN_TO_BE_DOWN.seconds // 60} minutes after a way gave up" in step(6)


def test_a_message_waits_for_its_turn_on_a_gateway_for_so_long() -> None:
    hours, minutes = IN_THE_QUEUE.seconds // 3600, URGENT_IN_THE_QUEUE.seconds // 60
    assert f"its turn {hours} hour at the most, {minutes} minutes if it is urgent" in PAGE


def test_what_finds_nobody_waits_for_so_long() -> None:
    assert f"every {ASIDE.seconds // 60} minutes, or as soon as" in step(10)
    assert f"for {GIVEN_UP_AFTER.days} days" in step(10)


def test_a_worker_that_was_killed_is_missed_after_so_long() -> None:
    assert HEARTBEAT == TICKETS_HEARTBEAT
    assert f"| {HEARTBEAT.seconds} s." in step(3)
