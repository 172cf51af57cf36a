from datetime import timedelta

import pytest
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.journal.journal import Journal
from activities.journal.reader import JournalReader
from activities.names import JournalEntry
from domain.ticket.commands import Acknowledge, Close
from tests.activities.lives import MONDAY, Life


async def test_what_goes_through_temporal_is_what_the_journal_keeps(journal: Journal, reader: JournalReader) -> None:
    life = Life("ROSSI-1").does(Acknowledge(), MONDAY + timedelta(hours=3))
    payloads = await pydantic_data_converter.encode([life.entry()])
    (entry,) = await pydantic_data_converter.decode(payloads, [JournalEntry])

    await ActivityEnvironment().run(journal.keep, entry)

    assert await reader.stream("ROSSI-1") == life.events
    assert "PromiseMissed" in [recorded.event.type for recorded in life.events]


async def test_a_conflict_is_an_error_of_its_own_type_that_is_tried_again(journal: Journal) -> None:
    life = Life("ROSSI-1").does(Acknowledge(), MONDAY + timedelta(minutes=5))
    other = Life("ROSSI-1").does(Close(), MONDAY + timedelta(minutes=5))
    await journal.write(life.entry())

    with pytest.raises(ApplicationError, match="another event 2 of ticket ROSSI-1") as refused:
        await ActivityEnvironment().run(journal.keep, other.entry())

    assert refused.value.type == "JournalConflict"
    assert not refused.value.non_retryable
