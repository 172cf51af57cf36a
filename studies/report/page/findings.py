"""What each picture and table of the page shows, as a title that says it."""

from datetime import date

from domain.ticket.events import Escalated, PromiseMissed
from studies.report.tables import clocked, count, hours, number, percent, promised
from studies.simulation.report import Report
from studies.simulation.running import Life


def promises(report: Report) -> str:
    """How many promises were kept, and at which priority the fewest."""
    rows = [row for row in report.promises if row.judged]
    kept, judged = sum(row.kept for row in rows), sum(row.judged for row in rows)
    if not rows:
        return "No promise has been judged yet"
    weakest = min(rows, key=lambda row: row.kept / row.judged)
    if kept == judged:
        return f"All {number(judged)} were"
    least = f", fewest of {weakest.priority} {promised(weakest)}: {percent(weakest.kept, weakest.judged)}"
    return f"{percent(kept, judged)} of {number(judged)} were" + (least if len(rows) > 1 else "")


def escalations(report: Report) -> str:
    """How many escalations there were, and in which week most of them."""
    weeks: dict[str, int] = {}
    for one in report.escalations:
        for week, many in one.weeks.items():
            weeks[week] = weeks.get(week, 0) + many
    most = max(weeks, key=lambda week: (weeks[week], week))
    monday = date.fromisoformat(most)
    return f"{count(sum(weeks.values()), 'escalation')}, most in the week of {monday:%-d %B %Y}: {number(weeks[most])}"


def paused(report: Report) -> str:
    """How much time was waited, and on whom most of it."""
    whole = sum(one.working_seconds for one in report.paused)
    most = max(report.paused, key=lambda one: one.working_seconds)
    share = f", {percent(most.working_seconds, whole)} of it on the {most.on}" if whole else ""
    return f"{hours(whole)} of working time did not count{share}"


def nearest(report: Report) -> str:
    """The closest call."""
    near = report.nearest[0]
    verb = "has" if near.state == "open" else "had"
    return f"{near.incident} {verb} {clocked(near.left)} h left of {clocked(near.budget)} h for its {near.promise}"


def rows(report: Report) -> str:
    """Whether every row is accounted for."""
    source = report.source
    lost = f"; {number(source.reported)} could not be read" if source.reported else ", and every one could be read"
    return f"All {number(source.rows)} are accounted for{lost}"


def life(one: Life) -> str:
    """What became of one ticket."""
    events = [moment.recorded.event for moment in one.moments]
    missed = [f"{event.promise} late" for event in events if isinstance(event, PromiseMissed)]
    reached = [event.after for event in events if isinstance(event, Escalated)]
    climbed = [f"up to {reached[-1]} in {count(len(reached), 'step')}"] if reached else []
    return ", ".join([*(dict.fromkeys(missed) or ["no promise late"]), *(climbed or ["never escalated"])])
