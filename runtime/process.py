"""How our processes begin and end: faults as sentences, and an end that never crashes."""

import os
import sys
from collections.abc import Callable
from typing import NoReturn

from domain.contract.faults import ContractFaults
from domain.errors import DomainError
from domain.visible import visible
from runtime.errors import RuntimeFault
from runtime.interrupts import INTERRUPTED

REFUSED = 1


def explained(run: Callable[[], None]) -> int:
    """Run, and answer the exit code: 0, 1 after a sentence on standard error, or 130 where it was interrupted."""
    try:
        run()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough of it.
        return 0
    except Exception as fault:
        if not isinstance(fault, _sentences()):
            raise
        print(visible(str(fault)), file=sys.stderr)
        return REFUSED
    return 0


def _sentences() -> tuple[type[Exception], ...]:
    """What a user can cause; its text is what they read. Everything else is a bug of ours and shows its traceback."""
    # The database's driver takes a while to load, which most commands that go well need not wait for.
    from activities.journal.database import DatabaseError
    from activities.journal.stream import NoSuchTicket, StreamChanged, StreamUnreadable

    return DomainError, ContractFaults, RuntimeFault, DatabaseError, NoSuchTicket, StreamChanged, StreamUnreadable


def end(code: int) -> NoReturn:
    """End this process without tearing the interpreter down: a client of Temporal can crash in that (SDK 1.35)."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            continue
        except OSError:
            # The disk is full, say: what was answered did not arrive, and there is nothing left to say it with.
            code = code or REFUSED
    os._exit(code)
