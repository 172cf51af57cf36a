"""The commands about webhooks."""

from collections.abc import Awaitable, Callable
from getpass import getuser
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from doors.application.reading import name, now
from doors.cli.options import JSON, NotUnderstood, settings_of
from doors.cli.reaching import with_database
from doors.cli.rendering import say, show_json
from doors.cli.spans import read_span
from doors.cli.webhooks.webhook_view import show_deliveries, show_secret, show_webhooks

if TYPE_CHECKING:
    from asyncpg import Pool

    from activities.webhooks.store import WebhookStore

Result = TypeVar("Result")

WEBHOOK = Annotated[str, typer.Argument(metavar="WEBHOOK", help="The webhook's id; `webhooks list` shows them.")]


def commands() -> typer.Typer:
    """The commands about webhooks."""
    app = typer.Typer(help="Tell systems of events: subscribe them, change their secrets, look after what failed.")
    app.command("create")(create)
    app.command("list")(list_webhooks)
    app.command("rotate")(rotate)
    app.command("failed")(failed)
    app.command("resend")(resend)
    app.command("end")(end)
    return app


def create(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="Where it is told, such as https://desk.example/hooks.")],
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TYPE", help="A type of event, such as PromiseMissed, as often as needed; all if left out."
        ),
    ] = None,
    customer: Annotated[str | None, typer.Option(help="Tell it of this customer's tickets alone.")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who creates it; your name here if left out.")] = None,
    json: JSON = False,
) -> None:
    """Tell a system of what is recorded from now on, and show the secret with which that is signed, once."""
    who = name("--by", by) or _whoever_it_is()
    of = name("--customer", customer)
    made = _with_store(context, lambda store: store.create(url, at=now(), by=who, kinds=kind or (), customer=of))
    if json:
        show_json(made.model_dump(mode="json"))
    else:
        show_secret(made)


def list_webhooks(context: typer.Context, json: JSON = False) -> None:
    """List the systems that are told of events, those too of which that has ended."""
    found = _with_store(context, lambda store: store.every())
    if json:
        show_json([one.model_dump(mode="json") for one in found])
    elif found:
        show_webhooks(found)
    else:
        say("There is no webhook yet; `sundial webhooks create` makes one.")


def rotate(
    context: typer.Context,
    webhook: WEBHOOK,
    overlap: Annotated[
        str, typer.Option(metavar="SPAN", help="How long the earlier secret signs, too, such as 24h, or 0min.")
    ] = "24h",
    json: JSON = False,
) -> None:
    """Give a webhook another secret, and show it, once. For a while both sign, so that its receiver can change."""
    span = read_span("--overlap", overlap)
    made = _with_store(context, lambda store: store.rotate(webhook, at=now(), overlap=span))
    if json:
        show_json(made.model_dump(mode="json"))
    else:
        show_secret(made)


def failed(
    context: typer.Context,
    webhook: WEBHOOK,
    after: Annotated[int, typer.Option(min=0, metavar="POSITION", help="Begin behind this one.")] = 0,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at the most.")] = 100,
    json: JSON = False,
) -> None:
    """List what a webhook did not take in three days."""
    found = _with_store(context, lambda store: store.deliveries(webhook, "failed", after=after, limit=limit))
    if json:
        show_json([one.model_dump(mode="json") for one in found])
    elif found:
        show_deliveries(found)
        if len(found) == limit:
            say(f"The next ones: --after {found[-1].position}")
    else:
        say("Nothing has failed.")


def resend(
    context: typer.Context,
    webhook: WEBHOOK,
    position: Annotated[
        int | None, typer.Argument(min=1, metavar="POSITION", help="Which event, as `webhooks failed` shows it.")
    ] = None,
    all_failed: Annotated[bool, typer.Option("--all", metavar="", help="All that have failed.")] = False,
) -> None:
    """Send an event again that failed, or all of them, each under the id that it had."""
    if (position is None) != all_failed:
        raise NotUnderstood(context, "Give the position of one event, or --all.")

    async def sent(store: "WebhookStore") -> int:
        if position is None:
            return await store.resend_failed(webhook, at=now())
        await store.resend(webhook, position, at=now())
        return 1

    say(f"Sent again: {_with_store(context, sent)}")


def end(
    context: typer.Context,
    webhook: WEBHOOK,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")] = "asked for",
    json: JSON = False,
) -> None:
    """Tell a system of nothing more; what was on its way has failed."""
    because = name("--reason", reason) or reason
    ended = _with_store(context, lambda store: store.end(webhook, at=now(), because=because))
    if json:
        show_json(ended.model_dump(mode="json"))
    else:
        say(f"{ended.id} has ended ({ended.ended_because}).")


def _with_store(context: typer.Context, work: "Callable[[WebhookStore], Awaitable[Result]]") -> Result:
    settings = settings_of(context)

    async def working(pool: "Pool") -> Result:
        from activities.webhooks.store import WebhookStore

        return await work(WebhookStore(pool, private=settings.webhooks_to_private_addresses))

    return with_database(settings, working)


def _whoever_it_is() -> str:
    try:
        return getuser()
    except (KeyError, OSError):
        return "somebody"
