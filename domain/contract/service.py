"""Which plans a contract has, how they are reached, and the on-call service."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

from domain.contract.rules import CalendarChoice
from domain.contract.sourced import Language, Sourced, Text
from domain.terms.request import Requester
from domain.terms.terms import PromiseName
from domain.value import Value

_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d):(?P<minutes>[0-5]\d)")


def parse_offset(text: object) -> timedelta:
    """Reads an offset from UTC such as "+05:30"."""
    found = _OFFSET.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        problem = {"wrong": f"{text!r} is not an offset from UTC", "right": 'write for example "+05:30"'}
        raise PydanticCustomError("wording", "{wrong}", problem)
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    return -offset if found["sign"] == "-" else offset


Offset = Annotated[timedelta, PlainValidator(parse_offset)]


class Plan(Sourced):
    """One plan that a customer can have."""

    extended_days: bool
    """Whether the theatre's extension is open too."""
    public_holidays: Literal["closed", "extension", "extension-but-rest-days"]
    """On a public holiday: closed, or open at the extension's hours; on whatever weekday it falls, or all but those on
    which the team rests anyway."""
    goes_first: bool = True
    """Whether its requests go before those of plans that do not."""
    end_users: Literal["never", "by-agreement", "included"]
    """Whether an end user may ask (level 1); administrators always may."""
    remote_support: Literal["never", "on-supporters-request", "included"] = "included"

    @property
    def reaches_holidays(self) -> bool:
        """Whether it is open on public holidays at all."""
        return self.public_holidays != "closed"


class Channel(Sourced):
    """One way in which a request comes."""

    synonyms: tuple[Text, ...] = ()
    plans: tuple[Text, ...] | None = None
    """The plans that have it; `None` for all."""
    not_guaranteed_because: Text | None = None
    """Why nothing is guaranteed on this channel; `None` where the targets hold."""


class OffsetRange(Value):
    """Standard offsets from UTC, both ends included."""

    first: Offset
    last: Offset


class OnCallService(Sourced):
    """The service outside of the office's hours: whom it serves, and what it moves to which calendar."""

    plans: tuple[Text, ...] = Field(min_length=1)
    priorities: tuple[Text, ...] = Field(min_length=1)
    channels: tuple[Text, ...] = Field(min_length=1)
    """By which a customer reaches it, so that the clock changes for what they asked."""
    alarm: Literal["these-channels", "any-channel"] = "these-channels"
    """Whether the alarm rings for those who came by one of `channels`, or for everybody whom the rest covers."""
    languages: tuple[Language, ...] = Field(min_length=1)
    """In which it is given."""
    other_languages: Literal["served", "excluded"] = "served"
    """Whether it takes a ticket in another language, too, and serves it in one of its own."""
    requesters: tuple[Requester, ...] = Field(min_length=1)
    not_at_standard_offsets: OffsetRange | None = None
    """Customers whose own time zone is in this range have no on-call service."""
    promises: tuple[PromiseName, ...]
    calendar: CalendarChoice


Plans = Mapping[Text, Plan]
Channels = Mapping[Text, Channel]
