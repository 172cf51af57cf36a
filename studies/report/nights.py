"""Who would have been woken at night: the answer in sentences, the alarms in a table, the week as a map of signs."""

from collections.abc import Iterator, Sequence

from domain.showing.sentences import office_time
from domain.ticket.ledger import CUSTOMER
from studies.report.tables import Table, count, number
from studies.simulation.calls import NIGHT, is_night
from studies.simulation.report import Report, Told

QUESTION = "Who would have been woken at night?"
SIGNS = "▁▂▃▄▅▆▇█"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def answer(report: Report) -> str:
    """The answer in a sentence."""
    woken = [_times(one.recipient, one.night_alarms, one.nights) for one in _team(report) if one.night_alarms]
    return f"{'; '.join(woken) or 'Nobody'}."


def news(report: Report) -> str:
    """What else there is to know: what night is, and who was told of news in it."""
    where = f"in {' and '.join(report.zones)}" if report.zones else "on each office's clock"
    night = f"Night is from {NIGHT[0]:02}:00 to {NIGHT[1]:02}:00 {where}"
    quiet = [(one.recipient, one.night - one.night_alarms) for one in _team(report)]
    told = ", ".join(f"{who} {number(times)}" for who, times in quiet if times)
    return f"{night}. News, which wakes nobody, came at night too: {told}." if told else f"{night}."


def alarms(report: Report) -> Table:
    """The alarms at night, one by one."""
    rows = [
        (office_time(one.at, one.zone), one.recipient, one.incident, one.priority, one.alarm) for one in report.woken
    ]
    left = sum(one.night_alarms for one in report.told) - len(rows)
    title = f"Alarms at night, the first {len(rows)} of {number(left + len(rows))}" if left else "Alarms at night"
    return Table(title, ("when", "who", "ticket", "priority", "alarm"), rows, texts=5)


def week(report: Report) -> Iterator[str]:
    """The alarms of the team by weekday and hour, the nights between bars."""
    most = max(map(max, report.heat.alarms))
    yield f"Alarms to the team by weekday and hour (night between the bars; {SIGNS[-1]} is {number(most)}, · none)"
    yield "      " + _row([f"{hour:02}" for hour in range(24)], " ")
    for day, counts in zip(DAYS, report.heat.alarms, strict=True):
        yield f"  {day} " + _row([_sign(many, most) * 2 for many in counts], "│")


def _row(cells: Sequence[str], bar: str) -> str:
    ends = [hour == 23 or is_night(hour) != is_night(hour + 1) for hour in range(24)]
    return bar + "".join(cell + (bar if end else " ") for cell, end in zip(cells, ends, strict=True))


def _sign(many: int, most: int) -> str:
    # The square root, so that one alarm is seen beside hundreds.
    return SIGNS[round((many / most) ** 0.5 * (len(SIGNS) - 1))] if many else "·"


def _team(report: Report) -> list[Told]:
    return [one for one in report.told if one.recipient != CUSTOMER]


def _times(who: str, times: int, nights: int) -> str:
    often = {1: "once", 2: "twice"}.get(times, f"{number(times)} times")
    return f"{who} {often}" if times == 1 else f"{who} {often}, in {count(nights, 'night')}"
