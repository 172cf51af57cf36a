"""Options that several commands share, and what their values must be."""

from collections.abc import Callable
from typing import Annotated

import typer

from runtime.settings import Settings


class NotUnderstood(typer.TyperException):
    """Options that do not go together."""

    exit_code = 2

    def __init__(self, context: typer.Context, sentence: str) -> None:
        super().__init__(sentence)
        self.ctx = context


def settings_of(context: typer.Context) -> Settings:
    """The settings with which this command runs."""
    load: Callable[[], Settings] = context.obj
    return load()


TICKET = Annotated[str, typer.Argument(metavar="TICKET", help="The ticket's id, such as T-20261121-4f7a2c.")]
AT = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="INSTANT", help="When it was true, such as 2026-12-24T16:00:00+01:00; now if left out."
    ),
]
BY = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who gives this command: you, or the system that sends it.")
]
ID = Annotated[
    str | None,
    typer.Option("--id", metavar="ID", help="An id of this command: given twice with the same id, it counts once."),
]
JSON = Annotated[bool, typer.Option("--json", help="Answer with one JSON document, instants in UTC.", metavar="")]

CONTRACT = Annotated[str, typer.Option(help="The contract, such as imagiclecare-4.1; `contracts list` shows them.")]
PLAN = Annotated[str | None, typer.Option(help="The plan, such as gold; can be left out where there is only one.")]
THEATRE = Annotated[
    str | None, typer.Option(help="The theatre whose team serves the customer, such as europe, or rest-of-the-world.")
]
CUSTOMER_ZONE = Annotated[
    str | None,
    typer.Option(
        metavar="ZONE", help="The customer's own time zone, such as Asia/Tokyo; it finds the nearest theatre."
    ),
]
PRIORITY = Annotated[str, typer.Option(help="The priority, such as P2, or critical for Imagen TI.")]
CHANNEL = Annotated[
    str | None,
    typer.Option(help="How the request came: web, phone, chat, email, proactive; web if left out."),
]
LANGUAGE = Annotated[str | None, typer.Option(help="The language asked for, in two letters, such as en.")]
REQUESTER = Annotated[
    str | None, typer.Option(metavar="WHO", help="Who asks: administrator (if left out) or end-user.")
]
