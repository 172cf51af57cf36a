"""The status page in Temporal's pages: what people wrote is text there, whatever it would be in Markdown."""

import html
import re
from datetime import timedelta

from markdown_it import MarkdownIt

from domain.clock.advance import after
from domain.showing.snapshot import snapshot
from domain.ticket.commands import AddNote, Assign, WaitForThirdParty
from domain.ticket.evolve import evolve
from tests.activities.lives import MONDAY, Life
from workflows.ticket.showing.status_markdown import page

LINK = "[call us](https://evil.example) ![](https://evil.example/pixel.png) <b>now</b> **NOW**"


def test_the_words_of_customers_and_colleagues_are_text() -> None:
    life = Life("ROSSI-1", customer="# *Bäckerei* <Rossi>", subject=f"{LINK} \u202e")
    life.does(AddNote(text=f"# urgent\n\n- {LINK}\n{'x' * 4000}", by="<i>Ann</i>"), MONDAY + timedelta(minutes=1))
    life.does(WaitForThirdParty(party="[Carrier](https://evil.example)"), MONDAY + timedelta(minutes=2))
    life.does(Assign(to="`Bo`"), MONDAY + timedelta(minutes=3))

    rendered = MarkdownIt("commonmark").render(
        page(snapshot(after(evolve(None, life.stream[0]), life.stream[1:]), None), life.stream)
    )

    assert set(re.findall(r"</?(\w+)", rendered)) == {"p", "strong", "ul", "li"}
    seen = html.unescape(re.sub(r"<[^>]+>", "", rendered))
    assert f"# *Bäckerei* <Rossi>: {LINK}\n" in seen
    assert "waiting on [Carrier](https://evil.example), at support-team" in seen
    assert "note by <i>Ann</i>: # urgent - [call us](https://evil.example) ![]" in seen
    assert "assigned to `Bo`" in seen
    assert "xxx…" in seen
