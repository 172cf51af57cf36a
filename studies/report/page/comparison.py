"""Two policies on the same incidents: what changes, in a bar, in sums, and ticket by ticket."""

from collections.abc import Iterator

from studies.report import compared
from studies.report.page.markup import Markup, svg, tag
from studies.report.page.section import section
from studies.report.page.tables import table
from studies.report.tables import number
from studies.simulation.comparing import EFFECTS, Comparison

CHANGES = 300
"""Tickets that the page lists; the JSON has all."""
WIDTH, HEIGHT = 640, 44


def comparison_section(comparison: Comparison) -> Markup:
    """Everything about the comparison."""
    sums = [part for one in compared.all_of(comparison) for part in (tag("h3", one.title), table(one))]
    changes = compared.changes(comparison, CHANGES)
    every = [tag("details", tag("summary", changes.title), table(changes))] if changes.rows else []
    label = compared.headline(comparison)
    bar = tag("div", svg(WIDTH, HEIGHT, *_parts(comparison), label=label), class_="wide narrow")
    woken = tag("p", compared.woken(comparison), class_="answer")
    return section("What would change?", label, compared.MEANING, bar, woken, *sums, *every)


def _parts(comparison: Comparison) -> Iterator[Markup]:
    """One bar for all tickets, a part for each effect; what is too narrow for its name has it below."""
    whole, x, named = max(sum(comparison.effects.values()), 1), 0.0, 0.0
    for effect in EFFECTS:
        many = comparison.effects[effect]
        if not many:
            continue
        width, words = WIDTH * many / whole, f"{number(many)} {effect}"
        yield tag("g", tag("title", words), tag("rect", x=x, y=0, width=width, height=26, class_=effect))
        room = 7 * len(words) + 6
        if width > room:
            yield tag("text", words, x=x + 6, y=17, class_="in")
        else:
            at = min(max(x, named), WIDTH - room)
            yield tag("text", words, x=at, y=40, class_="strong")
            named = at + room
        x += width
