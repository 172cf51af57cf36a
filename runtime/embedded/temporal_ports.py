"""The two ports of an embedded Temporal server: those that are asked for, those that it had, or the next free ones."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import structlog

from runtime.embedded import ports

_log = structlog.get_logger("sundial.servers")


class Ports(NamedTuple):
    """Where it listens, and where it shows its pages."""

    port: ports.Port
    ui_port: ports.Port

    @property
    def recorded(self) -> dict[str, Any]:
        """What its record says of them; under `kept`, those that it is to have again."""
        kept = {"port": self.port.kept, "ui_port": self.ui_port.kept}
        return {"port": self.port.number, "ui_port": self.ui_port.number, "kept": kept}

    def tell_moved(self) -> None:
        """Log it where one of them is another than usual."""
        moved = [port for port in self if port.number != port.kept]
        if moved:
            _log.warning(
                "another program has taken a port of this data folder's Temporal server; this time it has another",
                usually=[port.kept for port in moved],
                this_time=[port.number for port in moved],
            )


async def choose(wanted: tuple[int | None, int | None], before: Mapping[str, Any], *, ran: bool) -> Ports:
    """The ports of a server whose record is `before`. One that `ran` a moment ago comes back where it was.

    Raises:
        ServerError: a port that must be had is taken.

    """
    kept, now = before.get("kept", {}), before if ran else {}
    port = await ports.choose(wanted[0], kept.get("port"), 7233, now=now.get("port"))
    ui_port = await ports.choose(wanted[1], kept.get("ui_port"), 8233, now=now.get("ui_port"), but_not=port.number)
    return Ports(port, ui_port)
