"""A contract file: everything in it, section by section."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.contract.facts import Facts
from domain.contract.places import Languages, RestOfTheWorld, Theatres
from domain.contract.rules import Ladder, Levels, Priorities, Promises, Resolved, SilenceRule, Warnings
from domain.contract.service import Channels, OnCallService, Plans
from domain.contract.sourced import Language, Sourced, Text
from domain.value import Value

ContractId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*$")]


class Validity(Sourced):
    """When a version of a contract holds."""

    first_day: date | None = None
    """`None` where it is open, as long as the customer's licences run."""


class Document(Value):
    """One document that the contract was taken from."""

    language: Language
    title: Text


class Contract(Value):
    """One published version of a support contract."""

    id: ContractId
    name: Text
    vendor: Text
    documents: Mapping[Text, Document] = Field(min_length=1)
    """By the short name that each `source` begins with."""
    validity: Validity
    priorities: Priorities = Field(min_length=1)
    levels: Levels = Field(min_length=1)
    theatres: Theatres = Field(min_length=1)
    rest_of_the_world: RestOfTheWorld | None = None
    languages: Languages | None = None
    """`None` where the contract names no language: then any will do."""
    plans: Plans = Field(min_length=1)
    channels: Channels = Field(min_length=1)
    promises: Promises = Field(min_length=1)
    on_call: OnCallService | None = None
    ladder: Ladder
    warnings: Warnings
    silence: SilenceRule
    resolved: Resolved
    facts: Facts = Facts()
