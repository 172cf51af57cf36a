"""A system is told of events, signed, each ticket's in their order, until it has taken them or they are given up."""

import asyncio
import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
import structlog
from standardwebhooks.webhooks import WebhookVerificationError
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowExecutionStatus, WorkflowFailureError

from activities.webhooks.lanes import LANE, NUDGE, lane_id
from activities.webhooks.schemas import payload_models
from activities.webhooks.webhook import WithSecret
from runtime.running import Running
from runtime.temporal.connecting import connect
from tests.activities.lives import MONDAY
from tests.patience import until
from tests.workflows.given.poison import ODD, UNDECODABLE
from tests.workflows.test_replay import a_replayer
from tests.workflows.webhooks.desk import Desk

NOW = datetime.now(UTC)


async def test_an_event_comes_signed_with_the_ticket_before_and_after_it(desk: Desk) -> None:
    async with desk.at_work():
        made = await desk.subscribed()
        life = (await desk.lives("ROSSI-1")).rings(MONDAY + timedelta(hours=2))
        await desk.journal.write(life.entry())
        await desk.settled(made, len(life.events))

    assert desk.numbers("ROSSI-1") == [one.number for one in life.events]
    for position, request in enumerate(desk.receiver.requests, start=1):
        told = request.verified(made.secret)
        assert request.path == "/hooks"
        assert request.headers["webhook-id"] == told["id"] == f"{made.webhook.id}_{position}"
        assert request.headers["content-type"] == "application/json"
        assert told["data"]["position"] == position
        payload_models()[told["type"]].model_validate_json(request.body)
    missed = next(one.json for one in desk.receiver.requests if one.json["type"] == "PromiseMissed")
    states = [
        {one["promise"]: one["state"] for one in missed["data"][when]["promises"]}["reaction"]
        for when in ("before", "after")
    ]
    assert states == ["running", "missed"]


async def test_while_a_secret_is_changed_both_verify_and_then_the_new_one_alone(desk: Desk) -> None:
    async with desk.at_work():
        made = await desk.subscribed()
        changed = await desk.store.rotate(made.webhook.id, at=datetime.now(UTC))
        await desk.lives("ROSSI-1")
        await desk.settled(made, 1)
        last = await desk.store.rotate(made.webhook.id, at=datetime.now(UTC), overlap=timedelta(0))
        await desk.lives("ROSSI-2")
        await desk.settled(made, 2)

    both, one = desk.receiver.requests
    assert both.verified(made.secret) == both.verified(changed.secret)
    assert len(both.headers["webhook-signature"].split()) == 2
    assert one.verified(last.secret)
    for earlier in (made, changed):
        with pytest.raises(WebhookVerificationError):
            one.verified(earlier.secret)


async def test_a_webhook_gets_its_kinds_and_its_customer_alone_and_nothing_of_before_it(desk: Desk) -> None:
    async with desk.at_work():
        await desk.lives("EARLY-1", customer="Bar İstanbul")
        everything = await desk.subscribed()
        notes = await desk.subscribed(kinds=("NoteAdded",))
        of_customer = await desk.subscribed(customer="bar istanbul")
        await desk.lives("ROSSI-1", notes=2)
        await desk.lives("BAR-1", customer="Bar İstanbul")
        await desk.settled(everything, 4)
        await desk.settled(notes, 2)
        await desk.settled(of_customer, 1)

    told: dict[str, list[tuple[str, str]]] = {}
    for request in desk.receiver.requests:
        webhook = request.headers["webhook-id"].rpartition("_")[0]
        told.setdefault(webhook, []).append((request.json["data"]["ticket"], request.json["type"]))
    assert sorted(told[notes.webhook.id]) == [("ROSSI-1", "NoteAdded"), ("ROSSI-1", "NoteAdded")]
    assert told[of_customer.webhook.id] == [("BAR-1", "TicketOpened")]
    assert len(told[everything.webhook.id]) == 4


