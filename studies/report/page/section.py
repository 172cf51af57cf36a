"""One section of the page: the question that it answers, the answer as its title, and how to read what follows."""

from studies.report.page.markup import Markup, tag


def section(question: str, answer: str, how: str, *children: str) -> Markup:
    """A section with its title."""
    heading = tag("h2", tag("span", question, class_="question"), " ", answer)
    return tag("section", heading, tag("p", how, class_="intro"), *children)
