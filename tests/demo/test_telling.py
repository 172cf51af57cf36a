"""How the story reads."""

import io

import pytest
from rich.console import Console

from demo.showing.showing import show_lives, show_summary
from demo.stage.life import Life
from domain.contract.library import Library


def text_of(lives: dict[str, Life], library: Library, width: int) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    show_lives(list(lives.values()), library, console)
    show_summary(list(lives.values()), 12.3, console)
    written = console.file
    assert isinstance(written, io.StringIO)
    return written.getvalue()


@pytest.mark.parametrize("width", [80, 100, 110])
def test_it_fits_and_a_pipe_gets_plain_text(lives: dict[str, Life], library: Library, width: int) -> None:
    text = text_of(lives, library, width)
    assert max(map(len, text.splitlines())) <= width
    assert all(character.isprintable() or character == "\n" for character in text)


def test_each_line_says_when_in_office_time_what_why_and_who_was_told(lives: dict[str, Life], library: Library) -> None:
    lines = text_of({"gold-weekend": lives["gold-weekend"]}, library, 110).splitlines()
    at = next(number for number, line in enumerate(lines) if "co-ceo-cto" in line)
    assert [line.rstrip() for line in lines[at : at + 3]] == [
        "Mon 01 Nov 13:00 CET   escalated from support-manager to co-ceo-cto                   co-ceo-cto",
        "                       - 16 h counted: Fri 3 h, Sat 9 h, Mon (All Saints' Day) 4 h;   support-manager",
        "                       closed Sun; clocks went back on Sun",
    ]


@pytest.mark.parametrize(
    ("ticket", "said"),
    [
        ("gold-weekend", "reaction BREACHED"),
        ("basic-weekend", "reaction kept: 5 h of 12 h used, due Tue 02 Nov 18:00"),
        ("night-call", "reaction kept: 50 min of 1 h used, due Sun 07 Nov 01:15"),
        ("silent-customer", "the clock stands at 1 h 50 min, and nothing can be breached"),
        (
            "silent-customer",
            "40 h since the last step down: Wed 1 h, Thu 9 h, Sat 6 h, Sun 9 h, Mon 9 h, Tue 6 h; closed F",
        ),
        ("carrier-and-back", "not while waiting on TelcoNord; reached Thu 04 Nov 11:00, before the change"),
        ("carrier-and-back", "the clock goes on from 5 h 50 min"),
        ("ask-level-2", "an answer is due Sat 06 Nov 15:00, after 24 h of the clock"),
        ("ask-level-2", "only the answer of manufacturer runs on"),
        ("by-email", "reaction missed (no guarantee)"),
        ("solved-in-time", "Thu (Veterans Day) 4 h, Fri 1 h 45 min; closed Sun; clocks went back on Sun"),
    ],
)
def test_it_says_why(lives: dict[str, Life], library: Library, ticket: str, said: str) -> None:
    text = text_of({ticket: lives[ticket]}, library, 400)
    assert said in text


def test_at_the_end_stands_what_became_of_each(lives: dict[str, Life], library: Library) -> None:
    text = " ".join(text_of(lives, library, 110).split("All of them")[1].split())
    assert "gold-weekend imagiclecare-4.1 P1 closed, at 2 breached" in text
    assert "silent-customer imagiclecare-4.1 P2 to P4 waiting, at 1 kept" in text
    assert "by-email imagiclecare-5.0 P2 closed, at 1 missed" in text
