"""How much a worker takes on at once."""

from typing import Any, Final

SLOTS: Final[dict[str, Any]] = {}
"""Options of a worker that serves tickets."""
