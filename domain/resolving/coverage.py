"""What a request chooses of its contract, or everything about it that the contract does not cover."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.contract.contract import Contract
from domain.contract.errors import RequestRefused
from domain.contract.places import Spoken
from domain.contract.sourced import is_language
from domain.contract.spelling import closed, instead, listed
from domain.contract.zones import unknown_zone
from domain.resolving.offsets import nearest_of
from domain.terms.request import Request


@dataclass(frozen=True, slots=True)
class Choice:
    """One request's place in its contract, every name of it known there."""

    plan: str
    theatre: str
    """The theatre that serves the request."""
    customer_zone: str
    priority: str
    channel: str
    """The channel's own name, whichever synonym the request used."""
    language: str | None
    """`None` where the contract looks at no language and the request names none."""
    spoken: Spoken | None


def choose(contract: Contract, request: Request, at: datetime) -> Choice:
    """What the request chooses. Raises `RequestRefused` with every fault of it."""
    faults: list[str] = []
    if request.contract != contract.id:
        faults.append(
            f"The request is for the contract {request.contract!r}: resolve it with that, not {contract.id!r}"
        )
    plan = _plan(contract, request, faults)
    theatre, spoken = _theatre(contract, request, at, faults)
    channel = _channel(contract, request, plan, faults)
    _among("priority", request.priority, contract.priorities, faults)
    language = _language(contract, request, faults)
    if plan and request.requester == "end-user" and contract.plans[plan].end_users == "never":
        faults.append(f"An end user is not supported on {plan}: let a system administrator ask")
    if faults or plan is None or theatre is None or channel is None:
        raise RequestRefused(*(closed(fault) for fault in faults))
    zone = request.customer_zone or contract.theatres[theatre].zone
    return Choice(plan, theatre, zone, request.priority, channel, language, spoken)


def _among(what: str, name: str, known: Iterable[str], faults: list[str]) -> str | None:
    choices = tuple(known)
    if name in choices:
        return name
    faults.append(f"There is no {what} {name!r} in this contract: {instead(name, choices)}")
    return None


def _plan(contract: Contract, request: Request, faults: list[str]) -> str | None:
    if request.plan is not None:
        return _among("plan", request.plan, contract.plans, faults)
    if len(contract.plans) == 1:
        return next(iter(contract.plans))
    faults.append(f"The plan is missing: choose {listed(contract.plans)}")
    return None


def _theatre(contract: Contract, request: Request, at: datetime, faults: list[str]) -> tuple[str | None, Spoken | None]:
    zone, rest = request.customer_zone, contract.rest_of_the_world
    unknown = None if zone is None else unknown_zone(zone)
    if unknown:
        faults.append(f"The customer's zone {': '.join(unknown)}")
    names = (*contract.theatres, rest.name) if rest else tuple(contract.theatres)
    name = request.theatre
    if name is None and len(names) == 1:
        name = names[0]
    if name is None and rest and zone is not None:
        name = rest.name
    if name is None:
        cure = f"choose {listed(names)}" + (", or give the customer's time zone" if rest else "")
        faults.append(f"The theatre is missing: {cure}")
        return None, None
    if _among("theatre", name, names, faults) is None:
        return None, None
    if rest is None or name != rest.name:
        return name, contract.theatres[name].spoken
    if zone is None:
        faults.append(
            f"The customer's time zone is missing, and {name} is served by the theatre nearest to it: give it"
        )
    if zone is None or unknown:
        return None, None
    return nearest_of({one: contract.theatres[one].zone for one in rest.candidates}, zone, at), rest.spoken


def _channel(contract: Contract, request: Request, plan: str | None, faults: list[str]) -> str | None:
    names = {name: name for name in contract.channels}
    names |= {word: name for name, channel in contract.channels.items() for word in channel.synonyms}
    if _among("channel", request.channel, names, faults) is None:
        return None
    name = names[request.channel]
    plans = contract.channels[name].plans
    if plan is not None and plans is not None and plan not in plans:
        others = [one for one, channel in contract.channels.items() if channel.plans is None or plan in channel.plans]
        faults.append(f"The channel {name!r} is not part of {plan}: use {listed(others)}")
    return name


def _language(contract: Contract, request: Request, faults: list[str]) -> str | None:
    if contract.languages is None:
        if request.language is not None and not is_language(request.language):
            faults.append(f"{request.language!r} is not a language: write its two letters, such as es")
        return request.language
    language = request.language or contract.languages.default
    if language not in contract.languages.supported:
        faults.append(f"The language {language!r} is not supported: {instead(language, contract.languages.supported)}")
    return language
