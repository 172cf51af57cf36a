"""`api`: the HTTP API of the tickets that run elsewhere."""

import typer

from doors.cli.library import library
from doors.cli.options import settings_of
from doors.cli.rendering import say


def api(context: typer.Context) -> None:
    """Serve the HTTP API until Ctrl-C, for the tickets of the servers that run. `up` serves it, too.

    It needs tokens: `sundial tokens create`.
    """
    from doors.cli.reaching import connected
    from doors.http.serving import backend, listening
    from runtime.logging.logs import set_up_logs
    from runtime.stopping import Stop, run

    settings = settings_of(context)
    set_up_logs(settings.log_format, settings.log_level)
    contracts = library(settings)

    async def serve(stop: Stop) -> None:
        async with (
            connected(settings) as (client, database_url),
            backend(settings, client, database_url, contracts) as within,
            listening(settings, within) as where,
        ):
            say(f"Sundial's API: {where.url} (its pages: {where.url}/docs)")
            await stop.wait()

    run(serve)
