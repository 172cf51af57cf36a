"""Instants at which a rule changes its mind, as a wall clock in the office reads them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.oracle.rules import AMERICAS, EMIRATES, EUROPE, MEXICO

DAYS = {
    AMERICAS.zone: (
        "2025-01-20",  # Martin Luther King's day
        "2025-03-09",  # an hour is skipped
        "2025-07-04",  # Friday
        "2025-11-02",  # an hour is repeated
        "2025-11-26",  # the day before Thanksgiving
        "2026-03-07",
        "2026-03-08",
        "2026-07-03",  # observed for the Saturday after it
        "2026-07-04",
        "2026-10-31",
        "2026-11-01",
        "2027-07-04",  # Sunday
        "2027-07-05",  # observed for it
        "2027-12-31",  # observed for the Saturday after it, which is in another year
        "2028-01-01",
    ),
    EUROPE.zone: (
        "2025-03-30",  # an hour is skipped
        "2025-10-26",  # an hour is repeated
        "2025-12-08",  # Monday
        "2026-03-28",
        "2026-03-29",
        "2026-04-03",
        "2026-04-04",
        "2026-04-05",  # Easter Sunday
        "2026-04-06",
        "2026-04-25",  # Saturday
        "2026-10-04",  # Sunday
        "2026-10-24",
        "2026-10-25",
        "2025-11-02",  # the first Sunday of November
        "2026-11-01",  # the same, and All Saints' Day
        "2027-06-02",  # Wednesday
        "2027-10-04",  # Monday
        "2027-11-07",  # the first Sunday of November
    ),
    EMIRATES.zone: (
        "2025-03-28",  # the last Friday of Ramadan
        "2025-03-30",  # Eid al-Fitr
        "2025-06-05",  # the day of Arafat
        "2026-02-20",  # Ramadan
        "2026-03-05",
        "2026-03-19",  # Eid al-Fitr and the day before
        "2026-03-20",
        "2026-03-22",
        "2026-05-25",  # Arafat and Eid al-Adha
        "2026-05-26",
        "2026-05-29",
        "2026-06-16",
        "2026-12-01",  # national days
        "2026-12-02",
        "2026-12-04",
        "2027-01-01",  # Friday
        "2027-12-03",  # Friday
    ),
    MEXICO.zone: (
        "2024-10-01",  # a new president
        "2026-02-02",
        "2026-03-13",
        "2026-03-16",
        "2026-04-05",  # once an hour was skipped
        "2026-05-01",
        "2026-09-15",
        "2026-09-16",
        "2026-10-25",  # once an hour was repeated
        "2026-11-16",
        "2027-05-01",  # Saturday
        "2030-10-01",  # a new president
    ),
}
EVERYWHERE = (
    "2024-12-24",
    "2026-09-22",
    "2026-09-24",
    "2026-09-25",
    "2026-09-26",
    "2026-09-27",
    "2026-12-23",
    "2026-12-24",
    "2026-12-25",
    "2026-12-26",
    "2026-12-31",
    "2027-01-01",
    "2028-02-29",
    "2031-12-31",
)
"""An ordinary week from Tuesday to Sunday, the turns of the year, a leap day."""

NIGHT = ("00:00", "01:30", "02:30", "03:00", "23:59")
AROUND_OPENING_AND_CLOSING = tuple(
    (datetime(2000, 1, 1, hour) + timedelta(seconds=seconds)).strftime("%H:%M:%S")
    for hour in (7, 8, 9, 12, 17, 18)
    for seconds in (-60, -1, 0, 1, 60)
)
LUNCH = ("12:30", "13:00", "14:00")
TIMES = (*NIGHT, *AROUND_OPENING_AND_CLOSING, *LUNCH)


def instants(zone: str) -> tuple[datetime, ...]:
    """Every time on every day, on the zone's wall clock; both of a repeated hour."""
    office = ZoneInfo(zone)
    walls = (
        datetime.combine(date.fromisoformat(day), time.fromisoformat(at), office)
        for day in (*EVERYWHERE, *DAYS[zone])
        for at in TIMES
    )
    both = (wall.replace(fold=fold) for wall in walls for fold in (0, 1))
    return tuple({wall.astimezone(UTC): wall for wall in both}.values())
