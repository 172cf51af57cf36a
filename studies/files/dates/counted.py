"""Instants that are a number: seconds since 1970, as programs count them, or days, as spreadsheets do.

How many digits a number has says which it is: ten of seconds reach from 2001 to 2286, and so do thirteen of
milliseconds. A spreadsheet counts days from 30 December 1899, with the time of the day as their fraction; five digits
reach from 1927 to 2173. A whole number of days has no time of the day, and is no instant; and one that reads as a date
with its hour (`2034010112`) could be that.
"""

import re
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY = datetime(1899, 12, 30)
_SINCE_1970 = re.compile(r"(\d{10})(?:\.(\d{1,9})|(\d{3}|\d{6}|\d{9}))?", re.ASCII)
_NET = re.compile(r"/Date\((\d{10,14})(?:[+-]\d{4})?\)/", re.ASCII)
"""Milliseconds, as .NET writes them in JSON; the offset behind them only says where that was."""
_HOUR = re.compile(r"(?:19|20|21)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])", re.ASCII)
_DAYS = re.compile(r"(\d{5})[.,](\d{1,12})", re.ASCII)


def counted(text: str) -> datetime | None:
    """The instant that a number is: aware where it counts from 1970, on a wall clock where it counts days."""
    seconds = _SINCE_1970.fullmatch(text)
    if seconds is not None and not _HOUR.fullmatch(text):
        fraction = (seconds[2] or seconds[3] or "").ljust(6, "0")
        return _EPOCH + timedelta(seconds=int(seconds[1]), microseconds=int(fraction[:6]))
    net = _NET.fullmatch(text)
    if net is not None:
        return _EPOCH + timedelta(milliseconds=int(net[1]))
    days = _DAYS.fullmatch(text)
    if days is not None:
        # Its last digits are less than a second, and only what is left of computing with fractions.
        within = round(int(days[2]) * 86_400 / 10 ** len(days[2]))
        return _FIRST_DAY + timedelta(days=int(days[1]), seconds=within)
    return None
