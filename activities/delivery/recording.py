"""Recording what came of letters, outside the stream of their tickets."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg
import structlog

from activities.delivery.letters import DeliveryOutcome, Letter
from activities.journal.queries import query

_log = structlog.get_logger("sundial.deliveries")


async def record_outcome(pool: asyncpg.Pool, outcome: DeliveryOutcome) -> None:
    """Record and log the outcome, once for each letter. An outage is asyncpg's own error."""
    await pool.execute(
        query("record_deliveries"),
        outcome.person,
        outcome.channel,
        outcome.call or 0,
        outcome.outcome,
        outcome.at,
        outcome.message,
        outcome.detail,
        [letter.ticket for letter in outcome.letters],
        [letter.event for letter in outcome.letters],
        [letter.role for letter in outcome.letters],
    )
    say = _log.info if outcome.outcome == "sent" else _log.warning
    say(
        outcome.outcome,
        person=outcome.person,
        channel=outcome.channel,
        letters=[letter.key for letter in outcome.letters],
        detail=outcome.detail,
    )


async def record_nobody(pool: asyncpg.Pool, letters: Sequence[Letter], at: datetime, because: str) -> None:
    """Record that nobody could be told, and why."""
    await record_outcome(
        pool, DeliveryOutcome(person="", letters=tuple(letters), channel="", outcome="nobody", at=at, detail=because)
    )
