"""When what is resolved is closed: by a job, five days later, on the hour; or with many others at once."""

from datetime import datetime, time, timedelta

from studies.synthetic.chance import Chance

RESTS = timedelta(days=5)
BY_HAND, FORGOTTEN, ON_THE_HOUR, LEFT_OVER = 10, 10, 700, 300
"""Of a thousand: closed at once by a person; forgotten for long; closed on the hour; left for the clearing."""
LONG = timedelta(days=75)
LEFT_FROM, CLEARED_ON = 8, 24
"""Days of the month: what would be closed between them may be left, and is cleared in one evening."""
EVENING = (time(18, 40), time(18, 50), time(18, 59))


def closed(resolved: datetime, chance: Chance) -> tuple[datetime, bool]:
    """When an incident is closed that was resolved then, and whether the system does it."""
    if chance.happens(BY_HAND):
        return resolved + timedelta(minutes=chance.below(3)), False
    due = resolved + (LONG if chance.happens(FORGOTTEN) else RESTS)
    if LEFT_FROM <= due.day < CLEARED_ON and chance.happens(LEFT_OVER):
        return datetime.combine(due.date().replace(day=CLEARED_ON), EVENING[chance.below(len(EVENING))]), True
    if chance.happens(ON_THE_HOUR):
        return due.replace(minute=0) + timedelta(hours=1), True
    return due + timedelta(minutes=1 + chance.below(59)), True
