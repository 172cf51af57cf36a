"""Who reads a message, as far as its words depend on that."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """A person: how they are called, the language they read, and the zone whose clock they live by."""

    name: str
    language: str = "en"
    """One of the seven languages, or one of their variants, such as `pt-BR` or `en-GB`, for its dates."""
    zone: str = "UTC"
    """An IANA time zone."""
