"""How webhooks look on the command line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from doors.application.showing.plain import utc
from doors.cli.rendering import Column, say, show_table

if TYPE_CHECKING:
    from activities.webhooks.webhook import Webhook, WebhookDelivery, WithSecret


def show_secret(made: "WithSecret") -> None:
    """A webhook's secret, which is shown once."""
    webhook = made.webhook
    say(
        f"{webhook.id} is told of {', '.join(webhook.kinds) or 'all events'}"
        f"{f' of {webhook.customer}' if webhook.customer else ''}, at {webhook.url}.",
        f"Its secret, which nobody can show again: {made.secret}",
    )
    if webhook.earlier_until is not None:
        say(f"The earlier one signs until {utc(webhook.earlier_until)}, too.")


def show_webhooks(webhooks: "Sequence[Webhook]") -> None:
    """A table of webhooks."""
    rows = [
        (
            one.id,
            one.url,
            "\n".join(one.kinds) or "all",
            one.customer or "all",
            f"{one.waiting:,}",
            f"{one.failed:,}",
            f"ended: {one.ended_because}" if one.ended_at else "",
        )
        for one in webhooks
    ]
    columns = (Column("webhook", 19), Column("address", 20), "events", "customer", "waiting", "failed", "")
    show_table(None, columns, rows)


def show_deliveries(deliveries: "Sequence[WebhookDelivery]") -> None:
    """A table of deliveries."""
    rows = [
        (str(one.position), one.ticket, str(one.number), one.kind, str(one.attempts), utc(one.at), one.detail)
        for one in deliveries
    ]
    show_table(None, ("position", "ticket", "event", "type", "attempts", "last", "what came of it"), rows)
