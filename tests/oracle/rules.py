"""What the three contracts say, written down a second time as plain tables, not taken from the contract files."""

from dataclasses import dataclass
from datetime import timedelta

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
MONDAY_TO_FRIDAY = (MON, TUE, WED, THU, FRI)
SUNDAY_TO_THURSDAY = (SUN, MON, TUE, WED, THU)


@dataclass(frozen=True)
class Office:
    """A team's hours. All begin and end on the hour, so the hours of the wall clock that are open say everything."""

    zone: str
    country: str
    days: tuple[int, ...]
    hours: range
    extension: range | None = None
    """The hours on Saturdays and public holidays; `None` where those are closed."""


AMERICAS = Office("America/New_York", "US", MONDAY_TO_FRIDAY, range(7, 17))
EUROPE = Office("Europe/Rome", "IT", MONDAY_TO_FRIDAY, range(9, 18))
MIDDLE_EAST = Office("Asia/Dubai", "AE", SUNDAY_TO_THURSDAY, range(9, 18))
EMIRATES = Office("Asia/Dubai", "AE", MONDAY_TO_FRIDAY, range(9, 18))
MEXICO = Office("America/Mexico_City", "MX", MONDAY_TO_FRIDAY, range(9, 18))

OFFICES = {"americas": AMERICAS, "europe": EUROPE, "middle-east": MIDDLE_EAST, "middle-east-uae": EMIRATES}
EXTENSIONS = {
    "imagiclecare-4.1": {
        "americas": range(7, 12),
        "europe": range(9, 18),
        "middle-east": range(12, 18),
        "middle-east-uae": range(12, 18),
    },
    "imagiclecare-5.0": {
        "americas": range(8, 12),
        "europe": range(9, 18),
        "middle-east": range(12, 18),
        "middle-east-uae": range(12, 18),
    },
}

REST_OF_THE_WORLD = "rest-of-the-world"

NEAREST = {
    "America/Sao_Paulo": "americas",
    "Pacific/Honolulu": "americas",
    "Africa/Lagos": "europe",
    "Europe/Athens": "europe",
    "Asia/Karachi": "middle-east",
    "Asia/Kolkata": "middle-east",
    "Asia/Tokyo": "middle-east",
}
"""The theatre of a customer in the rest of the world, by the time zone: the one with the nearest standard offset."""

ASIA_PACIFIC = ("Asia/Kolkata", "Asia/Tokyo")
"""Those of the zones above that have a standard offset from +05:30 to +14:00: no on-call service."""

PLANS = ("basic", "gold", "platinum")
PRIORITIES = ("P1", "P2", "P3", "P4")
CHANNELS = ("web", "phone", "chat", "email", "proactive")
LANGUAGES = ("en", "it", "fr", "es", "de", "pt", "ar")

REACTION = {"P1": 1 * HOUR, "P2": 2 * HOUR, "P3": 4 * HOUR, "P4": 8 * HOUR}
"""Gold's and Platinum's. Basic has the close of the first working day after the date of the opening for P1, two
working days for P2, no target below."""

ESCALATION_HOURS = {
    "P1": {2: "team-leader", 8: "support-manager", 16: "co-ceo-cto"},
    "P2": {4: "team-leader", 16: "support-manager", 40: "co-ceo-cto"},
    "P3": {16: "team-leader", 40: "support-manager"},
    "P4": {40: "team-leader"},
}
IN_WORKING_DAYS = {2: 2, 4: 3, 8: 5, 16: 10, 40: 20}
"""The column of the matrix, and what it is in the working days of the Basic plan."""

LEVELS = ("team-leader", "support-manager", "co-ceo-cto")
RENAMED_IN_5_0 = {"team-leader": "support-regional-manager"}

ON_CALL_PRIORITIES = {"imagiclecare-4.1": ("P1", "P2"), "imagiclecare-5.0": ("P1",)}
ON_CALL_CHANNELS = ("phone", "proactive")
"""Given in English, whatever language the request is in."""

NO_DAYS_OFF = {"IT": ("National Unity Day",)}
"""What the `holidays` package has among a country's public holidays, and what is no day off."""

GUARANTEED_LANGUAGES_IN_5_0 = {
    "europe": ("en", "it"),
    REST_OF_THE_WORLD: ("en", "it"),
    "middle-east": ("ar", "en"),
    "middle-east-uae": ("ar", "en"),
    "americas": ("en",),
}

IMAGEN_ATTENTION = {"critical": 2 * HOUR, "serious": 4 * HOUR, "minor": 24 * HOUR}
IMAGEN_CHANNELS = ("web", "phone", "email", "whatsapp")
IMAGEN_LEVELS = ("support-manager", "manufacturer")
