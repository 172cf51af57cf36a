"""`reference/command-line.md`."""

from collections.abc import Iterator
from typing import Any

import typer
from typer.main import get_command

from docs.making.markdown import code, page, table
from doors.cli.app import commands
from runtime.invocation import NAME

LEAD = """
Each command has a `--help` that says the same. Exit codes: 0 done, 1 refused, 2 not understood, 130 interrupted.
"""


def command_line() -> str:
    """Every command."""
    return page("Command line", LEAD, *(_part(path, command) for path, command in _walk(NAME, get_command(commands()))))


def _walk(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
        return
    for name, one in inner.items():
        yield from _walk(f"{path} {name}", one)


def _part(path: str, command: Any) -> str:
    context = typer.Context(command, info_name=path)
    usage = " ".join(
        [path, *(piece.replace("{", "").replace("}", "") for piece in command.collect_usage_pieces(context))]
    )
    rows = [_row(one) for one in command.params if one.name != "help"]
    options = table(("option", "says", "if left out"), rows) if rows else ""
    return (
        f"## {path.removeprefix(NAME).strip()}\n\n```text\n{usage}\n```\n\n{(command.help or '').strip()}\n\n{options}"
    )


def _row(one: Any) -> tuple[str, str, str]:
    value = "" if getattr(one, "is_flag", False) else one.metavar or str(one.name).upper().replace("_", "-")
    name = one.opts[0] if one.param_type_name == "option" else ""
    default = "" if one.default in (None, False, (), []) else code(one.default)
    shown = " ".join(word for word in (name, value.strip("{}<>")) if word)
    return code(shown), one.help or "", "**needed**" if one.required else default
