"""A worker is killed with letters at every step on their way: nothing is lost, and nothing is recorded twice."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from activities.journal.schema import migrate
from runtime.running import Running
from tests.people.delivery.conftest import OfficeMaker
from tests.people.delivery.office import ENVIRON, Office, until
from tests.workflows.given.world import Life, rome

ROOT = Path(__file__).parents[3]
NINE = rome("2032-11-02 09:00")
KEY = 4711
NIGHT = rome("2032-11-02 22:00")
GATES = {
    "writing": ("fail", "insert on events", "true"),
    "marking": ("hold", "update on announcements", "true"),
    "recording": ("hold", "insert on deliveries", "true"),
    "passing": ("hold", "insert on deliveries", "new.outcome = 'nobody'"),
    "calling": ("hold", "insert on deliveries", "new.recipient = 'on-call'"),
}
"""A change that a step needs, and which fails for the step's own ticket, or has to wait, while the gates stand."""
WAITING = f"select pid from pg_locks where locktype = 'advisory' and objid = {KEY} and not granted"


@asynccontextmanager
async def a_worker_process(office: Office) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker as people run it, at work; no secret is in what it logged."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SUNDIAL_", "TEMPORAL_"))}
    environment = {
        **inherited,
        **ENVIRON,
        "SUNDIAL_MODE": "external",
        "SUNDIAL_DATABASE_URL": office.database_url,
        "SUNDIAL_TASK_QUEUE": office.task_queue,
        "SUNDIAL_DIRECTORY": str(office.directory_file()),
        "SUNDIAL_GATHER_SECONDS": "2",
        "SUNDIAL_ALARM_SECONDS": "600",
        "SUNDIAL_LOG_LEVEL": "debug",
        "TEMPORAL_ADDRESS": office.client.service_client.config.target_host,
    }
    log = office.folder / f"worker-{len(list(office.folder.glob('worker-*')))}.log"
    with log.open("wb") as written:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "worker.py", cwd=ROOT, env=environment, stderr=written
        )
    try:
        await until(lambda: "serving tickets" in log.read_text(), within=90)
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()
    assert not any(secret in log.read_text() for secret in ENVIRON.values())


@asynccontextmanager
async def gates(office: Office) -> AsyncIterator[asyncpg.Connection]:
    """Let each step's change of a table not happen, for the step's ticket alone, until this is left."""
    connection = await asyncpg.connect(office.database_url)
    await connection.execute(
        "create function hold() returns trigger language plpgsql as "
        f"$$ begin perform pg_advisory_xact_lock_shared({KEY}); return new; end $$;"
        "create function fail() returns trigger language plpgsql as $$ begin "
        f"if not pg_try_advisory_xact_lock_shared({KEY}) then raise 'not now'; end if; return new; end $$"
    )
    for name, (how, change, when) in GATES.items():
        await connection.execute(
            f"create trigger {name} before {change} for each row "
            f"when (new.ticket = '{name}-{office.me}' and {when}) execute function {how}()"
        )
    await connection.execute("select pg_advisory_lock($1)", KEY)
    yield connection
    # PostgreSQL would carry out what waits here, though whoever asked for it is dead.
    await connection.execute(f"select pg_terminate_backend(pid) from ({WAITING}) as waiting")
    await connection.close()


async def held(connection: asyncpg.Connection, number: int) -> bool:
    """Whether so many changes stand at a gate."""
    found: int = await connection.fetchval(f"select count(*) from ({WAITING}) as waiting")
    return found >= number


async def has_tried(ticket: Life) -> bool:
    """Whether an activity of the ticket has failed and is tried again."""
    description = await ticket.handle.describe()
    return any(activity.attempt > 1 for activity in description.raw_description.pending_activities)


async def handed_over(connection: asyncpg.Connection, ticket: str) -> bool:
    marked = "select bool_and(handed_over_at is not null) from announcements where ticket = $1"
    return bool(await connection.fetchval(marked, ticket))


async def a_ticket(office: Office, step: str) -> Life:
    """The ticket of a customer of its own, who is named for the step at which its letters are."""
    return await office.opened(NINE, ticket=f"{step}-{office.me}", customer=f"{step} {office.me}", priority="P1")


