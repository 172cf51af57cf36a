"""Webhooks: which systems are told of events, and what came of that."""

from datetime import timedelta
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from activities.webhooks.refusals import NoSuchWebhook
from activities.webhooks.webhook import DeliveryState, Webhook
from doors.access.caller import Caller, NotAllowed
from doors.application.reading import name
from doors.http.frame.answers import answer
from doors.http.frame.bodies import Body, IdempotencyKey
from doors.http.frame.callers import Within, deny, may
from doors.http.frame.problems import AsProblem, problems
from doors.http.operations.webhook_bodies import (
    AGAIN,
    EXAMPLE,
    OVERLAP,
    ROTATION,
    WANTED,
    Deliveries,
    Made,
    Resent,
    Webhooks,
)

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"])
Keeper = Annotated[Caller, Depends(may("webhooks"))]
Id = Annotated[
    str, Path(pattern="^wh_[0-9a-f]{16}$", description="The webhook's id.", examples=["wh_0123456789abcdef"])
]


@router.post(
    "",
    status_code=201,
    summary="Subscribe a system to events",
    openapi_extra=WANTED.described({"what goes wrong": EXAMPLE}),
    responses={
        **problems(400, 409, 413, 415),
        201: {"model": Made, "description": "It is told of what happens from now on."},
        200: {"model": Made, "description": "It was subscribed with the same key before."},
    },
)
async def subscribe(
    request: Request, within: Within, caller: Keeper, body: Body, key: IdempotencyKey = None
) -> Response:
    """Tell a system of events, each signed after Standard Webhooks. The secret is shown this once.

    With an `Idempotency-Key` it is subscribed once, in the scope of the token.
    """
    WANTED.require(body)
    customer = name("customer", body.get("customer"))
    if caller.customer is not None:
        if customer is not None and not caller.sees(customer):
            raise deny(request, caller, NotAllowed(f"{caller.name} is bound to another customer than {customer!r}"))
        customer = caller.customer
    id_ = f"wh_{sha256(f'{caller.id}/{key}'.encode()).hexdigest()[:16]}" if key else None
    kinds = tuple(body.get("kinds") or ())
    known = await _known(within, id_)
    if known is not None:
        if (known.url, known.kinds, known.customer) != (body["url"], kinds, customer):
            raise AsProblem("other-content", 409, "This Idempotency-Key was used for another webhook.")
        return answer(Made(webhook=known, secret=None))
    made = await within.webhooks.create(
        body["url"], at=within.clock(), by=caller.name, kinds=kinds, customer=customer, id_=id_
    )
    return answer(Made(webhook=made.webhook, secret=made.secret), 201)


@router.get(
    "",
    summary="The webhooks",
    responses={**problems(), 200: {"model": Webhooks, "description": "Each, and what waits and failed."}},
)
async def list_webhooks(within: Within, caller: Keeper) -> Response:
    """Every webhook, the newest first, with what waits and what failed."""
    return answer(Webhooks(webhooks=[one for one in await within.webhooks.every() if _sees(caller, one)]))


@router.get(
    "/{webhook}",
    summary="One webhook",
    responses={**problems(404), 200: {"model": Webhook, "description": "With what waits and failed."}},
)
async def get_webhook(within: Within, caller: Keeper, webhook: Id) -> Response:
    """One webhook, with what waits and what failed."""
    return answer(await _found(within, caller, webhook))


@router.delete(
    "/{webhook}",
    status_code=204,
    summary="Forget a webhook",
    responses={**problems(404), 204: {"description": "It is."}},
)
async def forget(within: Within, caller: Keeper, webhook: Id) -> Response:
    """Forget a webhook, and what came of its deliveries."""
    await _found(within, caller, webhook)
    await within.webhooks.delete(webhook)
    return Response(status_code=204)


@router.post(
    "/{webhook}/rotate",
    summary="Give a webhook another secret",
    openapi_extra=ROTATION.described({"for a day": {"overlap_hours": 24}}, required=False),
    responses={**problems(400, 404, 410, 413, 415), 200: {"model": Made, "description": "The new secret."}},
)
async def rotate(within: Within, caller: Keeper, webhook: Id, body: Body) -> Response:
    """Another secret, shown this once; for a time the earlier one signs as well."""
    ROTATION.require(body)
    await _found(within, caller, webhook)
    overlap = timedelta(hours=body.get("overlap_hours", OVERLAP))
    made = await within.webhooks.rotate(webhook, at=within.clock(), overlap=overlap)
    return answer(Made(webhook=made.webhook, secret=made.secret))


@router.get(
    "/{webhook}/deliveries",
    summary="What came of a webhook's deliveries",
    responses={**problems(404), 200: {"model": Deliveries, "description": "In the order of the events."}},
)
async def deliveries(
    within: Within,
    caller: Keeper,
    webhook: Id,
    state: DeliveryState | None = None,
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Response:
    """What came of each delivery: waiting, delivered, or failed after three days."""
    await _found(within, caller, webhook)
    return answer(Deliveries(deliveries=await within.webhooks.deliveries(webhook, state, after=after, limit=limit)))


@router.post(
    "/{webhook}/resend",
    summary="Make deliveries again",
    openapi_extra=AGAIN.described({"all that failed": {}}, required=False),
    responses={**problems(400, 404, 410, 413, 415), 200: {"model": Resent, "description": "How many."}},
)
async def resend(within: Within, caller: Keeper, webhook: Id, body: Body) -> Response:
    """Make one delivery again, or all that failed, under the ids that they had."""
    AGAIN.require(body)
    await _found(within, caller, webhook)
    position = body.get("position")
    if position is None:
        return answer(Resent(resent=await within.webhooks.resend_failed(webhook, at=within.clock())))
    await within.webhooks.resend(webhook, position, at=within.clock())
    return answer(Resent(resent=1))


@router.post(
    "/{webhook}/end",
    summary="End a webhook",
    responses={**problems(404), 200: {"model": Webhook, "description": "As it ended."}},
)
async def end(within: Within, caller: Keeper, webhook: Id) -> Response:
    """Tell it of nothing more; what came of its deliveries is kept."""
    await _found(within, caller, webhook)
    return answer(await within.webhooks.end(webhook, at=within.clock(), because=f"ended by {caller.name}"))


async def _found(within: Within, caller: Caller, id_: str) -> Webhook:
    webhook = await within.webhooks.get(id_)
    if not _sees(caller, webhook):
        raise NoSuchWebhook(id_)
    return webhook


def _sees(caller: Caller, webhook: Webhook) -> bool:
    return caller.customer is None or (webhook.customer is not None and caller.sees(webhook.customer))


async def _known(within: Within, id_: str | None) -> Webhook | None:
    try:
        return await within.webhooks.get(id_) if id_ else None
    except NoSuchWebhook:
        return None
