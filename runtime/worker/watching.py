"""Seeing the end of an outage: what is down is asked again and again whether it is back."""

import asyncio
from datetime import timedelta

import asyncpg
from temporalio.api.workflowservice.v1 import GetSystemInfoRequest
from temporalio.client import Client
from temporalio.service import RPCError

from activities.journal.database import DatabaseError, faults_as_sentences
from runtime.faults import is_outage
from runtime.logging.outages import DATABASE, TEMPORAL

LOOK = 1.0
PATIENCE = 5.0


async def watched(client: Client, database_url: str) -> None:
    """Look for ever, while something is down, whether it is back."""
    while True:
        if DATABASE.lasts and await _database_answers(database_url):
            DATABASE.ended()
        if TEMPORAL.lasts and await _temporal_answers(client):
            TEMPORAL.ended()
        await asyncio.sleep(LOOK)


async def _database_answers(database_url: str) -> bool:
    try:
        with faults_as_sentences():
            connection = await asyncpg.connect(database_url, timeout=PATIENCE, command_timeout=PATIENCE)
            try:
                await connection.fetchval("select 1")
            finally:
                await connection.close(timeout=PATIENCE)
    except (DatabaseError, asyncpg.PostgresError):
        return False
    return True


async def _temporal_answers(client: Client) -> bool:
    try:
        await client.workflow_service.get_system_info(GetSystemInfoRequest(), timeout=timedelta(seconds=PATIENCE))
    except RPCError as fault:
        return not is_outage(fault)
    return True
