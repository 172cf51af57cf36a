"""Rows that lie before what their incident has behind them, as people find them in real exports."""

from datetime import datetime, timedelta

from studies.synthetic.chance import Chance
from studies.synthetic.record import MINUTE, UNKNOWN

DRAFTED, SWAPPED = 9, 9
"""Of a thousand incidents: begun as a draft, before the time at which they say they were opened; or with a first row
that is later than the ones below it."""


def disorder(rows: list[dict[str, str]], opened: datetime, chance: Chance) -> None:
    """Leave the rows of an incident as they are, or make them one of these."""
    if chance.happens(DRAFTED):
        created = opened - timedelta(minutes=60 + chance.below(90))
        _create(rows, created)
        first = created + timedelta(minutes=1 + chance.below(15))
        rows[0] |= {"sys_updated_at": first.strftime(MINUTE), "sys_mod_count": "2"}
    elif len(rows) > 2 and chance.happens(SWAPPED):
        _create(rows, opened - timedelta(minutes=60 + chance.below(90)))
        second = max(opened, datetime.strptime(rows[1]["sys_updated_at"], MINUTE))
        later = second + timedelta(minutes=1 + chance.below(90))
        rows[0] |= {"sys_updated_at": later.strftime(MINUTE), "sys_mod_count": rows[1]["sys_mod_count"]}


def _create(rows: list[dict[str, str]], created: datetime) -> None:
    for row in rows:
        if row["sys_created_at"] != UNKNOWN:
            row["sys_created_at"] = created.strftime(MINUTE)
