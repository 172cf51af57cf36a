"""`up` and `demo`: commands that bring their own servers."""

from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from doors.cli.library import library
from doors.cli.options import settings_of
from doors.cli.rendering import say
from runtime.invocation import invocation
from runtime.settings import Settings

if TYPE_CHECKING:
    from runtime.running import Running
    from runtime.stopping import Stop


def up(context: typer.Context) -> None:
    """Start what Sundial needs and serve tickets until Ctrl-C: Temporal, PostgreSQL, a worker and the HTTP API.

    Servers that run already are used as they are. In external mode (SUNDIAL_MODE) only worker and API are started.
    """
    from runtime.logging.logs import set_up_logs
    from runtime.stopping import run
    from runtime.worker.delivering import delivery_setup

    settings = settings_of(context)
    set_up_logs(settings.log_format, settings.log_level)
    # What is wrong in these files is better said before servers are started.
    delivery_setup(settings, library(settings))
    run(lambda stop: _serve(settings, stop))


async def _serve(settings: Settings, stop: "Stop") -> None:
    from doors.http.serving import backend, listening
    from doors.nexus.intake import NEXUS
    from runtime.worker.serving import serving

    say("Starting ... (Ctrl-C ends it)")
    contracts = library(settings)
    async with (
        serving(settings, services=NEXUS) as (client, running),
        backend(settings, client, _database_of(settings, running), contracts) as within,
        listening(settings, within) as api,
    ):
        say("", "Sundial serves tickets.")
        if running is None:
            say(f"  Temporal: {client.service_client.config.target_host}, namespace {client.namespace}")
        else:
            say(
                f"  Temporal: {running.temporal_address}, namespace {client.namespace}",
                f"  Temporal's pages: {_tickets_in(running.ui_url, client.namespace)}",
                f"  Data: {settings.data}",
            )
        say(f"  HTTP API: {api.url} (its pages: {api.url}/docs)")
        say(
            "",
            "In another terminal:",
            f"  {invocation()} open --customer Acme --subject 'No calls' --contract imagiclecare-4.1 \\",
            "      --plan gold --theatre europe --priority P2",
            f"  {invocation()} list",
            f"  {invocation()} tokens create 'My intake' --role intake",
            f"  {invocation()} --help",
            "",
        )
        await stop.wait()
        say("Ending what has begun ...")


def _database_of(settings: Settings, running: "Running | None") -> str:
    url = running.database_url if running else settings.database_url
    assert url is not None  # the settings see to that
    return url


def _tickets_in(ui_url: str | None, namespace: str) -> str:
    """Where Temporal's pages list tickets alone, without mailboxes and pagers."""
    if ui_url is None:
        return "none"
    from workflows.messages import WORKFLOW

    query = quote(f'WorkflowType = "{WORKFLOW}"', safe="")
    return f"{ui_url}/namespaces/{quote(namespace, safe='')}/workflows?query={query}"


def demo(
    context: typer.Context,
    stay: Annotated[
        bool,
        typer.Option("--stay", metavar="", help="Keep the servers running afterwards, until Ctrl-C, to look around."),
    ] = False,
) -> None:
    """Live through a handful of tickets in less than a minute: who was told what, when and why."""
    from demo.story import play
    from runtime.logging.logs import set_up_logs
    from runtime.stopping import run

    settings = settings_of(context)
    set_up_logs(settings.log_format, "error")
    run(lambda stop: play(settings, until_stopped=stop.wait if stay else None))
