"""A worker serves a namespace and a database of one installation, and never those of two.

Both hold the installation's id. The first worker that meets both new writes it into the database, where of several at
the same moment one is first, and then into the namespace. Whatever does not fit after that is refused.
"""

import asyncio
from uuid import uuid4

import asyncpg
import structlog
from temporalio.client import Client
from temporalio.service import RPCError

from activities.journal.database import CONNECTING, faults_as_sentences
from activities.journal.installation import Belonging, claim, of_database, remember_namespace
from runtime.errors import RuntimeFault
from runtime.faults import is_outage
from runtime.temporal.installations import KEY, mark_namespace, of_namespace

_log = structlog.get_logger("sundial.worker")

LOOKS = 3
CHANGED_MEANWHILE = "conditional update error"
"""What the server says where two change its namespaces at the same moment."""
SETTLING = 1.0
"""Seconds in which another worker writes what this one found missing, or found other."""


class Strangers(RuntimeFault):
    """The namespace and the database are of different installations."""

    def __init__(self, place: str, theirs: str | None, here: Belonging | None) -> None:
        """Say which belongs to whom, and what to set right; `None` is one that nobody served yet."""
        namespace = f"namespace {place} {_of(theirs)}"
        database = f"the database {_of(here.id if here else None)}"
        where = f" (it was last served with namespace {here.namespace})" if here and here.namespace else ""
        super().__init__(
            f"{namespace[0].upper()}{namespace[1:]}, and {database}{where}: set TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE "
            "and SUNDIAL_DATABASE_URL to those of one installation. docs/guide/machine.md says how to join two on "
            "purpose."
        )


class Unchecked(Exception):
    """The server does not let us look."""


async def require_one_installation(client: Client, database_url: str) -> None:
    """See that the client's namespace and the database are of one installation, and make them so where both are new.

    Raises:
        Strangers: they are not.
        Unchecked: the server does not say, or does not let us write; that is no reason not to serve.
        DatabaseUnreachable: the database does not answer.
        RPCError: Temporal does not answer.

    """
    for look in range(LOOKS):
        try:
            return await _require(client, database_url)
        except Strangers:
            if look == LOOKS - 1:
                raise
            await asyncio.sleep(SETTLING)


async def _require(client: Client, database_url: str) -> None:
    place = f"{client.namespace} at {client.service_client.config.target_host}"
    theirs = await _asked(client)
    with faults_as_sentences():
        connection = await asyncpg.connect(database_url, timeout=CONNECTING, command_timeout=CONNECTING)
        try:
            here = await of_database(connection)
            if theirs is None and (here is None or here.namespace is None):
                here = Belonging(await claim(connection, str(uuid4())))
                theirs = await _marked(client, here.id)
            if here is None or theirs != here.id:
                raise Strangers(place, theirs, here)
            if here.namespace is None:
                await remember_namespace(connection, place)
        finally:
            await connection.close(timeout=2)


async def _asked(client: Client) -> str | None:
    try:
        return await of_namespace(client)
    except RPCError as fault:
        if is_outage(fault):
            raise
        raise Unchecked(fault.message) from None


async def _marked(client: Client, id_: str) -> str | None:
    """The namespace's id after we wrote ours: another one where a worker of another database was there as well."""
    while (theirs := await _asked(client)) is None:
        try:
            await mark_namespace(client, id_)
        except RPCError as fault:
            if CHANGED_MEANWHILE in fault.message:
                continue
            if is_outage(fault):
                raise
            raise Unchecked(f"{fault.message}; {KEY}={id_} can be written into its data by hand") from None
        # Another worker may have found it new as we did, and writes now.
        await asyncio.sleep(SETTLING)
    return theirs


def _of(id_: str | None) -> str:
    return f"belongs to installation {id_}" if id_ else "was never served"
