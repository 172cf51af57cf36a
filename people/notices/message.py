"""What is sent: one message, in the forms that the channels need."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one person. All its forms say the same; a channel takes the one that fits it."""

    subject: str
    """One line of fewer than 100 characters."""
    text: str
    """The whole message as plain text, 72 columns wide."""
    short: str
    """One line of at most 160 characters, for text messages and pagers."""
    html: str
    """The whole message as one page without any outside resource, for mail."""
