"""Incidents moved into the future, as a real engine's time only goes forward."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from studies.files.incidents import Incident

WEEK = timedelta(weeks=1)
MARGIN = timedelta(days=2)
"""How far ahead the first opening lies at least: no rehearsal takes so long, and no clock may pass it before."""


def weeks_ahead(incidents: Sequence[Incident], now: datetime) -> timedelta:
    """The fewest whole weeks that bring every opening at least `MARGIN` after now; none where they lie there."""
    first = min((incident.arrivals[0] for incident in incidents), default=now + MARGIN)
    weeks, rest = divmod(now + MARGIN - first, WEEK)
    return max(weeks + bool(rest), 0) * WEEK
