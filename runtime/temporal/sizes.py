"""How large a message may be: a larger one is refused here, with a sentence, before the server cuts it off."""

from pydantic_core import to_json

from domain.errors import DomainError

MOST_BYTES, MOST_HISTORY_BYTES = 400_000, 1_500_000
"""Of a message, and of an opening with its history. The server takes two megabytes; a ticket freezes over fewer."""


class TooLarge(DomainError):
    """A message is larger than a ticket's workflow takes."""

    def __init__(self, size: int, most: int) -> None:
        super().__init__(
            f"the message comes to {size / 1000:,.0f} KB and may have {most / 1000:,.0f} KB; shorten its texts"
        )


def require_size(message: object, most: int) -> None:
    """Raise `TooLarge` for what the server would not take, or would freeze a ticket for."""
    size = len(to_json(message))
    if size > most:
        raise TooLarge(size, most)
