import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from studies.report.page.markup import Markup, join, tag, text
from studies.report.page.page import page
from studies.simulation.rebinding import Against
from studies.simulation.study import conduct, story, study, telling
from tests.studies.simulation.given import json_line, reader

HOSTILE = "</text></svg><script>alert(1)</script>\"'&<b>"
COMMANDS = [
    {"type": "acknowledge", "at": "2026-03-02 10:10"},
    {"type": "wait_for_customer", "at": "2026-03-02 11:00", "question": HOSTILE},
    {"type": "customer_responded", "at": "2026-03-02 14:00", "text": HOSTILE},
    {"type": "resolve", "at": "2026-03-04 10:00", "summary": HOSTILE},
]
VOID = {"meta", "br"}


class Tags(HTMLParser):
    """Checks that every element is closed, and keeps which there are, with their attributes, and every text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("page") / "incidents.jsonl"
    lines = [
        json_line(customer=HOSTILE, subject=HOSTILE, commands=COMMANDS),
        json_line(ticket="T-2", commands=[{"type": "resolve", "at": "2026-03-02 10:30"}]),
        json_line(ticket="T-3", opened_at="2026-03-02 23:10"),
        json_line(ticket="T-4", opened_at="2026-03-02 12:00", language="fi"),
        HOSTILE + "\n",
    ]
    asked = study(file, reader(file, "".join(lines)), "Europe/Rome", against=Against("imagiclecare-5.0", plan="basic"))
    found = conduct(asked)
    return page(found.report, found.comparison, telling(asked, found))


def tags(html: str) -> Tags:
    found = Tags()
    found.feed(html)
    found.close()
    assert found.open == []
    return found


def test_texts_and_attributes_are_escaped_and_what_steers_is_spelled_out() -> None:
    made = tag("p", HOSTILE, title=HOSTILE)
    parsed = tags(made)
    assert [name for name, _ in parsed.found] == ["p"]
    assert parsed.found[0][1]["title"] == HOSTILE
    assert "".join(parsed.texts) == HOSTILE
    assert text("a\x1b[31m\u202eb") == "a\\u001b[31m\\u202eb"
    assert join(Markup("<i>"), "<i>") == "<i>&lt;i&gt;"


def test_the_page_is_whole_and_hostile_texts_stay_texts(made: str) -> None:
    found = tags(made)
    assert "script" not in {name for name, _ in found.found}
    assert any("alert(1)" in words for words in found.texts)


def test_the_page_needs_nothing_but_itself(made: str) -> None:
    found = tags(made)
    outside = {"src", "href", "srcset", "data", "action"}
    assert [one for one in found.found if outside & one[1].keys()] == []
    assert not re.search(r"@import|url\((?!#)", made)
    assert not [name for name, attributes in found.found for key in attributes if key.startswith("on")]


def test_each_picture_is_well_formed_and_says_what_it_shows(made: str) -> None:
    pictures = re.findall(r"<svg.*?</svg>", made, re.DOTALL)
    assert len(pictures) > 5
    for picture in pictures:
        root = ElementTree.fromstring(picture)
        assert root.get("aria-label") or root.get("aria-hidden")


def test_the_page_answers_who_is_woken_at_night_and_accounts_for_every_row(made: str) -> None:
    words = " ".join(" ".join(tags(made).texts).split())
    assert "Who would have been woken at night?" in words
    assert "Who would have been woken at night? Nobody." in words
    assert "News, which wakes nobody, came at night too: support-team 1." in words
    assert "All 10 are accounted for; 1 could not be read incidents.jsonl: 9 were used, 0 changed nothing." in words
    assert "4 incidents: 3 simulated, 1 not opened." in words
    assert "the line is not JSON" in words


def test_a_page_without_any_ticket_can_be_made(tmp_path: Path) -> None:
    file = tmp_path / "none.jsonl"
    asked = study(file, reader(file, json_line(language="fi")), "UTC")
    found = conduct(asked)
    assert "0 tickets under no contract" in page(found.report, None, telling(asked, found))


def test_a_timeline_shows_open_hours_pauses_warnings_and_escalations(tmp_path: Path) -> None:
    file = tmp_path / "one.jsonl"
    asked = study(file, reader(file, json_line(commands=COMMANDS)), "Europe/Rome")
    told = story(asked, "T-1")
    made = page(conduct(asked).report, None, told)
    (picture,) = re.findall(r'<svg[^>]*class="timeline".*?</svg>', made, re.DOTALL)
    titles = [title.text for title in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}title")]
    assert "open Mon 2 Mar 09:00 to 18:00" in titles
    assert {"running", "waiting on customer", "resolved"} <= {*titles}
    assert {"warning: 50% of the time has passed", "reaction kept", "team-leader"} <= {*titles}
    assert [title for title in titles if title and "of the time to team-leader" in title]
