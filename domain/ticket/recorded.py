"""Events as they are kept: numbered, dated and chained, so that a changed stream is noticed (semantics 9)."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from domain.text import Instant
from domain.ticket.events import Event
from domain.value import Value

GENESIS = "0" * 64
"""The digest before the first event."""

UNSEALED = ""
"""In the place of a digest: a stream that nobody keeps. One that begins unsealed stays so."""


class Recorded(Value):
    """One event of one ticket, in the order in which the engine learned them."""

    number: int
    """From 1 on, in the order of learning."""
    recorded_at: Instant
    """When it was learned, which never goes back."""
    event: Event
    digest: str
    """SHA-256 over the digest before and the bytes that are stored."""

    def stored(self) -> bytes:
        """The bytes that are stored and digested. A field that is not set is not stored."""
        return self.model_dump_json(exclude={"digest"}, exclude_none=True).encode()

    def digest_after(self, before: str) -> str:
        """The digest that this event has when it follows one with the digest `before`."""
        return sha256(before.encode() + self.stored()).hexdigest()


def record(event: Event, *, number: int, recorded_at: Instant, before: str) -> Recorded:
    """Give an event its place after the one with the digest `before`; after `UNSEALED` without a digest."""
    unsealed = Recorded(number=number, recorded_at=recorded_at, event=event, digest=UNSEALED)
    if before == UNSEALED:
        return unsealed
    return unsealed.model_copy(update={"digest": unsealed.digest_after(before)})


def broken_link(stream: Iterable[Recorded], *, before: str = GENESIS, first: int = 1) -> int | None:
    """The number of the first event that does not follow from the ones before it, or `None` for a sound stream."""
    for expected, recorded in enumerate(stream, start=first):
        if recorded.number != expected or recorded.digest != recorded.digest_after(before):
            return expected
        before = recorded.digest
    return None


def latest(stream: Sequence[Recorded], room: int) -> tuple[Recorded, ...]:
    """The end of a stream, as much of it as so many bytes hold."""
    kept = 0
    for recorded in reversed(stream):
        room -= len(recorded.stored()) + len(recorded.digest)
        if room < 0:
            break
        kept += 1
    return tuple(stream[len(stream) - kept :])
