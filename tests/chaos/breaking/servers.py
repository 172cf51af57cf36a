"""Temporal and PostgreSQL of our own, and what befalls them: both real, both on a data folder that goes with them."""

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Protocol

import asyncpg
import psutil

from runtime.embedded.processes.process import ServerProcess
from tests.patience import until

DISK = """
create schema disk;
create table disk.full_now (since timestamptz);
create function disk.refuse() returns trigger language plpgsql as $$ begin
    if exists (select from disk.full_now) then
        raise exception using errcode = '53100', message = 'could not extend file: No space left on device';
    end if;
    return null;
end $$;
"""
WRITTEN = ("events", "tickets", "announcements", "deliveries")
GUARD = "create trigger disk before insert or update on {} for each statement execute function disk.refuse()"
CUT = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sundial'"
WRITES = {"default_transaction_read_only": "off", "application_name": "chaos"}


class Server(Protocol):
    """What `runtime.embedded` has of each of the two."""

    @property
    def process(self) -> ServerProcess | None:
        """Its process, if it runs."""

    async def start(self) -> None:
        """Start it, with what it has."""

    async def stop(self) -> None:
        """End it in order."""

    async def kill(self) -> None:
        """End it at once."""


@asynccontextmanager
async def running(server: Server) -> AsyncIterator[None]:
    """A server that runs until this is left."""
    try:
        await server.start()
        yield
    finally:
        await server.stop()


@asynccontextmanager
async def killed(server: Server) -> AsyncIterator[None]:
    """As after a power cut, and back with what was committed."""
    await server.kill()
    try:
        yield
    finally:
        await server.start()


@asynccontextmanager
async def ended(server: Server) -> AsyncIterator[None]:
    """Stopped in order, as for maintenance."""
    await server.stop()
    try:
        yield
    finally:
        await server.start()


@asynccontextmanager
async def frozen(server: Server) -> AsyncIterator[None]:
    """Alive, and answering nothing."""
    family = _family(server)
    _send(family, signal.SIGSTOP)
    try:
        yield
    finally:
        _send(family, signal.SIGCONT)


async def can_be_full(database_url: str) -> None:
    """Give the tables, which a worker is making, a disk that can be full."""
    connection = await asyncpg.connect(database_url)
    try:
        made = f"select count(*) = {len(WRITTEN)} from pg_tables where tablename = any($1)"
        await until(lambda: connection.fetchval(made, WRITTEN))
        await connection.execute(DISK + ";".join(GUARD.format(table) for table in WRITTEN))
    finally:
        await connection.close()


@asynccontextmanager
async def full(database_url: str) -> AsyncIterator[None]:
    """A disk without room: what is written fails, and what is read does not."""
    await _execute(database_url, "insert into disk.full_now values (now())")
    try:
        yield
    finally:
        await _execute(database_url, "delete from disk.full_now")


@asynccontextmanager
async def read_only(database_url: str) -> AsyncIterator[None]:
    """A database that takes no change, as a standby does; at both ends its connections are cut."""
    await _execute(database_url, "alter database sundial set default_transaction_read_only = on", CUT)
    try:
        yield
    finally:
        await _execute(database_url, "alter database sundial reset default_transaction_read_only", CUT)


async def _execute(database_url: str, *statements: str) -> None:
    connection = await asyncpg.connect(database_url, server_settings=WRITES)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def _family(server: Server) -> list[psutil.Process]:
    found = server.process
    if found is None:
        return []
    process = psutil.Process(found.pid)
    return [process, *process.children(recursive=True)]


def _send(family: list[psutil.Process], sign: signal.Signals) -> None:
    for process in family:
        with suppress(ProcessLookupError):
            os.kill(process.pid, sign)