async def test_what_comes_later_waits_while_the_first_is_not_taken_and_other_tickets_do_not(desk: Desk) -> None:
    desk.answers = ["500 Oh", "503 Busy"]
    async with desk.at_work():
        made = await desk.subscribed()
        life = await desk.lives("ROSSI-1", notes=3)
        await desk.came_to(1)
        lane = desk.lane(made, "ROSSI-1")
        await desk.passes(lane, timedelta(seconds=6))
        await desk.came_to(2)
        await desk.lives("BIANCHI-1")
        await desk.came_to(3)
        assert desk.numbers("ROSSI-1") == [1, 1]
        assert desk.numbers("BIANCHI-1") == [1]
        await desk.passes(lane, timedelta(seconds=20))
        await desk.settled(made, 5)

    assert desk.numbers("ROSSI-1") == [1, 1, 1, 2, 3, 4] == [1, 1, *(one.number for one in life.events)]
    tries = [request for request in desk.receiver.requests if request.json["data"]["ticket"] == "ROSSI-1"][:3]
    assert len({request.headers["webhook-id"] for request in tries}) == 1
    assert len({request.body for request in tries}) == 1
    assert (await desk.states(made))[0] == (1, "delivered", 3)


@pytest.mark.parametrize("how", ["seconds", "a date"])
async def test_a_webhook_that_asks_for_it_is_left_alone_by_all_tickets(desk: Desk, how: str) -> None:
    until_then = datetime.now(UTC) + timedelta(seconds=8)
    date = until_then.strftime("%a, %d %b %Y %H:%M:%S GMT")
    async with desk.at_work():
        made = await desk.subscribed()
        desk.answers = [f"429 Slow down\r\nretry-after: {'7' if how == 'seconds' else date}"]
        await desk.lives("ROSSI-1")
        await desk.came_to(1)
        await until(lambda: has_to_wait(desk, made))
        await desk.lives("BIANCHI-1")
        await desk.settled(made, 2)

    first, *later = desk.came
    assert len(later) == 2
    if how == "seconds":
        assert min(later) - first >= 7
    assert datetime.now(UTC) >= until_then - timedelta(seconds=1)
    assert sorted(attempts for _, _, attempts in await desk.states(made)) == [1, 2]


async def has_to_wait(desk: Desk, made: WithSecret) -> bool:
    return (await desk.store.get(made.webhook.id)).not_before is not None


async def test_a_webhook_that_is_gone_ends_and_is_told_of_nothing_more(desk: Desk) -> None:
    async with desk.at_work():
        made, other = await desk.subscribed(), await desk.subscribed()
        desk.receiver.answer = lambda request: (
            "410 Gone" if request.headers["webhook-id"].startswith(made.webhook.id) else "200 OK"
        )
        await desk.lives("ROSSI-1", notes=2)
        await until(lambda: desk.has_ended(desk.lane(made, "ROSSI-1")))
        await desk.lives("ROSSI-2")
        await desk.settled(other, 4)

    ended = await desk.store.get(made.webhook.id)
    assert ended.ended_at is not None
    assert (ended.ended_because, ended.waiting, ended.failed) == ("it answered 410", 0, 3)
    mine = [one for one in desk.receiver.requests if one.headers["webhook-id"].startswith(made.webhook.id)]
    assert len(mine) == 1
    found = await desk.store.deliveries(made.webhook.id)
    assert [(one.status, one.detail) for one in found][:2] == [
        (410, "it answered 410"),
        (None, "the webhook had ended"),
    ]


async def test_what_is_not_taken_for_three_days_has_failed_the_lane_goes_on_and_it_can_be_sent_again(
    desk: Desk,
) -> None:
    async with desk.at_work():
        made = await desk.subscribed()
        desk.receiver.answer = lambda request: (
            "404 Not here" if request.json["data"]["event"]["number"] == 1 else "200 OK"
        )
        await desk.lives("ROSSI-1", notes=1)
        await desk.came_to(1)
        lane = desk.lane(made, "ROSSI-1")
        await desk.passes(lane, timedelta(days=2, hours=23))
        assert [state for _, state, _ in await desk.states(made)] == ["waiting", "waiting"]
        await desk.passes(lane, timedelta(hours=3))
        await desk.settled(made, 2)
        [failed] = await desk.store.deliveries(made.webhook.id, "failed")
        assert (failed.position, failed.status, failed.detail) == (1, 404, "it answered 404")
        # Hourly, once the pauses have grown.
        assert 70 < failed.attempts < 90
        assert desk.numbers("ROSSI-1")[-1] == 2

        desk.receiver.answer = lambda request: "200 OK"
        await desk.store.resend(made.webhook.id, 1, at=datetime.now(UTC))
        await desk.settled(made, 2)

    assert await desk.states(made) == [(1, "delivered", failed.attempts + 1), (2, "delivered", 1)]
    assert desk.numbers("ROSSI-1")[-1] == 1
    assert desk.receiver.requests[-1].headers["webhook-id"] == desk.receiver.requests[0].headers["webhook-id"]


