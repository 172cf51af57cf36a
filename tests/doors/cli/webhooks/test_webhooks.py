"""`sundial webhooks`: from a subscription to what failed and is sent again, on servers that run."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from activities.journal.database import open_pool
from activities.webhooks.store import WebhookStore
from domain.ticket.events import EVENTS
from runtime.running import Running
from runtime.settings import Settings
from tests.doors.cli.given.command_line import Desk, Outcome, starter
from tests.patience import until
from tests.people.channels.receivers import Receiver


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver() as made:
        yield made


@pytest.fixture
def open_to_all(shared_settings: Settings) -> Settings:
    return shared_settings.model_copy(update={"webhooks_to_private_addresses": True})


async def test_a_system_is_subscribed_told_given_another_secret_and_ended(
    desk: Desk, open_to_all: Settings, receiver: Receiver
) -> None:
    async def webhooks(*arguments: str) -> Outcome:
        return await asyncio.to_thread(starter, "webhooks", *arguments, settings=lambda: open_to_all)

    url = f"http://{receiver.host}/hooks"
    made = (await webhooks("create", url, "--kind", "PromiseMissed", "--customer", "Acme", "--json")).json
    id_ = made["webhook"]["id"]
    assert made["secret"].startswith("whsec_")

    listed = await webhooks("list")
    assert id_ in listed.out
    assert made["secret"] not in listed.out
    [one] = [one for one in (await webhooks("list", "--json")).json if one["id"] == id_]
    assert (one["url"], one["kinds"], one["customer"]) == (url, ["PromiseMissed"], "Acme")

    changed = await webhooks("rotate", id_, "--overlap", "2h")
    assert "nobody can show again: whsec_" in changed.out
    assert "The earlier one signs until" in changed.out
    assert (await webhooks("failed", id_)).out == "Nothing has failed.\n"
    assert (await webhooks("resend", id_, "--all")).out == "Sent again: 0\n"
    assert "was never given the event at 7" in (await webhooks("resend", id_, "7")).refusal
    assert (await webhooks("end", id_)).out == f"{id_} has ended (asked for).\n"
    assert "has ended (asked for)" in (await webhooks("rotate", id_)).refusal


def test_what_cannot_be_is_refused_in_one_sentence(desk: Desk) -> None:
    def refused(*arguments: str) -> str:
        return starter("webhooks", *arguments, settings=lambda: desk.settings).refusal

    assert "leads to this machine or into a private" in refused("create", "https://127.0.0.1/")
    assert "must begin with https://" in refused("create", "http://desk.example.com/")
    assert "no event of the type Escalation" in refused("create", "https://desk.example.com/", "--kind", "Escalation")
    assert "--customer" in refused("create", "https://desk.example.com/", "--customer", " ")
    assert "no webhook wh_7" in refused("end", "wh_7")
    assert refused("failed", "\udcff\x00").startswith("there is no webhook")
    assert "no span of time" in refused("rotate", "wh_7", "--overlap", "soon")


def test_one_event_or_all_are_sent_again_and_not_both(desk: Desk) -> None:
    for arguments in (("wh_7",), ("wh_7", "3", "--all")):
        outcome = starter("webhooks", "resend", *arguments, settings=lambda: desk.settings)
        assert "Give the position of one event, or --all." in outcome.misunderstanding


def test_the_help_names_an_event_that_there_is() -> None:
    assert "PromiseMissed" in starter("webhooks", "create", "--help").out
    assert "PromiseMissed" in {event.__name__ for event in EVENTS}


async def test_the_worker_of_up_refuses_a_private_address_whoever_let_it_be_created(
    desk: Desk, running: Running, open_to_all: Settings, receiver: Receiver
) -> None:
    url = f"http://{receiver.host}/"
    made = await asyncio.to_thread(starter, "webhooks", "create", url, "--json", settings=lambda: open_to_all)
    await asyncio.to_thread(desk.opens, "WEBHOOK-1")
    async with open_pool(running.database_url) as pool:
        store, id_ = WebhookStore(pool), made.json["webhook"]["id"]

        async def was_tried() -> bool:
            return any("must begin with https://" in one.detail for one in await store.deliveries(id_))

        await until(was_tried)
        await store.delete(id_)
    assert receiver.requests == []
