"""Those who can be told: what a file says of them."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from domain.text import Line
from domain.value import Value
from people.directory.addresses.address import Kind
from people.directory.local_time import WallMoment, Zone

Language = Literal["it", "en", "fr", "de", "es", "pt", "ar"]
"""The languages in which announcements are written."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,99}$")]
"""What a person, a gateway or a channel is called in the file: small letters, digits, dots and hyphens."""

Rate = Annotated[float, Field(gt=0, le=6000)]
"""Messages a minute."""


class GatewayEntry(Value):
    """One account that many people are reached through."""

    kind: Kind
    address: str
    """With `{to}` where the recipient stands."""
    rate: Rate | None = None
    """At most, to all of them together."""


class ChannelEntry(Value):
    """One way to reach a person: an address of its own, or a gateway and whom it is to reach."""

    kind: Kind | None = None
    """How patient to be, and which text to send; a gateway has its own."""
    address: str | None = None
    """In the form of apprise, or a webhook's `https://`."""
    secret: str | None = None
    """What a webhook is signed with, such as `${DESK_SECRET}`."""
    through: str | None = None
    """A gateway, in place of an address."""
    to: Line | None = None
    """Whom it is to reach through that gateway."""
    rate: Rate | None = None
    """At most, to this person."""


class DeputyEntry(Value):
    """A time in which somebody else is told in a person's place; half-open, on the person's own clock."""

    person: str
    starts: WallMoment
    until: WallMoment


class Reachable(Value):
    """The language, the clock and the channels of whoever can be told."""

    language: Language
    zone: Zone
    channels: Mapping[Key, ChannelEntry] = Field(min_length=1)
    """In order of preference."""


class PersonEntry(Reachable):
    """One person."""

    name: Line
    deputies: tuple[DeputyEntry, ...] = ()
    stand_in: str | None = None
    """Who is tried when this person cannot be reached."""
