"""The whole page: what a support director reads, from the answer to the details."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from domain.ledger import CUSTOMER
from simulation import compared, tables
from simulation.comparing import EFFECTS, Comparison
from simulation.page.heat import heat_map
from simulation.page.markup import Markup, join, style_sheet, svg, tag
from simulation.page.shares import share_picture
from simulation.page.tables import table
from simulation.page.timeline import hatch, timeline
from simulation.page.weeks import legend, weeks_picture
from simulation.report import Report
from simulation.stories import Story
from simulation.tables import count, number, percent

STYLE = Path(__file__).with_name("page.css")
CHANGES = 300
"""Tickets that a comparison lists; the JSON has all."""
REMARKS = 200


def page(report: Report, comparison: Comparison | None, stories: Sequence[Story]) -> str:
    """One HTML document that needs nothing else."""
    policies = " and ".join(report.policies) or "no contract"
    title = (
        f"{count(report.simulated, 'ticket')} under {policies if len(report.policies) <= 3 else 'several contracts'}"
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"Sundial: {title}"),
        style_sheet(STYLE.read_text(encoding="utf-8")),
    )
    body = tag(
        "body",
        hatch(),
        tag("header", tag("h1", title), *(tag("p", line) for line in tables.summary(report))),
        tag("main", *_sections(report, comparison, stories)),
        tag("footer", tag("p", "Made by Sundial. Times are those of the offices' wall clocks.")),
    )
    return "<!doctype html>\n" + tag("html", head, body, lang="en") + "\n"


def _sections(report: Report, comparison: Comparison | None, stories: Sequence[Story]) -> Iterator[Markup]:
    if comparison is not None:
        yield _comparison(comparison)
    yield tag("section", *_tiles(report), class_="tiles")
    yield _promises(report)
    yield _nights(report)
    if report.escalations:
        yield _section(
            "Who gets involved, week by week",
            "Each column is a week and each part of it the tickets that reached that level in it.",
            legend(report),
            weeks_picture(report),
        )
    if report.paused:
        why = "The clocks of a ticket stand while it waits on somebody else; only working time makes a difference."
        yield _section("Whom tickets waited for", why, table(tables.paused(report)))
    if stories:
        yield _stories(stories)
    if report.nearest:
        yield _section(
            "Nearest to a breach", "Kept, or still open, with the least time left.", table(tables.nearest(report))
        )
    yield _fine_print(report)


def _section(title: str, intro: str, *children: str) -> Markup:
    return tag("section", tag("h2", title), tag("p", intro, class_="intro"), *children)


def _tiles(report: Report) -> Iterator[Markup]:
    kept, judged = sum(row.kept for row in report.promises), sum(row.judged for row in report.promises)
    team = [one for one in report.told if one.recipient != CUSTOMER]
    steps = sum(one.by_clock + one.asked for one in report.escalations)
    waited = sum(one.working_seconds for one in report.paused)
    yield _tile(percent(kept, judged), "of promises kept", f"{number(judged - kept)} of {number(judged)} late")
    yield _tile(number(steps), "escalations", f"in {count(report.simulated, 'ticket')}")
    nights = sum(one.night_alarms for one in team)
    yield _tile(number(nights), "alarms at night", f"and {number(sum(one.night for one in team) - nights)} news")
    yield _tile(tables.hours(waited), "of working time paused", "waiting on others")


def _tile(figure: str, what: str, more: str) -> Markup:
    return tag("div", tag("strong", figure), tag("span", what), tag("small", more))


def _promises(report: Report) -> Markup:
    why = (
        "Each picture is a promise at one priority. A bar is a tenth of the time that the contract gives: those left "
        "of the line were in time, those right of it late."
    )
    pictures = [share_picture(row) for row in report.promises if row.judged]
    return _section(
        "Were the promises kept?", why, tag("div", *pictures, class_="grid"), table(tables.promises(report))
    )


def _nights(report: Report) -> Markup:
    heat = report.heat
    why = (
        "What the team is told, by weekday and hour of the office's clock. Alarms are raised by the clock: warnings, "
        "misses, escalations. News come from people: a ticket opened, an answer. A dot marks hours in which the "
        "office was closed."
    )
    maps = [
        tag("figure", tag("figcaption", tag("b", name)), heat_map(counts, heat.outside, name))
        for name, counts in (("Alarms", heat.alarms), ("News", heat.news))
    ]
    return tag(
        "section",
        tag("h2", "Who would have been woken at night?"),
        tag("p", tables.night(report), class_="answer"),
        tag("p", why, class_="intro"),
        tag("div", *maps, class_="grid maps"),
        table(tables.told(report)),
    )


def _stories(stories: Sequence[Story]) -> Markup:
    why = (
        "Open hours are bright. The clock runs, waits (hatched) or has ended with the resolution. Triangles are "
        "warnings, a circle is a promise kept, a cross one that was not. The last lane is who has the ticket."
    )
    return _section("The story of single tickets", why, *(_story(story) for story in stories))


def _story(story: Story) -> Markup:
    ticket, events = story.life.moments[-1].ticket, tables.story(story.life)
    return tag(
        "article",
        tag("h3", ticket.id, tag("small", f" {story.why}: {ticket.customer}, {ticket.subject}")),
        timeline(story.life),
        tag("details", tag("summary", f"All {len(events.rows)} events"), table(events)),
    )


def _comparison(comparison: Comparison) -> Markup:
    effects = comparison.effects
    whole = max(sum(effects.values()), 1)
    x, bars = 0.0, list[Markup]()
    for effect in EFFECTS:
        width = 640 * effects[effect] / whole
        if width:
            bars.append(
                tag(
                    "g",
                    tag("title", f"{effect}: {effects[effect]}"),
                    tag("rect", x=x, y=0, width=width, height=26, class_=effect),
                )
            )
        if width > 70:
            bars.append(tag("text", f"{number(effects[effect])} {effect}", x=x + 6, y=17, class_=f"in {effect}name"))
        x += width
    named = [tag("h3", "Ticket by ticket"), table(compared.changes(comparison, CHANGES))]
    rest = [
        part
        for one in compared.all_of(comparison)
        if not one.title.startswith("Ticket by")
        for part in (tag("h3", one.title), table(one))
    ]
    return _section(
        "What would change?",
        compared.headline(comparison),
        tag("div", svg(640, 26, *bars, label=compared.headline(comparison)), class_="wide"),
        *rest,
        tag("details", tag("summary", "Every ticket that fares better or worse"), *named),
    )


def _fine_print(report: Report) -> Markup:
    source = report.source
    parts: list[str] = [
        tag(
            "p",
            f"{source.file} has {count(source.rows, 'row')}: {number(source.used)} were used, "
            f"{number(source.unchanged)} changed nothing, {number(source.reported)} could not be read. "
            f"{count(report.incidents, 'incident')}: {number(report.simulated)} simulated, "
            f"{number(len(report.unopened))} not opened.",
        )
    ]
    taken = tables.not_taken(report)
    if taken.rows:
        parts += [tag("h3", taken.title), table(taken)]
    remarks = [(f"{one.line}", one.incident or "", one.sentence) for one in source.remarks[:REMARKS]]
    if remarks:
        parts += [
            tag("h3", "Rows with a remark"),
            table(tables.Table("", ("line", "incident", "remark"), remarks, texts=3)),
        ]
    unopened = [(one.incident, one.sentence) for one in report.unopened[:REMARKS]]
    if unopened:
        parts += [tag("h3", "Not opened"), table(tables.Table("", ("incident", "why"), unopened, texts=2))]
    return tag(
        "section",
        tag("h2", "What became of every row"),
        tag("details", tag("summary", "Counts and remarks"), join(*parts), open=""),
    )
