"""Log entries that say nothing but that a server is down: they become the few lines of its outage.

In one night without PostgreSQL each activity of each ticket fails again and again, and the SDK logs each time with a
traceback. What failed for another reason, a bug of ours above all, keeps its entry and its traceback.
"""

import logging
import sys
from types import TracebackType

from runtime.logging.outages import DATABASE, TEMPORAL, Outage

CORE = "temporalio.core"
"""The logger under which those of the SDK's core lie."""


class HoldBackOutages(logging.Filter):
    """Takes entries of outages out of a log, and counts them where the outage is told."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether an entry is of anything else."""
        found = _outage_in(record)
        if found is None:
            return True
        outage, why = found
        outage.noticed(why, echo=True)
        return False


def _outage_in(record: logging.LogRecord) -> tuple[Outage, str] | None:
    if record.name.startswith(CORE):
        from runtime.faults import speaks_of_an_outage

        text = record.getMessage()
        return (TEMPORAL, "calls fail") if speaks_of_an_outage(text) else None
    fault = _fault(record)
    return None if fault is None else _outage_of(fault)


def _fault(record: logging.LogRecord) -> BaseException | None:
    said = record.msg.get("exc_info") if isinstance(record.msg, dict) else record.exc_info
    if said is True:
        said = sys.exc_info()
    return said[1] if isinstance(said, tuple) else said if isinstance(said, BaseException) else None


def _outage_of(fault: BaseException) -> tuple[Outage, str] | None:
    # Loaded with the first fault, as most commands have none.
    from temporalio.exceptions import FailureError
    from temporalio.service import RPCError

    from activities.journal.database import DatabaseUnreachable, TablesMissing
    from runtime.faults import is_outage

    while isinstance(fault, FailureError) and fault.__cause__ is not None:
        fault = fault.__cause__
    if isinstance(fault, RPCError):
        return (TEMPORAL, fault.message) if is_outage(fault) else None
    if isinstance(fault, DatabaseUnreachable | TablesMissing) or _is_of_the_database(fault):
        return DATABASE, (str(fault).splitlines() or [type(fault).__name__])[0]
    return None


def _is_of_the_database(fault: BaseException) -> bool:
    import asyncpg

    from activities.journal.database import DatabaseError, faults_as_sentences

    if isinstance(fault, OSError | TimeoutError):
        # Others have such faults too: a file that is not there, say.
        return _went_through(fault.__traceback__, "asyncpg")
    if isinstance(fault, asyncpg.InterfaceError):
        # It is asyncpg's word for its own misuse as well.
        return "clos" in str(fault)
    trace, context = fault.__traceback__, fault.__context__
    try:
        with faults_as_sentences():
            raise fault
    except DatabaseError:
        return True
    except BaseException:
        return False
    finally:
        # What is no outage is told as it was.
        fault.__traceback__, fault.__context__ = trace, context


def _went_through(trace: TracebackType | None, package: str) -> bool:
    while trace is not None:
        if str(trace.tb_frame.f_globals.get("__name__", "")).partition(".")[0] == package:
            return True
        trace = trace.tb_next
    return False
