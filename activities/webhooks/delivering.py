"""Delivering: the activity of lanes, which sends what waits longest and records what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import asyncpg
import structlog
from temporalio import activity

from activities.heartbeats import heartbeating
from activities.journal.database import DatabaseError, faults_as_sentences
from activities.journal.queries import query
from activities.journal.reader import JournalReader
from activities.journal.stream import NoSuchTicket, StreamChanged, StreamUnreadable
from activities.webhooks.lanes import DELIVER_NEXT, Turn, Turned
from activities.webhooks.payloads import message_id, payload
from activities.webhooks.posting import Answer, Posting
from activities.webhooks.store import WebhookStore
from activities.webhooks.webhook import DeliveryState
from people.channels.signing import asked_to_wait, signed, wall_clock
from people.channels.webhook_secrets import keys_in

TRIED_FOR = timedelta(days=3)
"""How long an event is tried, from when it was to be delivered; once at least."""
LEFT_ALONE = timedelta(days=1)
"""The longest that a webhook is left alone when it asks for that."""
GONE = 410

_log = structlog.get_logger("sundial.webhooks")


@dataclass(frozen=True)
class _Next:
    """What waits longest in a lane."""

    position: int
    number: int
    since: datetime
    more: bool
    url: str = field(repr=False)
    secrets: str = field(repr=False)
    not_before: datetime | None


class WebhookDelivering:
    """Sends events to webhooks. An outage of the database is a `DatabaseError`: Temporal tries again."""

    def __init__(self, pool: asyncpg.Pool, posting: Posting, clock: Callable[[], datetime] = wall_clock) -> None:
        """Read and record through these connections; signatures are made at the time of `clock`."""
        self._pool = pool
        self._journal = JournalReader(pool)
        self._store = WebhookStore(pool)
        self._posting = posting
        self._clock = clock

    @activity.defn(name=DELIVER_NEXT)
    async def deliver_next(self, turn: Turn) -> Turned:
        """Send the event of a lane that waits longest, once, and record what came of it.

        A crash between the two sends it again under the same id. Where it is only the store that fails, the next
        attempt knows that it was taken.
        """
        taken = tuple(activity.info().heartbeat_details)
        with heartbeating(*taken):
            coming = await self._next(turn)
            if coming is None:
                return Turned(outcome="nothing")
            if taken != (coming.position,):
                now = self._clock()
                if coming.not_before is not None and coming.not_before > now:
                    return Turned(outcome="left_alone", wait=(coming.not_before - now).total_seconds(), more=True)
                answer = await self._sent(turn, coming)
            else:
                answer = Answer(status=200)
        if not answer.is_taken:
            with heartbeating():
                return await self._refused(turn, coming, answer)
        try:
            with heartbeating(coming.position):
                return await self._recorded(turn, coming, answer, "delivered")
        except DatabaseError:
            # It goes with the failure.
            activity.heartbeat(coming.position)
            raise

    async def _sent(self, turn: Turn, coming: _Next) -> Answer:
        try:
            body = await payload(self._journal, turn.webhook, coming.position, turn.ticket, coming.number)
        except (NoSuchTicket, StreamChanged, StreamUnreadable) as unreadable:
            return Answer(why=str(unreadable))
        id_ = message_id(turn.webhook, coming.position)
        headers = signed(id_, self._clock(), body, keys_in(coming.secrets))
        return await self._posting.post(coming.url, headers, body.encode())

    async def _refused(self, turn: Turn, coming: _Next, answer: Answer) -> Turned:
        now = self._clock()
        if answer.status == GONE:
            await self._recorded(turn, coming, answer, "failed")
            await self._store.end(turn.webhook, at=now, because=f"it answered {GONE}")
            _log.warning("ended, as it is gone", webhook=turn.webhook)
            return Turned(outcome="nothing")
        asked = asked_to_wait(answer.retry_after, now)
        if asked is not None:
            asked = min(asked, LEFT_ALONE)
            with faults_as_sentences():
                await self._pool.execute(query("leave_alone"), turn.webhook, now + asked)
        given_up = turn.at - coming.since >= TRIED_FOR
        turned = await self._recorded(turn, coming, answer, "failed" if given_up else "waiting")
        wait = asked.total_seconds() if asked is not None else None
        return turned.model_copy(update={"wait": wait, "more": turned.more or not given_up})

    async def _recorded(self, turn: Turn, coming: _Next, answer: Answer, state: DeliveryState) -> Turned:
        detail = answer.why or f"it answered {answer.status}"
        with faults_as_sentences():
            await self._pool.execute(
                query("record_attempt"), turn.webhook, coming.position, state, answer.status, detail, self._clock()
            )
        say = _log.info if state == "delivered" else _log.warning
        say(state, webhook=turn.webhook, position=coming.position, ticket=turn.ticket, detail=detail)
        return Turned(outcome="again" if state == "waiting" else state, more=coming.more)

    async def _next(self, turn: Turn) -> _Next | None:
        with faults_as_sentences():
            row = await self._pool.fetchrow(query("next_delivery"), turn.webhook, turn.ticket)
        if row is None:
            return None
        secrets = [row["secret"]]
        if row["earlier_secret"] is not None and row["earlier_until"] > self._clock():
            secrets.append(row["earlier_secret"])
        return _Next(
            position=row["position"],
            number=row["number"],
            since=row["since"],
            more=row["more"],
            url=row["url"],
            secrets=" ".join(secrets),
            not_before=row["not_before"],
        )