async def test_a_history_stays_short_while_very_many_events_queue_behind_one_that_is_not_taken(desk: Desk) -> None:
    desk.receiver.answer = lambda request: "500 Oh"
    async with desk.at_work(continue_as_new_after=60):
        made = await desk.subscribed()
        life = await desk.lives("ROSSI-1", notes=120)
        await desk.came_to(1)
        first = await desk.lane(made, "ROSSI-1").describe()
        for hours in (1, 6, 12, 24):
            await desk.passes(desk.lane(made, "ROSSI-1"), timedelta(hours=hours))
        latest = await desk.lane(made, "ROSSI-1").describe()
        history = await desk.lane(made, "ROSSI-1").fetch_history()
        kinds = [EventType.Name(event.event_type) for event in history.events]
        assert latest.run_id != first.run_id
        assert len(kinds) < 80
        assert len(history.to_json()) < 80_000
        assert "EVENT_TYPE_TIMER_CANCELED" not in kinds
        desk.receiver.answer = lambda request: "200 OK"
        await desk.passes(desk.lane(made, "ROSSI-1"), timedelta(hours=2))
        await desk.settled(made, 121)
    delivered = desk.numbers("ROSSI-1")
    assert delivered[delivered.index(2) - 1 :] == [one.number for one in life.events]


async def test_an_endpoint_that_is_down_is_reached_when_it_is_back(desk: Desk) -> None:
    await desk.receiver.stop()
    async with desk.at_work():
        made = await desk.subscribed()
        await desk.lives("ROSSI-1")
        await until(lambda: was_tried(desk, made))
        [waiting] = await desk.store.deliveries(made.webhook.id)
        assert (waiting.status, waiting.detail) == (None, "it cannot be reached (ConnectError)")
        await desk.receiver.start()
        await desk.passes(desk.lane(made, "ROSSI-1"), timedelta(seconds=7))
        await desk.settled(made, 1)
    assert desk.numbers("ROSSI-1") == [1]


async def was_tried(desk: Desk, made: WithSecret) -> bool:
    return any(attempts for _, _, attempts in await desk.states(made))


async def test_a_store_that_fails_after_the_sending_does_not_send_it_again(desk: Desk) -> None:
    async with desk.at_work():
        made = await desk.subscribed()
        await desk.pool.execute(
            "create function fail() returns trigger language plpgsql as $$ begin "
            "raise exception 'not now' using errcode = 'admin_shutdown'; end $$;"
            "create trigger fail before update of attempts on webhook_deliveries for each row execute function fail()"
        )
        await desk.lives("ROSSI-1")
        await desk.came_to(1)
        await until(lambda: has_tried_again(desk, made))
        await desk.pool.execute("drop trigger fail on webhook_deliveries")
        await desk.settled(made, 1)
    assert desk.numbers("ROSSI-1") == [1]


async def has_tried_again(desk: Desk, made: WithSecret) -> bool:
    description = await desk.lane(made, "ROSSI-1").describe()
    return any(activity.attempt > 2 for activity in description.raw_description.pending_activities)


async def test_an_event_that_cannot_be_read_is_tried_like_one_that_is_not_taken(desk: Desk) -> None:
    made = await desk.subscribed()
    life = await desk.lives("ROSSI-1")
    await desk.pool.execute("alter table events disable trigger events_only_grow")
    await desk.pool.execute("update events set digest = repeat('0', 64)")
    async with desk.at_work():
        await until(lambda: was_refused(desk, made))
        await desk.pool.execute("update events set digest = $1", life.events[0].digest)
        await desk.passes(desk.lane(made, "ROSSI-1"), timedelta(seconds=7))
        await desk.settled(made, 1)
    assert desk.numbers("ROSSI-1") == [1]


async def was_refused(desk: Desk, made: WithSecret) -> bool:
    return any("somebody changed the journal" in one.detail for one in await desk.store.deliveries(made.webhook.id))


async def test_a_webhook_that_is_deleted_while_it_waits_leaves_no_lane(desk: Desk) -> None:
    desk.answers = ["500 Oh"]
    async with desk.at_work():
        made = await desk.subscribed()
        await desk.lives("ROSSI-1", notes=2)
        await desk.came_to(1)
        await desk.store.delete(made.webhook.id)
        lane = desk.lane(made, "ROSSI-1")
        await desk.passes(lane, timedelta(seconds=7))
        await lane.result()
    assert len(desk.receiver.requests) == 1


