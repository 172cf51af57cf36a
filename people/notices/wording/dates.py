"""Instants, durations, lists and shares as a reader writes them, from the locale's own data."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from babel.core import Locale
from babel.dates import format_date, format_skeleton, format_time, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_percent
from babel.units import format_unit

from domain.business_time.zones import zone_named
from people.notices.wording.cleaning import isolated

_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " "})


class Writing:
    """How one locale writes in one zone. Raises `UnknownZone` for a zone that is none."""

    def __init__(self, locale: Locale, zone: str) -> None:
        self.locale, self._zone = locale, zone_named(zone)
        self.right_to_left = locale.text_direction == "rtl"

    def date(self, instant: datetime) -> str:
        """The date with its weekday: `Friday, October 29, 2032`."""
        return format_date(instant.astimezone(self._zone), "full", locale=self.locale)

    def briefly(self, instant: datetime) -> str:
        """Date and time without the year, for a line of a list or a pager: `Fri, Oct 29 4:00 PM CEST`."""
        day = format_skeleton("MMMEd", instant.astimezone(self._zone), locale=self.locale)
        return f"{day} {self.time(instant)}".translate(_SPACES)

    def time(self, instant: datetime) -> str:
        """The time and its zone, which no line break parts: `4:00 PM CEST`."""
        local = instant.astimezone(self._zone)
        # The abbreviation tells the two passes of a repeated hour apart. Zones without one have digits in its place.
        short = local.strftime("%Z")
        if not short.isalpha():
            seconds = int((local.utcoffset() or timedelta()).total_seconds())
            hours, minutes = divmod(abs(seconds) // 60, 60)
            short = f"UTC{'-' if seconds < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")
        time = format_time(local, "short", locale=self.locale).replace(" ", "\N{NO-BREAK SPACE}")
        return f"{time}\N{NO-BREAK SPACE}{isolated(short, self.right_to_left)}"

    @property
    def zone(self) -> str:
        """The zone by its name in the locale: `Central European Time`; one that lies nowhere by its key, as `UTC`."""
        if "/" not in self._zone.key or self._zone.key.startswith("Etc/"):
            return self._zone.key
        return get_timezone_name(self._zone, width="long", locale=self.locale)

    def share(self, fraction: float) -> str:
        """A fraction in percent: `75%`."""
        return format_percent(fraction, locale=self.locale)

    def listed(self, items: Sequence[str]) -> str:
        """Several things in one sentence: `a, b and c`."""
        return format_list(items, locale=self.locale)

    def hours(self, number: int) -> str:
        """Hours of the clock."""
        return format_unit(number, "duration-hour", locale=self.locale)

    def minutes(self, number: int) -> str:
        """Minutes of the clock."""
        return format_unit(number, "duration-minute", locale=self.locale)
