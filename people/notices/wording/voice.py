"""How a reader is spoken to: the texts of their language with what is said put in, dates in their zone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from people.notices.wording.catalogue import locale_of, texts
from people.notices.wording.cleaning import END_OF_ISOLATE, ISOLATE, isolated
from people.notices.wording.dates import Writing
from people.notices.wording.reader import Reader


class Voice:
    """One language in one zone.

    `say`, `count` and `known` take texts as they stand in the code: that is how Babel finds them for the catalogues.
    """

    def __init__(self, language: str, zone: str) -> None:
        locale = locale_of(language)
        self.language: str = locale.language
        self._texts = texts(self.language)
        self._writing = Writing(locale, zone)
        self.right_to_left = self._writing.right_to_left

    def say(self, text: str, **values: str) -> str:
        """A sentence in this language. Values that are written in the other direction are isolated."""
        return self._texts.gettext(text) % self._apart(values)

    def count(self, one: str, many: str, number: int, **values: str) -> str:
        """A sentence about so many things; the number is its `%(number)d`."""
        return self._texts.ngettext(one, many, number) % {**self._apart(values), "number": number}

    def known(self, context: str, text: str) -> str:
        """A name in this language; as it is written where the catalogue does not know it."""
        return self._texts.pgettext(context, text)

    def apart(self, text: str) -> str:
        """A text of somebody else's, isolated where it is written in the other direction."""
        return isolated(text, self.right_to_left)

    def number(self, text: str) -> str:
        """A phone number, which is read from the left in any language."""
        return f"{ISOLATE}{text}{END_OF_ISOLATE}" if self.right_to_left else text

    def _apart(self, values: dict[str, str]) -> dict[str, str]:
        return {name: self.apart(value) for name, value in values.items()}

    def when(self, instant: datetime) -> str:
        """An instant in full, on the reader's clock: `Friday, October 29, 2032, 4:00 PM CEST`."""
        date, time = self._writing.date(instant), self._writing.time(instant)
        return self.say("%(date)s, %(time)s", date=date, time=time)

    def briefly(self, instant: datetime) -> str:
        """An instant without its year, on the reader's clock."""
        return self._writing.briefly(instant)

    def labelled(self, label: str, value: str) -> str:
        """A label and what it stands for, on one line."""
        return self.say("%(label)s: %(value)s", label=label, value=value)

    @property
    def zone(self) -> str:
        """The reader's zone by its name."""
        return self._writing.zone

    def share(self, fraction: float) -> str:
        """A fraction in percent."""
        return self._writing.share(fraction)

    def listed(self, items: Sequence[str]) -> str:
        """Several things in one sentence."""
        return self._writing.listed([self.apart(item) for item in items])

    def working_time(self, span: timedelta) -> str:
        """Business time, to the minute and not rounded up: `1 working hour and 30 working minutes`."""
        hours, minutes = _hours_and_minutes(span)
        parts = [self.count("%(number)d working hour", "%(number)d working hours", hours)] * bool(hours)
        if minutes or not hours:
            parts.append(self.count("%(number)d working minute", "%(number)d working minutes", minutes))
        return self._writing.listed(parts)

    def clock_time(self, span: timedelta) -> str:
        """Time around the clock: `1 hour and 30 minutes`."""
        hours, minutes = _hours_and_minutes(span)
        parts = [self._writing.hours(hours)] * bool(hours)
        return self._writing.listed([*parts, self._writing.minutes(minutes)] if minutes or not hours else parts)


def _hours_and_minutes(span: timedelta) -> tuple[int, int]:
    return divmod(int(span.total_seconds()) // 60, 60)


@lru_cache(maxsize=256)
def _voice(language: str, zone: str) -> Voice:
    return Voice(language, zone)


def voice_of(reader: Reader) -> Voice:
    """How this reader is spoken to. Raises `UnknownLanguage`, and `UnknownZone` for a zone that is none."""
    return _voice(reader.language, reader.zone)
