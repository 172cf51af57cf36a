"""Ctrl-C at any moment ends a process quietly, from its first import on."""

# The core of `signal`, which is there at once; `signal` itself loads for longer than the interpreter starts.
import _signal  # type: ignore[import-not-found]
import os
import sys

TYPE_CHECKING = False  # as `typing` has it, which takes longer to load than all this
if TYPE_CHECKING:
    from types import FrameType, TracebackType

INTERRUPTED = 130


def end_quietly_when_interrupted() -> None:
    """Let Ctrl-C end this process at once and without a word, as long as it has begun nothing that it must end.

    What does begin such things listens for itself (`runtime.stopping`).
    """
    _signal.signal(_signal.SIGINT, _quit)
    sys.excepthook = _without_interrupts


def _quit(_signal: int, _frame: "FrameType | None") -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream.isatty():
            # A bar that shows progress has hidden the cursor.
            os.write(stream.fileno(), b"\x1b[?25h")
    os._exit(INTERRUPTED)


def _without_interrupts(kind: type[BaseException], fault: BaseException, trace: "TracebackType | None") -> None:
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, fault, trace)