async def test_a_lane_that_was_cancelled_begins_anew_with_the_next_event(desk: Desk) -> None:
    desk.answers = ["500 Oh"]
    async with desk.at_work():
        made = await desk.subscribed()
        await desk.lives("ROSSI-1")
        await desk.came_to(1)
        lane = desk.lane(made, "ROSSI-1")
        await lane.cancel()
        await until(lambda: desk.has_ended(lane))
        await desk.lives("ROSSI-1", notes=1)
        await desk.settled(made, 2)
    assert desk.numbers("ROSSI-1") == [1, 1, 2]


async def test_nothing_that_is_sent_to_a_lane_stops_it(desk: Desk) -> None:
    desk.answers = ["500 Oh"]
    async with desk.at_work():
        made = await desk.subscribed()
        await desk.lives("ROSSI-1")
        await desk.came_to(1)
        lane = desk.lane(made, "ROSSI-1")
        for value in (*ODD.values(), *UNDECODABLE.values()):
            await lane.signal(NUDGE, args=[value])
            await lane.signal("no_such_signal", args=[value, value])
        await desk.passes(lane, timedelta(seconds=7))
        await desk.settled(made, 1)
        await lane.result()
        await a_replayer().replay_workflow(await lane.fetch_history())


@pytest.mark.parametrize("arguments", [[], [None], [7], [{}], [{"webhook": "wh_0", "ticket": "A-1"}], [{"a": 1}, {}]])
async def test_a_lane_that_is_started_with_anything_else_is_refused_with_a_sentence(
    desk: Desk, arguments: list[object]
) -> None:
    async with desk.at_work():
        handle = await desk.client.start_workflow(
            LANE, args=arguments, id=lane_id("wh_0", f"A-{desk.task_queue}"), task_queue=desk.task_queue
        )
        with pytest.raises(WorkflowFailureError):
            await handle.result()
        assert (await handle.describe()).status is WorkflowExecutionStatus.FAILED


async def test_secrets_and_addresses_are_in_no_history_log_or_event(desk: Desk) -> None:
    records: list[str] = []

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(f"{record.getMessage()} {record.__dict__}")

    listening, root = Listening(logging.DEBUG), logging.getLogger()
    level = root.level
    root.addHandler(listening)
    root.setLevel(logging.DEBUG)
    try:
        with structlog.testing.capture_logs() as logged:
            async with desk.at_work():
                desk.answers = ["500 Oh"]
                made = await desk.subscribed()
                changed = await desk.store.rotate(made.webhook.id, at=datetime.now(UTC))
                await desk.lives("ROSSI-1")
                await desk.came_to(1)
                lane = desk.lane(made, "ROSSI-1")
                await desk.passes(lane, timedelta(seconds=7))
                await desk.settled(made, 1)
                await lane.result()
    finally:
        root.removeHandler(listening)
        root.setLevel(level)
    history = (await lane.fetch_history()).to_json()
    rows = await desk.pool.fetch(
        "select events::text as row from events union all select webhook_deliveries::text from webhook_deliveries"
    )
    shown = [
        repr(made),
        repr(changed),
        repr(await desk.store.every()),
        str(await desk.store.deliveries(made.webhook.id)),
    ]
    everything = "\n".join([history, *records, json.dumps(logged, default=str), *(row["row"] for row in rows), *shown])
    assert made.webhook.id in everything
    for secret in (made.secret, changed.secret):
        assert secret not in everything
        assert secret.removeprefix("whsec_") not in everything
    assert "/hooks" not in history
    assert not any("/hooks" in one for one in records)


async def test_two_workers_share_the_work_and_when_the_one_that_feeds_goes_the_other_one_does(
    desk: Desk, running: Running
) -> None:
    async with desk.at_work():
        async with desk.at_work(await connect(desk.settings, running)):
            made = await desk.subscribed()
            await asyncio.gather(*(desk.lives(f"T-{number}", notes=3) for number in range(20)))
            await desk.settled(made, 80)
        await desk.lives("LAST-1")
        await desk.settled(made, 81)
    async with desk.at_work():
        await desk.lives("AFTER-1")
        await desk.settled(made, 82)
    for number in range(20):
        assert desk.numbers(f"T-{number}") == [1, 2, 3, 4]
    assert len(desk.receiver.requests) == 82
