"""Finding a TCP port on 127.0.0.1."""

import asyncio
import socket

from runtime.errors import ServerError

TRIES = 200


async def choose(wanted: int | None, before: int | None, first: int, *, but_not: int | None = None) -> int:
    """A port to listen on: the one asked for, or else the one had before, or the next free one from `first`.

    Raises:
        ServerError: the port asked for is taken, or no port is free.

    """
    if wanted is not None:
        if not await _becomes_free(wanted):
            raise ServerError(
                f"Port {wanted} is taken: set SUNDIAL_TEMPORAL_PORT or SUNDIAL_UI_PORT to another one, "
                "or unset it to have a free one chosen."
            )
        return wanted
    # Clients of the server that was there a moment ago look for it where it was.
    if before is not None and before != but_not and await _becomes_free(before):
        return before
    for port in range(first, min(first + TRIES, 65536)):
        if port != but_not and _free(port):
            return port
    raise ServerError(f"No port from {first} to {first + TRIES - 1} is free.")


async def _becomes_free(port: int) -> bool:
    for _ in range(50):
        if _free(port):
            return True
        await asyncio.sleep(0.02)
    return False


def _free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the server does, so that a connection that is closing does not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
