"""Work that goes on beside other work, and whose failure ends that too."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Do some work beside the body, and end it with the body.

    Where the work fails, the body is cancelled, and what the work raised is raised in its place.
    """
    body = asyncio.current_task()
    assert body is not None
    failed: list[BaseException] = []

    async def watched() -> None:
        try:
            await work
        except asyncio.CancelledError:
            raise
        except BaseException as fault:
            failed.append(fault)
            body.cancel()

    task = asyncio.create_task(watched())
    try:
        yield
    except asyncio.CancelledError:
        if not failed:
            raise
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        # A body that ends at once leaves no time for the work to begin.
        work.close()
    if failed:
        body.uncancel()
        raise failed[0]
