"""Bringing letters to people: looked through, written from the journal, sent, recorded, or passed on."""

from collections.abc import Sequence
from datetime import timedelta

import asyncpg
import structlog
from temporalio import activity

from activities.delivery.failing import for_good, for_now, store_down
from activities.delivery.handing_over import HandOver
from activities.delivery.letters import DeliveryOutcome, Letter
from activities.delivery.names import (
    DELIVER,
    PASS_ON,
    RECORD,
    SORT,
    Delivered,
    Delivery,
    Left,
    PassingOn,
    Sorted,
    Sorting,
)
from activities.delivery.recipients import Whom
from activities.delivery.recording import record_nobody, record_outcome
from activities.delivery.sending.envelopes import Render, message_id
from activities.delivery.sending.writer import UNREADABLE, Writer
from activities.heartbeats import heartbeating
from activities.journal.database import DatabaseError, faults_as_sentences
from activities.journal.queries import query
from activities.journal.reader import JournalReader
from activities.journal.stream import StreamUnreadable
from people.channels.outcome import Never, Sent, TryAgain
from people.channels.post import PostOffice
from people.directory.addresses.address import Channel

_log = structlog.get_logger("sundial.deliveries")

GIVEN_UP_AFTER = timedelta(days=3)
"""How long a letter waits for a way where there is nobody else, as mail servers do with what they cannot bring."""


