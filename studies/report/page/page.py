"""The whole page: what a support director reads, from the answer to the details."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from domain.ticket.ledger import CUSTOMER
from studies.report import nights, tables
from studies.report.page import findings
from studies.report.page.comparison import comparison_section
from studies.report.page.heat import heat_legend, heat_map, heat_title
from studies.report.page.markup import Markup, style_sheet, tag
from studies.report.page.section import section
from studies.report.page.shares import share_picture
from studies.report.page.tables import table
from studies.report.page.timeline import hatch, timeline
from studies.report.page.timeline_legend import levels_legend, timeline_legend
from studies.report.page.weeks import weeks_legend, weeks_picture
from studies.report.tables import Table, count, number, percent
from studies.simulation.comparing import Comparison
from studies.simulation.report import Report
from studies.simulation.stories import Story

STYLE = Path(__file__).with_name("page.css")
REMARKS = 200
"""Rows that the page lists; the JSON has all."""


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
        tag(
            "header",
            tag("h1", title),
            *(tag("p", line) for line in tables.summary(report, several=len(report.policies) > 1)),
        ),
        tag("main", *_sections(report, comparison, stories)),
        tag("footer", tag("p", "Made by Sundial. Times are those of the offices' wall clocks.")),
    )
    return "<!doctype html>\n" + tag("html", head, body, lang="en") + "\n"


def _sections(report: Report, comparison: Comparison | None, stories: Sequence[Story]) -> Iterator[Markup]:
    if comparison is not None:
        yield comparison_section(comparison)
    yield tag("section", *_tiles(report), class_="tiles", aria_label="At a glance")
    yield _nights(report)
    yield _promises(report)
    if report.escalations:
        why = "Each column is a week, each part of it the tickets that reached that level in it."
        pictures = weeks_legend(report), weeks_picture(report), table(tables.escalations(report))
        yield section("Who gets involved?", findings.escalations(report), why, *pictures)
    if report.paused:
        why = "The clocks of a ticket stand while it waits on somebody else; only working time makes a difference."
        yield section("Whom did tickets wait for?", findings.paused(report), why, table(tables.paused(report)))
    if stories:
        yield _stories(stories)
    if report.nearest:
        why = "Kept, or still open, with the largest share of the time used: hours and minutes of working time."
        yield section("What came nearest to a breach?", findings.nearest(report), why, table(tables.nearest(report)))
    yield _fine_print(report)


def _tiles(report: Report) -> Iterator[Markup]:
    kept, judged = sum(row.kept for row in report.promises), sum(row.judged for row in report.promises)
    team = [one for one in report.told if one.recipient != CUSTOMER]
    steps = sum(one.by_clock + one.asked for one in report.escalations)
    waited = sum(one.working_seconds for one in report.paused)
    woken = sum(one.night_alarms for one in team)
    quiet = sum(one.night for one in team) - woken
    yield _tile(number(woken), "alarms at night", f"and {number(quiet)} news, which wakes nobody")
    yield _tile(percent(kept, judged), "of promises kept", f"{number(judged - kept)} of {number(judged)} late")
    yield _tile(number(steps), "escalations", f"in {count(report.simulated, 'ticket')}")
    yield _tile(tables.hours(waited), "of working time paused", "waiting on others")


def _tile(figure: str, what: str, more: str) -> Markup:
    return tag("div", tag("strong", figure), tag("span", what), tag("small", more))


def _promises(report: Report) -> Markup:
    why = (
        "Each picture is a promise at one priority, and each bar a tenth of the time that the contract gives for it: "
        "what lies left of the deadline was in time, what lies right of it late."
    )
    pictures = [share_picture(row) for row in report.promises if row.judged]
    counted = table(tables.promises(report))
    return section(
        "Were the promises kept?", findings.promises(report), why, tag("div", *pictures, class_="grid"), counted
    )


def _nights(report: Report) -> Markup:
    heat = report.heat
    why = (
        "Alarms ask somebody to act: warnings, misses and escalations by the clock, and calls of the technician on "
        "call. News comes from people: a ticket opened, an answer. Below, what the team is told by weekday and hour "
        "of the office's clock."
    )
    maps = [
        tag("figure", tag("figcaption", *heat_title(counts, name)), heat_map(counts, heat.outside, name))
        for name, counts in (("alarms", heat.alarms), ("news", heat.news))
    ]
    woken = [tag("h3", nights.alarms(report).title), table(nights.alarms(report))] if report.woken else []
    return section(
        nights.QUESTION,
        nights.answer(report),
        nights.news(report),
        *woken,
        tag("p", why, class_="intro"),
        heat_legend(),
        tag("div", *maps, class_="grid maps"),
        table(tables.told(report)),
    )


def _stories(stories: Sequence[Story]) -> Markup:
    return tag(
        "section",
        tag("p", "What happened to single tickets?", class_="question"),
        timeline_legend(),
        *(_story(story) for story in stories),
    )


def _story(story: Story) -> Markup:
    ticket, events = story.life.moments[-1].ticket, tables.story(story.life)
    policy = f"under {ticket.terms.contract} {ticket.terms.plan}"
    who = f"{story.why[0].upper()}{story.why[1:]}: {ticket.customer}, {ticket.subject}, {policy}"
    return tag(
        "article",
        tag("h2", f"{ticket.id}: {findings.life(story.life)}"),
        tag("p", who, class_="intro"),
        timeline(story.life),
        levels_legend(story.life),
        tag("details", tag("summary", f"All {len(events.rows)} events of {ticket.id}"), table(events)),
    )


def _fine_print(report: Report) -> Markup:
    source = report.source
    unjudged = f", {number(len(report.held_back))} not judged" if report.held_back else ""
    told = (
        f"{source.file}: {number(source.used)} were used, {number(source.unchanged)} changed nothing. "
        f"{count(report.incidents, 'incident')}: {number(report.simulated)} simulated, "
        f"{number(len(report.unopened))} not opened{unjudged}."
    )
    remarks = [(f"{one.line}", one.incident or "", one.sentence) for one in source.remarks[:REMARKS]]
    unopened = [(one.incident, one.sentence) for one in report.unopened[:REMARKS]]
    held = [(one.incident, one.sentence) for one in report.held_back[:REMARKS]]
    found = (
        tables.not_taken(report),
        Table(_first("Rows with a remark", len(source.remarks)), ("line", "incident", "remark"), remarks, texts=3),
        Table(_first("Not opened", len(report.unopened)), ("incident", "why"), unopened, texts=2),
        Table(_first("Not judged", len(report.held_back)), ("incident", "why"), held, texts=2),
    )
    parts = [part for one in found if one.rows for part in (tag("h3", one.title), table(one))]
    return section("What became of every row?", findings.rows(report), told, *parts)


def _first(title: str, many: int) -> str:
    return f"{title}, the first {number(REMARKS)} of {number(many)}" if many > REMARKS else title
