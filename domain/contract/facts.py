"""What a contract says that times no ticket by itself, typed as far as something can be asked of it."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from domain.contract.sourced import Sourced, Statement, Text
from domain.value import Value


class MonitoredEvent(Value):
    """Something that monitoring notices, and the priority of the ticket that it opens."""

    name: Text
    priority: Text


class Proactive(Sourced):
    """Proactive support: monitoring opens tickets by itself."""

    plans: tuple[Text, ...]
    requires: tuple[Text, ...]
    events: Mapping[Text, MonitoredEvent]


class Specialist(Sourced):
    """The support specialist of a plan."""

    plans: tuple[Text, ...]
    first_day: date | None = None
    duties: tuple[Text, ...] = Field(min_length=1)


class Renewal(Sourced):
    """How cover goes on after it expires."""

    licences: tuple[Text, ...] = Field(min_length=1)
    late_within_days: int | None = Field(default=None, ge=0)
    """Renewed this many days after expiry, cover still goes on from there; `None`: before expiry only."""
    later: Text | None = None
    """What a renewal after that means; `None` where there is none."""


class OnSiteVisits(Sourced):
    """Visits to the customer."""

    available: Literal["never", "by-agreement", "included"]
    notice_hours: Mapping[Text, int] = {}
    """The least notice in hours, by place."""
    says: Text


class Diagnosis(Sourced):
    """The questions that the first diagnosis asks."""

    questions: tuple[Text, ...] = Field(min_length=1)


class Review(Sourced):
    """A regular look at the services together with the customer."""

    every_months: int = Field(ge=1)
    says: Text


class Facts(Value):
    """The facts of one contract."""

    proactive: Proactive | None = None
    specialist: Specialist | None = None
    on_site: OnSiteVisits | None = None
    diagnosis: Diagnosis | None = None
    reviews: tuple[Review, ...] = ()
    renewals: tuple[Renewal, ...] = ()
    cover: tuple[Statement, ...] = ()
    exclusions: tuple[Statement, ...] = ()
    handling: tuple[Statement, ...] = ()
    """How a request is handled, from its recording to its closure."""
    differences: tuple[Statement, ...] = ()
    """Where the documents of one contract disagree; what each block's source names is followed."""
