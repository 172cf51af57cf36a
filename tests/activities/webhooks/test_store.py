import asyncio
from base64 import b64decode
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from activities.journal.database import DatabaseUnreachable
from activities.journal.journal import Journal
from activities.journal.queries import query
from activities.webhooks.refusals import (
    AddressRefused,
    NoSuchDelivery,
    NoSuchWebhook,
    TooLong,
    UnknownKind,
    WebhookHasEnded,
)
from activities.webhooks.store import WebhookStore
from people.channels.webhook_secrets import keys_in
from tests.activities.conftest import Databases
from tests.activities.lives import Life

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
URL = "https://desk.example.com/hooks/sundial"


async def nobody_knows(host: str, port: int) -> list[str]:
    raise OSError


@pytest.fixture
def store(pool: asyncpg.Pool) -> WebhookStore:
    return WebhookStore(pool, resolve=nobody_knows)


async def a_webhook_that_waits(store: WebhookStore, journal: Journal, pool: asyncpg.Pool, *tickets: str) -> str:
    """A webhook for which the opening of each of these tickets waits; its id."""
    webhook = (await store.create(URL, at=NOW, by="Giulia")).webhook
    for ticket in tickets:
        await journal.write(Life(ticket).entry())
    upto = (await store.create(URL, at=NOW, by="Giulia")).webhook.position
    await pool.execute(query("list_deliveries_ahead"), webhook.id, upto, None, None)
    return webhook.id


async def recorded(pool: asyncpg.Pool, webhook: str, position: int, state: str) -> None:
    await pool.execute(query("record_attempt"), webhook, position, state, 500, "it answered 500", NOW)


async def test_a_webhook_begins_behind_what_was_recorded_and_its_secret_is_told_once(
    store: WebhookStore, journal: Journal
) -> None:
    await journal.write(Life("ROSSI-1").entry())

    made = await store.create(
        URL, at=NOW, by="Giulia", kinds=("PromiseMissed", "Escalated", "PromiseMissed"), customer="Bakery Rossi"
    )

    assert made.secret.startswith("whsec_")
    assert len(b64decode(made.secret.removeprefix("whsec_"))) == 32
    assert keys_in(made.secret)
    assert made.secret not in repr(made)
    webhook = made.webhook
    assert (webhook.url, webhook.customer, webhook.created_by, webhook.created_at) == (
        URL,
        "Bakery Rossi",
        "Giulia",
        NOW,
    )
    assert (webhook.kinds, webhook.position) == (("PromiseMissed", "Escalated"), 1)
    assert await store.get(webhook.id) == webhook
    assert await store.every() == [webhook]
    assert made.secret not in (await store.get(webhook.id)).model_dump_json()


async def test_an_address_and_a_kind_that_cannot_be_are_refused_and_leave_nothing_behind(store: WebhookStore) -> None:
    with pytest.raises(AddressRefused):
        await store.create("https://localhost/", at=NOW, by="Giulia")
    with pytest.raises(UnknownKind, match=r"no event of the type PromisesMissed; did you mean PromiseMissed\?"):
        await store.create(URL, at=NOW, by="Giulia", kinds=("PromisesMissed",))
    with pytest.raises(UnknownKind, match="it can be TicketOpened"):
        await store.create(URL, at=NOW, by="Giulia", kinds=("",))
    assert await store.every() == []


async def test_while_a_secret_is_changed_the_earlier_one_signs_for_a_day_or_as_long_as_is_said(
    store: WebhookStore, pool: asyncpg.Pool
) -> None:
    made = await store.create(URL, at=NOW, by="Giulia")

    changed = await store.rotate(made.webhook.id, at=NOW)
    held = dict(await pool.fetchrow("select secret, earlier_secret, earlier_until from webhooks"))
    assert held == {
        "secret": changed.secret,
        "earlier_secret": made.secret,
        "earlier_until": NOW + timedelta(hours=24),
    }
    assert changed.webhook.earlier_until == NOW + timedelta(hours=24)
    assert changed.secret != made.secret
    again = await store.rotate(made.webhook.id, at=NOW, overlap=timedelta(0))
    assert again.webhook.earlier_until == NOW
    for overlap in (timedelta(seconds=-1), timedelta(days=31), timedelta.max):
        with pytest.raises(TooLong):
            await store.rotate(made.webhook.id, at=NOW, overlap=overlap)


async def test_an_id_that_nobody_has_is_said_so(store: WebhookStore) -> None:
    for asked in (
        store.get("wh_none"),
        store.rotate("wh_none", at=NOW),
        store.end("wh_none", at=NOW, because="asked"),
        store.delete("wh_none"),
        store.deliveries("wh_none"),
        store.resend("wh_none", 1, at=NOW),
        store.resend_failed("wh_none", at=NOW),
    ):
        with pytest.raises(NoSuchWebhook, match="there is no webhook wh_none"):
            await asked
    for odd in ("", "\x00", "\udcff", "wh_\n", "ю" * 2000):
        with pytest.raises(NoSuchWebhook):
            await store.get(odd)


