"""`reference/contract-file.md`, `directory-file.md` and `hook-file.md`: what may stand in them, field by field."""

from pydantic import BaseModel

from docs.making.markdown import page
from docs.making.models import linked, part
from domain.business_time import SpecialDate, Week
from domain.contract import facts, places, rules, service
from domain.contract.contract import Contract, Document, Validity
from domain.contract.sourced import Statement
from doors.hooks import file as hooks
from doors.hooks.parts import Given
from doors.hooks.signatures import Signature
from people.directory.people import ChannelEntry, DeputyEntry, GatewayEntry, PersonEntry, Reachable
from people.directory.posts import Duty, Hours, Post, TeamHead
from people.directory.rotation import Override, Rotation

CONTRACT = """
A contract is one YAML file. [Write a contract](../guide/contracts.md) says how to begin. A duration is written `30
min`, `2 h`, `1 h 30 min` or `2 working days`; a target may also be `end of the next working day` or `best effort`.
Hours are written `"09:00-18:00"`. Every block names its `source`, and a `reading` where a choice was made.
"""

DIRECTORY = """
A directory is one YAML file with the sections `people` (`PersonEntry`, by key), `gateways` (`GatewayEntry`, by key),
`teams` (a list of `TeamHead` with `levels`: `Duty` by level), `customers` (`Reachable`, by name) and `other_customers`
(`Reachable`). [Who is told](../guide/directory.md) says what they mean.
"""

HOOK = """
A hook file says what another system's webhooks mean, one YAML file for each system.
[Let your ticket system tell Sundial](../guide/hooks.md) says how it is written, in short too.
"""

CONTRACT_PARTS: tuple[type[BaseModel], ...] = (
    *(Contract, Document, Validity, rules.Priority, rules.Level, rules.AnswerTime),
    *(places.Theatre, places.Extension, places.PublicHolidays, places.SingleDate, places.Spoken),
    *(places.RestOfTheWorld, places.Languages, service.Plan, service.Channel, rules.Promise),
    *(service.OnCallService, service.OffsetRange, rules.Ladder, rules.Warnings, rules.SilenceRule, rules.Resolved),
    *(facts.Facts, facts.Proactive, facts.MonitoredEvent, facts.Specialist, facts.OnSiteVisits, facts.Diagnosis),
    *(facts.Review, facts.Renewal, Statement),
)
DIRECTORY_PARTS: tuple[type[BaseModel], ...] = (
    *(PersonEntry, Reachable, ChannelEntry, DeputyEntry, GatewayEntry, TeamHead),
    *(Duty, Post, Rotation, Override, Hours, Week, SpecialDate),
)


def contract_file() -> str:
    """Every block of a contract file."""
    return linked(page("Contract file", CONTRACT, *(part(one) for one in CONTRACT_PARTS)))


def directory_file() -> str:
    """Every entry of a directory file."""
    return linked(page("Directory file", DIRECTORY, *(part(one) for one in DIRECTORY_PARTS)))


def hook_file() -> str:
    """Every part of a hook file."""
    parts = (hooks.HookFile, Signature, hooks.EventPart, hooks.TicketPart, hooks.OpeningPart, Given, hooks.Rule)
    return linked(page("Hook file", HOOK, *(part(one) for one in parts)))
