"""What can be wrong with what is asked of a webhook."""

from difflib import get_close_matches

from domain.brief import name
from domain.errors import DomainError
from domain.ticket.events import EVENTS

KINDS = tuple(event.__name__ for event in EVENTS)
"""The types of events that a webhook can be told of."""


class NoSuchWebhook(DomainError):
    """No webhook has that id."""

    def __init__(self, id_: str) -> None:
        super().__init__(f"there is no webhook {name(id_)}; `sundial webhooks list` shows their ids")


class NoSuchDelivery(DomainError):
    """A webhook was never to get that event."""

    def __init__(self, webhook: str, position: int) -> None:
        super().__init__(
            f"webhook {webhook} was never given the event at {position}; `sundial webhooks failed` shows what failed"
        )


class WebhookHasEnded(DomainError):
    """Nothing more can be asked of a webhook that has ended."""

    def __init__(self, id_: str, because: str) -> None:
        super().__init__(f"webhook {id_} has ended ({because}); create another one for the same address")


class UnknownKind(DomainError):
    """There is no such event."""

    def __init__(self, kind: str) -> None:
        near = get_close_matches(kind, KINDS, n=1)
        meant = f"did you mean {near[0]}?" if near else f"it can be {', '.join(KINDS[:5])}, ..."
        super().__init__(f"there is no event of the type {name(kind)}; {meant}")


class AddressRefused(DomainError):
    """Nothing is sent to an address like that."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the address of the webhook {why}")


class TooLong(DomainError):
    """The earlier secret would sign for too long."""

    def __init__(self, days: int) -> None:
        super().__init__(f"the earlier secret can go on signing for 0 to {days} days; give a shorter time")
