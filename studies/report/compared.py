"""The comparison as tables of words."""

from collections.abc import Iterator

from studies.report import nights
from studies.report.tables import Table, count, number, percent, promised
from studies.simulation.comparing import EFFECTS, Comparison, Fate
from studies.simulation.report import Report, Told

SHOWN = 20


def names(comparison: Comparison) -> tuple[str, str]:
    """What the two policies are called: by contract, and by plan too where that is the same."""
    one, other = (" / ".join(report.policies) or "nothing" for report in (comparison.before, comparison.after))
    return one, other


def headline(comparison: Comparison) -> str:
    """What changes, in a sentence."""
    effects, (one, other) = comparison.effects, names(comparison)
    left = f"; {number(comparison.not_comparable)} cannot be compared" if comparison.not_comparable else ""
    return (
        f"Under {other} in place of {one}: better for {count(effects['better'], 'ticket')}, "
        f"worse for {number(effects['worse'])}, otherwise for {number(effects['otherwise'])}, "
        f"the same for {number(effects['same'])}{left}."
    )


MEANING = (
    "Better: fewer promises broken, or as many and a lower level in the end; worse: the other way round; otherwise: "
    "other promises broken, or other alarms."
)


def woken(comparison: Comparison) -> str:
    """Who is woken at night, before and after."""
    return f"Woken at night now: {nights.answer(comparison.before)} Against: {nights.answer(comparison.after)}"


def all_of(comparison: Comparison) -> Iterator[Table]:
    """Every table of sums, in the order of the comparison."""
    yield Table(
        "Tickets by priority (the one in the end, now)",
        ("priority", *EFFECTS),
        [(name, *(number(counts[effect]) for effect in EFFECTS)) for name, counts in comparison.by_priority.items()],
    )
    yield sums(comparison)
    yield told(comparison)


def sums(comparison: Comparison) -> Table:
    """Promises in sum, side by side."""
    one, other = (_by_promise(report) for report in (comparison.before, comparison.after))
    rows = [
        (name, _kept(one.get(name, (0, 0))), _kept(other.get(name, (0, 0)))) for name in dict.fromkeys([*one, *other])
    ]
    rows.append(("escalations", number(_steps(comparison.before)), number(_steps(comparison.after))))
    return Table("In sum", ("", "now", "against"), rows)


def told(comparison: Comparison) -> Table:
    """Who would have been told how often, side by side: in all, and while the office was closed."""
    one, other = ({told.recipient: told for told in report.told} for report in (comparison.before, comparison.after))
    nobody = Told(recipient="", alarms=0, news=0, outside=0, night=0, night_alarms=0, nights=0)
    rows = []
    for name in dict.fromkeys([*one, *other]):
        pairs = zip(_counts(one.get(name, nobody)), _counts(other.get(name, nobody)), strict=True)
        rows.append((name, *(_pair(*pair) for pair in pairs)))
    return Table("Who is told", ("who", "alarms", "news", "office closed", "at night", "woken"), rows)


def _counts(told: Told) -> tuple[int, ...]:
    return told.alarms, told.news, told.outside, told.night, told.night_alarms


def changes(comparison: Comparison, most: int) -> Table:
    """The tickets that do not fare the same."""
    every, shown = len(comparison.changes), comparison.changes[:most]
    title = "Ticket by ticket" + (f", the {number(most)} most changed of {number(every)}" if every > most else "")
    rows = [(one.incident, one.effect, _fate(one.before), _fate(one.after)) for one in shown]
    return Table(title, ("ticket", "fares", "now", "against"), rows, texts=4)


def _by_promise(report: Report) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for row in report.promises:
        kept, judged = found.get(promised(row), (0, 0))
        found[promised(row)] = kept + row.kept, judged + row.judged
    return found


def _kept(counts: tuple[int, int]) -> str:
    kept, judged = counts
    return f"{number(kept)} of {number(judged)} kept ({percent(kept, judged)})" if judged else "not promised"


def _steps(report: Report) -> int:
    return sum(one.by_clock + one.asked for one in report.escalations)


def _pair(before: int, after: int) -> str:
    return number(before) if before == after else f"{number(before)} → {number(after)}"


def _fate(fate: Fate) -> str:
    broken = ", ".join(fate.broken)
    kept = f"broken: {broken}" if broken else "all kept"
    return f"{fate.priority}, {fate.level}, {kept}, {count(fate.alarms, 'alarm')}"
