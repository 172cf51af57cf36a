"""The pace: how messages to one person are gathered and spaced, and how alarms call."""

from typing import Annotated

from pydantic import Field

from domain.value import Value

Seconds = Annotated[float, Field(ge=0, le=7 * 86400, allow_inf_nan=False)]


class Pace(Value):
    """How messages to one person are gathered and spaced, in seconds."""

    gather: Seconds = 20
    gather_urgent: Seconds = 2
    spacing: Seconds = 60
    """At least, from one message to the next; a channel with a rate of its own may ask for more."""
    spacing_urgent: Seconds = 10
    idle: Seconds = 600
    """After so long without anything to bring a mailbox ends."""
    slower: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)] = Field(1, alias="patience")
    """By this the intervals of every retry schedule are multiplied."""
    alarm: Annotated[float, Field(ge=0.01, le=86400, allow_inf_nan=False)] = 300
    """From one call of an alarm to the next."""
    calls_each: Annotated[int, Field(ge=1, le=1000)] = 3
    """Calls until one more person is called as well."""
