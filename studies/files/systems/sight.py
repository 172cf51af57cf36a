"""What an export says of one incident at one instant."""

from typing import NamedTuple


class Sight(NamedTuple):
    """One incident at one instant, in the words of its system. What is not known is empty."""

    at: str
    state: str
    priority: str
    opened_at: str
    received_at: str = ""
    reason: str = ""
    """Why it is held."""
    owner: str = ""
    by: str = ""
    customer: str = ""
    subject: str = ""
    channel: str = ""
    confirmed: str = ""
    """`true` once the priority was confirmed."""
    reopened: str = ""
    """How often it was reopened."""
    chosen: str = ""
    """What the mapping's column says."""
