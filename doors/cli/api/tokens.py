"""`tokens`: who may come in through the HTTP API."""

from datetime import datetime
from getpass import getuser
from typing import TYPE_CHECKING, Annotated

import typer

from domain.errors import DomainError
from doors.access.rights import MEANINGS, RIGHTS, ROLES, Role
from doors.application.reading import instant, name, now
from doors.cli.options import JSON, settings_of
from doors.cli.reaching import with_database
from doors.cli.rendering import clock, complain, say, show_json, show_table

if TYPE_CHECKING:
    from doors.access.tokens import Token, Tokens

UTC = "UTC"


class NoRole(DomainError):
    """A token for nothing."""

    def __init__(self) -> None:
        super().__init__(f"a token needs a role; give --role with one of {', '.join(ROLES)}, several times for several")


def commands() -> typer.Typer:
    """The commands about tokens."""
    app = typer.Typer(help="Tokens for the HTTP API: make one, list them, or let one in no more.")
    app.command("create")(create)
    app.command("list")(list_tokens)
    app.command("revoke")(revoke)
    app.command("roles")(show_roles)
    return app


def create(
    context: typer.Context,
    called: Annotated[str, typer.Argument(metavar="NAME", help="Who uses it; each event has this for `by`.")],
    role: Annotated[
        list[str] | None, typer.Option(help="What it may do; see `tokens roles`. Several times: all.")
    ] = None,
    customer: Annotated[
        str | None, typer.Option(help="The one customer whose tickets it sees; all if left out.")
    ] = None,
    ends: Annotated[
        str | None, typer.Option(metavar="INSTANT", help="Until when it lets in, such as 2027-12-31T00:00:00Z.")
    ] = None,
    for_others: Annotated[
        bool, typer.Option("--for-others", metavar="", help="Let it say in whose name it acts, beside its own.")
    ] = False,
    json: JSON = False,
) -> None:
    """Make a token and show it, once: it is kept as a hash, and nobody can show it again."""
    roles = read_roles(role or [])
    given, bound, until = name("NAME", called), name("--customer", customer), instant(ends, "--ends")
    assert given is not None

    async def made(tokens: "Tokens") -> "tuple[Token, str]":
        return await tokens.create(
            given, roles, at=now(), by=_whoever(), customer=bound, for_others=for_others, ends_at=until
        )

    token, text = with_database(settings_of(context), lambda pool: made(_tokens(pool)))
    if json:
        show_json({**token.model_dump(mode="json"), "token": text})
        return
    say(text)
    complain(f"(the token {token.id} of {token.name}: {', '.join(token.roles)}; it is shown this once)")


def list_tokens(context: typer.Context, json: JSON = False) -> None:
    """List the tokens: whose they are, what they may do, and when they were last used."""
    found = with_database(settings_of(context), lambda pool: _tokens(pool).every())
    if json:
        show_json(found)
    elif found:
        heads = ("id", "name", "roles", "customer", "ends", "last used")
        show_table(None, heads, [_row(one) for one in found])
    else:
        say("There is no token yet; `sundial tokens create` makes one.")


def revoke(context: typer.Context, id: Annotated[str, typer.Argument(metavar="ID", help="The token's id.")]) -> None:
    """Let a token in no more, from now on."""
    gone = with_database(settings_of(context), lambda pool: _tokens(pool).revoke(id, at=now()))
    say(f"The token {gone.id} of {gone.name} lets nobody in any more.")


def show_roles(json: JSON = False) -> None:
    """Show what each role may do. Needs no server."""
    if json:
        show_json({role: sorted(rights) for role, rights in RIGHTS.items()})
        return
    rows = [(role, "\n".join(MEANINGS[one] for one in MEANINGS if one in rights)) for role, rights in RIGHTS.items()]
    show_table(None, ("role", "may"), rows)


def read_roles(names: list[str]) -> list[Role]:
    """The roles of these names. Raises `NoRole` where there is none, or one is none."""
    known: dict[str, Role] = {role: role for role in ROLES}
    if not names or any(name not in known for name in names):
        raise NoRole
    return [known[name] for name in names]


def _tokens(pool: object) -> "Tokens":
    from doors.access.tokens import Tokens

    return Tokens(pool)


def _row(one: "Token") -> tuple[str, ...]:
    return (
        one.id,
        one.name,
        ", ".join(one.roles) + (" (for others)" if one.for_others else ""),
        one.customer or "all",
        "revoked" if one.revoked_at else _at(one.ends_at, "never"),
        _at(one.last_used_at, "never"),
    )


def _at(instant: datetime | None, never: str) -> str:
    return clock(instant, UTC) if instant else never


def _whoever() -> str:
    try:
        return getuser()
    except (KeyError, OSError):
        return "somebody"
