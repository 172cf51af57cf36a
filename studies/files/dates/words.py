"""The words in a written instant: months in the languages of our customers, weekdays, and halves of the day.

Every word is made English, so that a text of a program in Italian reads as one of a program in English does. A word
that is none of these stays, and then the text is no instant.
"""

import re
from functools import cache

LANGUAGES = ("en", "it", "fr", "de", "es", "pt")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_HALF = re.compile(r"(?<![^\W\d_])([ap])\.? ?m(?![^\W\d_])\.?", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.? ", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+\.?")
_BETWEEN = re.compile(r" (?:at|de) ", re.IGNORECASE)


def in_english(text: str) -> str:
    """The text with its months as `Jan` to `Dec`, its halves of the day as `AM` and `PM`, and no word for `at`."""
    halved = _HALF.sub(lambda found: f"{found[1].upper()}M", text)
    return _WORD.sub(lambda found: _month(found[0]), _BETWEEN.sub(" ", _BETWEEN.sub(" ", halved)))


def without_weekday(text: str) -> tuple[str, int | None]:
    """The text after the weekday with which it begins, in English, and the number of that (0 is Monday)."""
    found = _WEEKDAY.match(text)
    if found is None:
        return text, None
    return text[found.end() :], WEEKDAYS.index(found[1][:3].lower())


def _month(word: str) -> str:
    number = _months().get(_plain(word))
    return word if number is None else MONTHS[number - 1]


@cache
def _months() -> dict[str, int]:
    """Every name of a month, short or long, as programs write it in these languages."""
    # It takes a moment to load, and most files have no words in their instants.
    from babel import Locale

    found: dict[str, int] = {}
    for language in LANGUAGES:
        for context in Locale(language).months.values():
            for width in ("abbreviated", "wide"):
                found |= {_plain(name): number for number, name in context[width].items()}
    # What ICU and Java called them in earlier versions.
    return found | {"mrz": 3, "sept": 9, "sep": 9, "set": 9, "fev": 2, "ag": 8}


def _plain(name: str) -> str:
    return name.casefold().removesuffix(".")