async def test_one_that_has_ended_takes_nothing_more_and_what_waited_has_failed(
    store: WebhookStore, journal: Journal, pool: asyncpg.Pool
) -> None:
    id_ = await a_webhook_that_waits(store, journal, pool, "ROSSI-1", "ROSSI-2")
    assert (await store.get(id_)).waiting == 2

    ended = await store.end(id_, at=NOW, because="Giulia asked for it")
    again = await store.end(id_, at=NOW + timedelta(days=1), because="asked twice")

    assert ended == again
    assert (ended.ended_at, ended.ended_because) == (NOW, "Giulia asked for it")
    assert (ended.waiting, ended.failed) == (0, 2)
    assert {one.detail for one in await store.deliveries(id_, "failed")} == {"the webhook had ended"}
    for refused in (store.rotate(id_, at=NOW), store.resend(id_, 1, at=NOW), store.resend_failed(id_, at=NOW)):
        with pytest.raises(WebhookHasEnded, match="Giulia asked for it"):
            await refused
    await journal.write(Life("ROSSI-3").entry())
    await pool.execute(query("list_deliveries_ahead"), id_, 3, None, None)
    assert len(await store.deliveries(id_)) == 2


async def test_one_that_is_deleted_is_forgotten_with_its_deliveries(
    store: WebhookStore, journal: Journal, pool: asyncpg.Pool
) -> None:
    id_ = await a_webhook_that_waits(store, journal, pool, "ROSSI-1")

    await store.delete(id_)

    assert id_ not in {one.id for one in await store.every()}
    assert await pool.fetchval("select count(*) from webhook_deliveries") == 0


async def test_what_failed_is_listed_and_can_be_sent_again_one_or_all(
    store: WebhookStore, journal: Journal, pool: asyncpg.Pool
) -> None:
    id_ = await a_webhook_that_waits(store, journal, pool, "A-1", "B-1", "C-1", "D-1")
    await pool.execute("update webhook_deliveries set given = true, since = $1", NOW - timedelta(days=4))
    for position in (1, 2, 3):
        await recorded(pool, id_, position, "failed")

    failed = await store.deliveries(id_, "failed", limit=2)
    rest = await store.deliveries(id_, "failed", after=failed[-1].position)
    assert [(one.position, one.ticket, one.number, one.kind) for one in [*failed, *rest]] == [
        (1, "A-1", 1, "TicketOpened"),
        (2, "B-1", 1, "TicketOpened"),
        (3, "C-1", 1, "TicketOpened"),
    ]
    assert (failed[0].attempts, failed[0].status, failed[0].detail, failed[0].at) == (1, 500, "it answered 500", NOW)

    one = await store.resend(id_, 2, at=NOW)
    assert (one.state, one.since, one.attempts) == ("waiting", NOW, 1)
    waits = await store.resend(id_, 4, at=NOW)
    assert waits.since == NOW - timedelta(days=4)
    assert await store.resend_failed(id_, at=NOW) == 2
    assert await store.resend_failed(id_, at=NOW) == 0
    to_give = await pool.fetch(query("deliveries_to_give"))
    assert [row["position"] for row in to_give] == [1, 2, 3]
    for position in (0, 5, -1, 2**62, 2**64):
        with pytest.raises(NoSuchDelivery, match=f"was never given the event at {position}"):
            await store.resend(id_, position, at=NOW)


async def test_a_database_that_is_down_is_said_so(databases: Databases) -> None:
    connection = await asyncpg.connect(await databases.migrated())
    await connection.close()

    with pytest.raises(DatabaseUnreachable):
        await WebhookStore(connection).every()


async def test_an_end_at_the_moment_of_a_list_leaves_nothing_that_waits(
    store: WebhookStore, journal: Journal, pool: asyncpg.Pool
) -> None:
    webhook = (await store.create(URL, at=NOW, by="Giulia")).webhook
    await journal.write(Life("ROSSI-1").entry())
    await store.create(URL, at=NOW, by="Giulia")
    async with pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute(query("list_deliveries_ahead"), webhook.id, 1, None, None)
        ending = asyncio.create_task(store.end(webhook.id, at=NOW, because="asked"))
        blocked = "select exists (select from pg_locks where not granted and locktype in ('transactionid', 'tuple'))"
        while not await pool.fetchval(blocked):
            await asyncio.sleep(0.01)
        await transaction.commit()
    ended = await ending
    assert (ended.waiting, ended.failed) == (0, 1)


async def test_what_nobody_knows_of_any_more_is_given_once_more(
    store: WebhookStore, journal: Journal, pool: asyncpg.Pool
) -> None:
    id_ = await a_webhook_that_waits(store, journal, pool, "OLD-1", "TRIED-1", "ALONE-1")
    alone = await a_webhook_that_waits(store, journal, pool, "ALONE-2")
    await pool.execute("update webhook_deliveries set given = true, at = now() - interval '3 hours'")
    await pool.execute("update webhook_deliveries set at = now() where ticket = 'TRIED-1'")
    await pool.execute("update webhooks set not_before = now() + interval '1 hour' where id = $1", alone)

    await pool.execute(query("forgotten_deliveries"))

    given = await pool.fetch(query("deliveries_to_give"))
    assert {(row["webhook"], row["ticket"]) for row in given} == {(id_, "OLD-1"), (id_, "ALONE-1")}
