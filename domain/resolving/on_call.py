"""Whether a request has the on-call service of its contract, and why not where it has none."""

from datetime import datetime

from domain.contract.contract import Contract
from domain.contract.spelling import listed
from domain.resolving.coverage import Choice
from domain.resolving.offsets import standard_offset
from domain.terms.request import Request
from domain.terms.terms import OnCall


def on_call_service(contract: Contract, request: Request, choice: Choice, at: datetime) -> OnCall | str:
    """The on-call service, or why plan, language, requester or the customer's zone rules it out."""
    service = contract.on_call
    if service is None:
        return f"{contract.name} has no such service"
    if choice.plan not in service.plans:
        return f"plan {choice.plan} does not have it, but {listed(service.plans)}"
    if service.other_languages == "excluded" and choice.language not in service.languages:
        return f"it is for requests in {listed(service.languages)}, and this one is in {choice.language}"
    if request.requester not in service.requesters:
        return f"it is for a request of an {listed(service.requesters)}, and this one is of an {request.requester}"
    away = service.not_at_standard_offsets
    if away and away.first <= standard_offset(choice.customer_zone, at) <= away.last:
        return f"it is not available in the customer's time zone, {choice.customer_zone}"
    return OnCall(
        priorities=service.priorities,
        promises=service.promises,
        calendar=service.calendar,
        alarm_on_any_channel=True if service.alarm == "any-channel" else None,
    )


def on_call_channels(contract: Contract) -> tuple[str, ...]:
    """The channels that reach the service, and the other words for them, as a request may use any."""
    names = contract.on_call.channels if contract.on_call else ()
    return tuple(word for name in names for word in (name, *contract.channels[name].synonyms))
