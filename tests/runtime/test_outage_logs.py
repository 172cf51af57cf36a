"""What only says that a server is down is held back; a bug keeps its entry and its traceback."""

import json
import subprocess
import sys
from typing import Any

import pytest

PROGRAM = """
import asyncio, logging, sys
import asyncpg, structlog
from temporalio.exceptions import ApplicationError
from activities.journal.database import DatabaseUnreachable, TablesMissing, open_pool
from runtime.logging.logs import set_up_logs

set_up_logs(sys.argv[1])
theirs, ours = logging.getLogger("temporalio.activity"), structlog.get_logger("sundial.deliveries")
NOBODY = "postgresql://sundial@127.0.0.1:1/sundial"

async def ask():
    async with open_pool(NOBODY) as pool:
        await pool.fetchval("select 1")

def fails(fault):
    raise fault

def wrapped(fault):
    try:
        raise fault
    except type(fault) as cause:
        raise ApplicationError("the journal is down") from cause

def log(work):
    try:
        work()
    except BaseException:
        theirs.warning("Completing activity as failed", exc_info=True)
        ours.exception("it cannot be recorded yet")
"""


def logged(program: str, form: str = "json") -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM + program, form], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == ""
    return done.stderr


def entries(program: str) -> list[Any]:
    return [json.loads(line) for line in logged(program).splitlines()]


@pytest.mark.parametrize(
    "outage",
    [
        "asyncio.run(ask())",
        "fails(DatabaseUnreachable('Connection refused'))",
        "wrapped(DatabaseUnreachable('Connection refused'))",
        "fails(TablesMissing())",
        "fails(asyncpg.CannotConnectNowError('the database system is shutting down'))",
        "fails(asyncpg.AdminShutdownError('terminating connection due to administrator command'))",
        "fails(asyncpg.ConnectionDoesNotExistError('connection was closed in the middle of operation'))",
        "fails(asyncpg.InterfaceError('connection is closed'))",
        "fails(asyncpg.InternalClientError('cannot switch to state 12; another operation (2) is in progress'))",
        "fails(asyncpg.TooManyConnectionsError('sorry, too many clients already'))",
        "fails(asyncpg.DiskFullError('could not extend file: No space left on device'))",
    ],
)
def test_an_outage_of_the_database_is_one_line_in_place_of_many_tracebacks(outage: str) -> None:
    found = entries(f"for _ in range(50):\n    log(lambda: {outage})\n")
    assert [entry["event"] for entry in found] == ["PostgreSQL does not answer"]
    assert "exception" not in found[0]


@pytest.mark.parametrize(
    ("status", "message"),
    [
        ("UNAVAILABLE", "tcp connect error"),
        ("DEADLINE_EXCEEDED", "Timeout expired"),
        ("CANCELLED", "operation was canceled"),
        ("UNKNOWN", "h2 protocol error: error reading a body from connection"),
    ],
)
def test_an_outage_of_temporal_is_one_line_too(status: str, message: str) -> None:
    found = entries(
        "from temporalio.service import RPCError, RPCStatusCode\n"
        f"for _ in range(50):\n    log(lambda: fails(RPCError({message!r}, RPCStatusCode.{status}, b'')))\n"
    )
    assert [entry["event"] for entry in found] == ["Temporal does not answer"]


def test_what_the_sdks_core_says_of_its_calls_is_one_line() -> None:
    words = (
        "gRPC call poll_workflow_task_queue retried 6 times {'error': 'Status { code: Unavailable, "
        'message: "tcp connect error" }\'}'
    )
    found = entries(
        "core = logging.getLogger('temporalio.core-sdk_core::temporalio_client::retry')\n"
        f"for _ in range(50):\n    core.warning({words!r})\n"
        "core.warning('Worker 7 is out of slots')\n"
    )
    assert [entry["event"] for entry in found] == ["Temporal does not answer", "Worker 7 is out of slots"]


@pytest.mark.parametrize(
    "bug",
    [
        "ZeroDivisionError('division by zero')",
        "FileNotFoundError(2, 'No such file or directory', 'letters/it.txt')",
        "TimeoutError('a time limit of ours')",
        "asyncpg.UndefinedColumnError('column \"colour\" does not exist')",
        "asyncpg.UniqueViolationError('duplicate key value violates unique constraint')",
        "asyncpg.InterfaceError('the server expects 1 argument for this query, 2 were passed')",
    ],
)
@pytest.mark.parametrize("form", ["json", "console"])
def test_a_bug_keeps_its_entry_and_its_traceback(bug: str, form: str) -> None:
    told = logged(f"log(lambda: fails({bug}))\n", form)
    kind = bug.partition("(")[0].removeprefix("asyncpg.")
    assert told.count("Completing activity as failed") == 1
    assert told.count("it cannot be recorded yet") == 1
    assert told.count(kind) >= 2
    assert "does not answer" not in told
    assert "outage_logs" not in told


def test_a_bug_in_dealing_with_an_outage_is_a_bug() -> None:
    told = logged(
        "def both():\n"
        "    try:\n        raise DatabaseUnreachable('Connection refused')\n"
        "    except DatabaseUnreachable:\n        raise ZeroDivisionError('in the handler')\n"
        "log(both)\n",
        "console",
    )
    assert told.count("ZeroDivisionError: in the handler") == 2