async def an_alarm(office: Office) -> Life:
    """A ticket for which somebody is called at night."""
    changes = {"contract": "imagiclecare-5.0", "plan": "platinum", "priority": "P1"}
    ticket = await office.opened(NIGHT, ticket=f"calling-{office.me}", customer=f"calling {office.me}", **changes)
    await ticket.do("engage_on_call", by="the customer")
    return ticket


def texts(office: Office) -> int:
    return sum(request.path.startswith("/texts/") for request in office.http.requests)


async def test_a_worker_that_is_killed_at_any_step_loses_nothing_and_records_each_key_once(
    office_of: OfficeMaker, running: Running
) -> None:
    url = await a_schema(running.database_url, f"killed_{os.getpid()}")
    async with office_of(database_url=url) as office:
        office.has_customers("writing", "marking", "gathering", "sending", "recording", "passing", "calling")
        office.mail.slow_for, office.mail.unknown = "sending", "passing"
        office.mail.may_answer.clear()
        async with a_worker_process(office) as worker, gates(office) as connection:
            tickets = {step: await a_ticket(office, step) for step in ("recording", "sending", "passing")}
            tickets["calling"] = await an_alarm(office)
            tickets["marking"] = await a_ticket(office, "marking")
            await until(office.mail.asked.is_set)
            # The customer's and Anna's records, nobody, the call's record, and the mark.
            await until(lambda: held(connection, 5))
            tickets["writing"] = await a_ticket(office, "writing")
            await until(lambda: has_tried(tickets["writing"]))
            tickets["gathering"] = await a_ticket(office, "gathering")
            await until(lambda: handed_over(connection, tickets["gathering"].id))
            worker.send_signal(signal.SIGKILL)
            await worker.wait()
            assert not await handed_over(connection, tickets["writing"].id)
        before = texts(office)
        assert before == 1
        assert len(office.mails_to("recording")) == 1
        assert office.mails_to("gathering") == []
        office.mail.may_answer.set()
        async with a_worker_process(office):
            for step, ticket in tickets.items():
                if step != "passing":
                    await office.settled(ticket, within=120)
            await until(lambda: is_nobody(office, tickets["passing"]), within=120)
        assert texts(office) == before + 1
        assert len(office.mails_to("recording")) == 2
        customer = f"customer/passing {office.me}"
        assert await office.outcomes(tickets.pop("passing")) == [
            (1, "customer", "", "", "nobody"),
            (1, "customer", customer, "mail", "failed"),
            (1, "support-team", "anna", "mail", "sent"),
        ]
        for ticket in tickets.values():
            recorded = [row[:2] for row in await office.outcomes(ticket)]
            assert {outcome for *_, outcome in await office.outcomes(ticket)} == {"sent"}
            assert len(recorded) == len(set(recorded)) >= 2, ticket.id
        await everything_that_is_recorded_was_seen_with_one_content(office)


async def is_nobody(office: Office, ticket: Life) -> bool:
    found = {outcome for *_, outcome in await office.outcomes(ticket)}
    return found == {"nobody", "failed", "sent"}


async def everything_that_is_recorded_was_seen_with_one_content(office: Office) -> None:
    contents: dict[str, set[bytes]] = {}
    for mail, raw in zip(office.mail.mails, office.mail.raw, strict=True):
        contents.setdefault(str(mail["Message-ID"]).strip("<>").partition("@")[0], set()).add(raw)
    by_mail = [row for row in await office.deliveries() if row["channel"] == "mail"]
    assert contents.keys() == {row["message"] for row in by_mail if row["outcome"] == "sent"}
    assert all(len(bodies) == 1 for bodies in contents.values())


async def a_schema(database_url: str, name: str) -> str:
    connection = await asyncpg.connect(database_url)
    await connection.execute(f"create schema {name}")
    url = f"{database_url}&search_path={name}"
    await migrate(url)
    # What has not the namespace's id is not served with it.
    await connection.execute(f"insert into {name}.installation (id) select id from public.installation")
    await connection.close()
    return url