class Delivering:
    """The activities of mailboxes. What the store or a channel cannot do now is tried again by Temporal."""

    def __init__(self, pool: asyncpg.Pool, whom: Whom, post: PostOffice, render: Render, hand_over: HandOver) -> None:
        """Put together what it takes: the journal, the directory, the channels, the words, and the mailboxes."""
        self._pool = pool
        self._journal = JournalReader(pool)
        self._whom = whom
        self._post = post
        self._writer = Writer(self._journal, render)
        self._hand_over = hand_over

    @activity.defn(name=SORT)
    async def sort(self, sorting: Sorting) -> Sorted:
        """What is still to be brought to a person, and by which ways. Raises a `DatabaseError`."""
        with heartbeating():
            with faults_as_sentences():
                rows = await self._pool.fetch(query("delivered_keys"), sorting.person, *_columns(sorting.letters))
                gone = await self._pool.fetch(query("gone_addresses"), sorting.person)
            delivered = {(row["ticket"], row["event"], row["recipient"]) for row in rows}
            wanted = [one for one in sorting.letters if (one.ticket, one.event, one.role) not in delivered]
            readable = {ticket: await self._is_readable(ticket) for ticket in {one.ticket for one in wanted}}
        # What a later version wrote is for a worker of that version, which may take the letters next time.
        since = {one.key: one.waits_since or sorting.at for one in wanted if readable[one.ticket] is None}
        later = {key for key, at in since.items() if sorting.at - at < GIVEN_UP_AFTER}
        return Sorted(
            letters=tuple(one for one in wanted if readable[one.ticket]),
            unreadable=tuple(one for one in wanted if not readable[one.ticket] and one.key not in later),
            later=tuple(one.model_copy(update={"waits_since": since[one.key]}) for one in wanted if one.key in later),
            ways=self._whom.ways(sorting.person, {row["channel"]: row["address"] for row in gone}),
            pace=self._hand_over.pace,
        )

    @activity.defn(name=DELIVER)
    async def deliver(self, delivery: Delivery) -> Delivered:
        """Send one message, unless it went out already, and record that it did.

        A crash between the two sends it again under the same id: at least once, and recorded once. Where the store
        fails after the sending, the workflow is told to record it.
        """
        id_ = message_id(delivery)
        with heartbeating():
            if await self._is_sent(id_, delivery):
                return Delivered(message=id_, detail="it went out before", recorded=True)
            person = self._whom.person(delivery.person)
            channel = self._whom.channel(delivery.person, delivery.channel)
            if person is None or channel is None:
                raise for_good(f"the directory has no channel {delivery.channel} of {delivery.person} any more")
            outcome = await self._post.send(channel, delivery.person, await self._writer.written(delivery, person))
            match outcome:
                case Sent(detail):
                    return await self._recorded(delivery, id_, detail)
                case TryAgain(why, after):
                    info = activity.info()
                    tried_for = info.started_time - info.scheduled_time
                    raise for_now(why, after, delivery.longest_wait - tried_for.total_seconds())
                case Never(why, gone):
                    if gone:
                        await self._remember_gone(delivery, channel)
                    raise for_good(why)

    @activity.defn(name=RECORD)
    async def record(self, outcome: DeliveryOutcome) -> None:
        """Record what came of letters, once. Raises a `DatabaseError`."""
        with heartbeating(), faults_as_sentences():
            await record_outcome(self._pool, outcome)

    @activity.defn(name=PASS_ON)
    async def pass_on(self, passing: PassingOn) -> Left:
        """Give each letter to the next in its line. Raises a `DatabaseError`.

        Where nobody is left that is recorded; but what may find a way later is left to wait for it, days at the most.
        """
        with heartbeating():
            return await self._passed_on(passing)

    async def _passed_on(self, passing: PassingOn) -> Left:
        onward: list[tuple[str, Letter]] = []
        left: list[Letter] = []
        for letter in passing.letters:
            tried = (*letter.tried, passing.person)
            line = self._whom.line(letter.role, letter.place, max(letter.at, passing.at), tried)
            if line:
                onward.append((line[0], letter.model_copy(update={"tried": tried, "waits_since": None})))
                continue
            since = letter.waits_since or passing.at
            if passing.for_now and passing.at - since < GIVEN_UP_AFTER:
                _log.warning("nobody could be reached yet", letter=letter.key, tried=tried)
                left.append(letter.model_copy(update={"waits_since": since}))
                continue
            _log.error("nobody could be reached", letter=letter.key, tried=tried)
            with faults_as_sentences():
                why = f"nobody could be reached; tried: {', '.join(tried)}"
                await record_nobody(self._pool, (letter,), passing.at, why)
        await self._hand_over.to_mailboxes(onward)
        return Left(letters=tuple(left))

    async def _is_readable(self, ticket: str) -> bool | None:
        """Whether a ticket's stream can be read here; `None` where it takes a later version."""
        try:
            await self._journal.stream(ticket)
        except StreamUnreadable as fault:
            _log.warning("a ticket is for a later version to read", ticket=ticket, why=str(fault))
            return None
        except UNREADABLE as fault:
            _log.error("a ticket cannot be read", ticket=ticket, why=str(fault))
            return False
        return True

    async def _is_sent(self, id_: str, delivery: Delivery) -> bool:
        try:
            with faults_as_sentences():
                return bool(await self._pool.fetchval(query("is_sent"), id_))
        except DatabaseError as down:
            if delivery.call is not None:
                # An alarm rings once too often rather than not at all.
                return False
            raise store_down(down) from None

    async def _recorded(self, delivery: Delivery, id_: str, detail: str) -> Delivered:
        outcome = DeliveryOutcome(
            person=delivery.person,
            letters=delivery.letters,
            channel=delivery.channel,
            outcome="sent",
            at=activity.info().started_time,
            message=id_,
            detail=detail,
            call=delivery.call,
        )
        try:
            await record_outcome(self._pool, outcome)
        except Exception:
            # Whatever the store has against it: it went out, and must not go out again for that.
            _log.exception("what was sent cannot be recorded yet", message=id_)
            return Delivered(message=id_, detail=detail, recorded=False)
        return Delivered(message=id_, detail=detail, recorded=True)

    async def _remember_gone(self, delivery: Delivery, channel: Channel) -> None:
        try:
            with faults_as_sentences():
                await self._pool.execute(
                    query("record_gone_address"),
                    delivery.person,
                    channel.name,
                    self._whom.fingerprint(delivery.person, channel),
                    delivery.at,
                )
        except DatabaseError as down:
            raise store_down(down) from None


def _columns(letters: Sequence[Letter]) -> tuple[list[str], list[int], list[str]]:
    return [one.ticket for one in letters], [one.event for one in letters], [one.role for one in letters]
