"""Each message fits the schema of its kind, whatever happened to a ticket."""

import json
from datetime import timedelta

import asyncpg
import pytest
from pydantic import BaseModel, ValidationError

from activities.journal.journal import Journal
from activities.journal.reader import JournalReader
from activities.webhooks.payloads import message_id, payload, seen
from activities.webhooks.schemas import payload_models
from domain.ticket.commands import Acknowledge
from domain.ticket.events import EVENTS
from domain.ticket.evolve import evolve
from domain.ticket.ticket import Ticket
from tests.activities.lives import MONDAY, Life
from tests.people.notices.told import lives


def test_there_is_a_model_for_each_type_of_event_whose_schema_tells_it_from_the_others() -> None:
    models = payload_models()

    assert set(models) == {event.__name__ for event in EVENTS}
    for name, model in models.items():
        schema = model.model_json_schema()
        assert schema["properties"]["type"]["const"] == name
        assert set(schema["required"]) == {"id", "type", "timestamp", "data"}
        assert schema["title"] == f"{name}Message"
        json.dumps(schema)
    assert len({model.__name__ for model in models.values()}) == len(EVENTS)


async def test_a_message_tells_the_event_as_it_was_recorded_and_the_ticket_before_and_after(
    journal: Journal, reader: JournalReader
) -> None:
    life = Life("ROSSI-1").rings(MONDAY + timedelta(hours=2))
    await journal.write(life.entry())
    [missed] = [one for one in life.events if one.event.type == "PromiseMissed"]

    told = json.loads(await payload(reader, "wh_0", 7, "ROSSI-1", missed.number))

    assert (told["id"], told["type"]) == (message_id("wh_0", 7), "PromiseMissed")
    assert told["timestamp"] == "2026-03-02T09:00:00Z"
    data = told["data"]
    assert (data["position"], data["ticket"]) == (7, "ROSSI-1")
    assert json.dumps(data["event"], separators=(",", ":")).startswith(missed.stored().decode()[:-1])
    assert data["event"]["digest"] == missed.digest
    before = {one["promise"]: one["state"] for one in data["before"]["promises"]}
    afterwards = {one["promise"]: one["state"] for one in data["after"]["promises"]}
    assert (before["reaction"], afterwards["reaction"]) == ("running", "missed")
    assert (data["before"]["standing"]["breached"], data["after"]["standing"]["breached"]) == (False, True)
    assert data["after"]["standing"]["events"] == missed.number


async def test_before_its_first_event_there_is_no_ticket(journal: Journal, reader: JournalReader) -> None:
    await journal.write(Life("ROSSI-1").does(Acknowledge(), MONDAY + timedelta(minutes=1)).entry())

    told = json.loads(await payload(reader, "wh_0", 1, "ROSSI-1", 1))

    assert told["data"]["before"] is None
    assert told["data"]["after"]["standing"]["events"] == 1


async def test_a_message_is_the_same_whenever_it_is_written(
    journal: Journal, reader: JournalReader, pool: asyncpg.Pool
) -> None:
    life = Life("ROSSI-1")
    await journal.write(life.entry())
    first = await payload(reader, "wh_0", 1, "ROSSI-1", 1)
    await journal.write(life.does(Acknowledge(), MONDAY + timedelta(minutes=1)).entry())

    assert await payload(reader, "wh_0", 1, "ROSSI-1", 1) == first


def test_every_event_of_many_lives_fits_the_model_of_its_type_and_no_other() -> None:
    seen_types = set()
    for one in lives():
        ticket: Ticket | None = None
        for recorded in one.life.stream:
            before, ticket = ticket, evolve(ticket, recorded)
            if recorded.event.type in seen_types:
                continue
            seen_types.add(recorded.event.type)
            told = {
                "id": "wh_0_1",
                "type": recorded.event.type,
                "timestamp": recorded.event.occurred_at.isoformat(),
                "data": {
                    "position": 1,
                    "ticket": ticket.id,
                    "event": recorded.model_dump(mode="json", exclude_none=True),
                    "before": seen(before).model_dump(mode="json", exclude_none=True) if before else None,
                    "after": seen(ticket).model_dump(mode="json", exclude_none=True),
                },
            }
            assert fits(payload_models()[recorded.event.type], told)
            other = "NoteAdded" if recorded.event.type != "NoteAdded" else "TicketClosed"
            assert not fits(payload_models()[other], told)
    assert len(seen_types) > 20


def fits(model: type[BaseModel], told: object) -> bool:
    try:
        model.model_validate_json(json.dumps(told))
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("ticket", ["A-1", "Z_9.9-x" * 14])
def test_the_id_of_a_message_is_made_of_the_webhook_and_the_position_alone(ticket: str) -> None:
    assert message_id("wh_0123456789abcdef", 41) == "wh_0123456789abcdef_41"
