from datetime import timedelta

import pytest

from activities.journal.journal import Journal
from activities.journal.reader import JournalReader
from domain.ticket.commands import AddNote
from tests.activities.lives import MONDAY, Life


@pytest.mark.parametrize(
    "text",
    [
        "Perché il centralino dà «occupato»? Costa 3 €",
        "電話が繋がりません。お願いします",
        "الهاتف لا يعمل منذ الصباح",
        "שלום, אין צליל חיוג",
        "Телефон не работает, «срочно»!",
        "नमस्ते, फ़ोन काम नहीं कर रहा",
        "📞🔥 👩🏽‍💻 🏳️‍🌈 and an e\u0301 in two parts",
        'quotes " and \\ and \\u0041, \\u0000 spelled out, ; drop table events; -- $1 {0} %s',
        "two lines\nand\ta tab, \u200b nothing, \u200f from the right, \U0010ffff the last",
    ],
)
async def test_texts_of_all_languages_come_back_as_they_were(
    journal: Journal, reader: JournalReader, text: str
) -> None:
    line = " ".join(text.split())
    life = Life("ROSSI-1", customer=line, subject=line)
    life.does(AddNote(text=text, by=line), MONDAY + timedelta(minutes=5))

    await journal.write(life.entry())

    assert await reader.stream("ROSSI-1") == life.events
    assert await reader.list_tickets() == [life.standing]
    assert [recorded.event.text for recorded in life.events if recorded.event.type == "NoteAdded"] == [text]


@pytest.mark.parametrize(
    "written", ["\x00nothing\x00", "half \ud83d", "two\u2028lines\r\n", "x" * 100_000, "\x1b[2J", " "]
)
async def test_what_a_database_would_not_take_is_mended_before(
    journal: Journal, reader: JournalReader, written: str
) -> None:
    life = Life("ROSSI-1", subject=written)
    life.does(AddNote(text=written), MONDAY + timedelta(minutes=5))

    await journal.write(life.entry())

    assert await reader.stream("ROSSI-1") == life.events
