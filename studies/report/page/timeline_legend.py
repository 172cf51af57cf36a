"""How to read a timeline: the colours and marks that all of them share, and the levels of one."""

from studies.report.page.markup import Markup, join, svg, tag
from studies.report.page.timeline import level_colour, levels
from studies.simulation.running import Life


def timeline_legend() -> Markup:
    """What each colour and each mark is."""
    return tag(
        "ul",
        _entry(tag("span", class_="swatch open"), "office open"),
        _entry(tag("span", class_="swatch shut"), "closed"),
        _entry(tag("span", class_="swatch runs"), "the clock runs"),
        _entry(tag("span", class_="swatch waits striped"), "it waits"),
        _entry(tag("span", class_="swatch resolved"), "resolved"),
        _entry(_mark(tag("path", d="M7 1l6 11h-12z", class_="warning")), "warning"),
        _entry(_mark(tag("circle", cx=7, cy=7, r=5.5, class_="kept")), "promise kept"),
        _entry(_mark(tag("path", d="M2 2l10 10m0 -10l-10 10", class_="cross")), "promise late"),
        class_="legend",
    )


def levels_legend(life: Life) -> Markup:
    """Who had the ticket, in the order in which they got it; nothing where that is one level, named on its bar."""
    climbed = levels(life)
    if len(climbed) == 1:
        return join()
    return tag(
        "ul",
        *(_entry(tag("span", class_=f"swatch {level_colour(life, level)}"), level) for _, level in climbed),
        class_="legend",
    )


def _entry(sign: Markup, words: str) -> Markup:
    return tag("li", join(sign, " ", words))


def _mark(shape: Markup) -> Markup:
    return svg(14, 14, shape, label="", class_="mark", aria_hidden="true")
