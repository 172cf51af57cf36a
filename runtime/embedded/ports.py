"""Finding a TCP port on 127.0.0.1."""

import asyncio
import socket
from dataclasses import dataclass

from runtime.errors import ServerError

TRIES = 200


@dataclass(frozen=True)
class Port:
    """Where a server listens this time, and where it does from start to start."""

    number: int
    kept: int
    """Another one where that is taken by somebody else for now."""


async def choose(
    wanted: int | None, kept: int | None, first: int, *, now: int | None = None, but_not: int | None = None
) -> Port:
    """A port to listen on: the one asked for, or else where it is `now`, or the one kept, or a free one from `first`.

    Raises:
        ServerError: the port asked for is taken, or no port is free.

    """
    if wanted is not None:
        if not await _becomes_free(wanted):
            raise ServerError(
                f"Port {wanted} is taken: set SUNDIAL_TEMPORAL_PORT or SUNDIAL_UI_PORT to another one, "
                "or unset it to have a free one chosen."
            )
        return Port(wanted, wanted)
    # Clients of the server that was there before look for it where it was.
    for port in (now, kept):
        if port not in (None, but_not) and await _becomes_free(port):
            return Port(port, kept or port)
    for port in range(first, min(first + TRIES, 65536)):
        if port != but_not and is_free(port):
            return Port(port, kept or port)
    raise ServerError(f"No port from {first} to {first + TRIES - 1} is free.")


async def _becomes_free(port: int) -> bool:
    for _ in range(50):
        if is_free(port):
            return True
        await asyncio.sleep(0.02)
    return False


def is_free(port: int) -> bool:
    """Whether a server could listen there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the server does, so that a connection that is closing does not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
