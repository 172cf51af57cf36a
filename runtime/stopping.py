"""Stopping in order, by Ctrl-C or SIGTERM, what has begun things that it must end: servers, workers."""

import asyncio
import signal
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from runtime.interrupts import end_quietly_when_interrupted

Result = TypeVar("Result")


class Stop:
    """Whether somebody wants the process to stop. Before it serves, that cancels what it does."""

    def __init__(self, task: "asyncio.Task[Any]") -> None:
        """Listen for the task that is to end."""
        self._task = task
        self._told = asyncio.Event()
        self._serves = False

    async def wait(self) -> None:
        """Serve until somebody says stop; that then ends what has begun, and a second time cuts this short."""
        self._serves = True
        await self._told.wait()

    def hear(self) -> None:
        """Somebody says stop."""
        if self._serves and not self._told.is_set():
            self._told.set()
        elif not self._task.cancelling():
            # What is being ended after that is left to end, however often they ask.
            self._task.cancel()


def run(work: Callable[[Stop], Coroutine[Any, Any, Result]]) -> Result:
    """Run to the end, or until somebody says stop.

    Raises:
        KeyboardInterrupt: it was stopped before it was done.

    """

    async def heard() -> Result:
        task = asyncio.current_task()
        assert task is not None
        stop = Stop(task)
        for sign in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(sign, stop.hear)
        return await work(stop)

    try:
        return asyncio.run(heard())
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    finally:
        if _is_main_thread():
            # The loop is gone, and its handlers with it.
            end_quietly_when_interrupted()


@contextmanager
def heard_where_it_comes() -> Iterator[None]:
    """Let Ctrl-C raise `KeyboardInterrupt` meanwhile, for what has processes of its own to end."""
    if not _is_main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _is_main_thread() -> bool:
    """Whether signals can be listened for here."""
    return threading.current_thread() is threading.main_thread()
