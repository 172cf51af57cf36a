"""All commands together, and how a command line is run: every fault becomes a sentence and an exit code."""

import os
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

import typer
from typer.main import get_command

from domain.contract.spelling import closed
from doors.cli.rendering import complain
from runtime.invocation import NAME
from runtime.process import explained
from runtime.settings import Settings, load_settings

COMPLETING = "_SUNDIAL_COMPLETE"
"""The environment variable with which a shell asks to complete a line."""

RUN, OPEN, LOOK, WORK, WAIT, END = "Run", "Open", "Look", "Work", "Wait and answer", "End"

COMMANDS = {
    RUN: {
        "up": "doors.cli.serving:up",
        "api": "doors.cli.api.serving:api",
        "demo": "doors.cli.serving:demo",
        "revive": "doors.cli.working.reviving:revive",
        "tokens": "doors.cli.api.tokens:commands",
    },
    OPEN: {
        "preview": "doors.cli.opening.previewing:preview_command",
        "open": "doors.cli.opening.opening:open_tickets",
        "import": "doors.cli.opening.importing:import_tickets",
        "simulate": "doors.cli.studies.simulating:simulate",
        "rehearse": "doors.cli.studies.rehearsing:rehearse",
        "invent": "doors.cli.studies.inventing:invent",
    },
    LOOK: {
        "show": "doors.cli.looking.looking:show",
        "list": "doors.cli.looking.listing:list_tickets",
        "explain": "doors.cli.looking.looking:explain",
        "told": "doors.cli.looking.told:told",
        "oncall": "doors.cli.people.oncall:oncall",
        "announce": "doors.cli.people.announce:announce",
        "contracts": "doors.cli.looking.contracting:commands",
        "hooks": "doors.cli.hooks.commands:commands",
        "webhooks": "doors.cli.webhooks.webhooks:commands",
    },
    WORK: {
        "acknowledge": "doors.cli.working.working:acknowledge",
        "confirm-priority": "doors.cli.working.working:confirm_priority",
        "engage-on-call": "doors.cli.working.working:engage_on_call",
        "escalate": "doors.cli.working.working:escalate",
        "change-priority": "doors.cli.working.working:change_priority",
        "migrate": "doors.cli.working.migrating:migrate",
        "assign": "doors.cli.working.working:assign",
        "note": "doors.cli.working.working:note",
    },
    WAIT: {
        "wait-for-customer": "doors.cli.working.waiting:wait_for_customer",
        "wait-for-third-party": "doors.cli.working.waiting:wait_for_third_party",
        "stop-waiting": "doors.cli.working.waiting:stop_waiting",
        "customer-responded": "doors.cli.working.waiting:customer_responded",
        "third-party-responded": "doors.cli.working.waiting:third_party_responded",
    },
    END: {
        "resolve": "doors.cli.working.ending:resolve",
        "reopen": "doors.cli.working.ending:reopen",
        "close": "doors.cli.working.ending:close",
    },
}
"""Where each command is, in the order of the help text. A module is loaded when its command is asked for."""
GROUPS = ("contracts", "hooks", "tokens", "webhooks")


def commands(only: str | None = None) -> typer.Typer:
    """Every command under its name; or one of them, where the name is one's: the others take a while to load."""
    app = typer.Typer(
        name=NAME,
        help="Tickets under support contracts: deadlines in business time, escalation, and what was promised to whom.",
        epilog="Each command has a --help. Exit codes: 0 done, 1 refused, 2 not understood, 130 interrupted.",
    )
    # With a callback a single command keeps its name.
    app.callback()(_nothing)
    for panel, name, place in _asked_for(only):
        if name in GROUPS:
            app.add_typer(_loaded(place)(), name=name, rich_help_panel=panel)
        else:
            app.command(name, rich_help_panel=panel)(_loaded(place))
    return app


def _asked_for(only: str | None) -> Iterator[tuple[str, str, str]]:
    known = any(only in names for names in COMMANDS.values())
    for panel, places in COMMANDS.items():
        for name, place in places.items():
            if not known or name == only:
                yield panel, name, place


def _loaded(place: str) -> Callable[..., Any]:
    module, function = place.split(":")
    loaded: Callable[..., Any] = getattr(import_module(module), function)
    return loaded


def _nothing() -> None:
    pass


def run(arguments: Sequence[str], settings: Callable[[], Settings] = load_settings) -> int:
    """Run one command line, and answer its exit code: 0 done, 1 refused, 2 not understood, 130 interrupted."""
    code = 0

    def command() -> None:
        nonlocal code
        code = _run(list(arguments) or ["--help"], settings)

    return explained(command) or code


def _run(arguments: list[str], settings: Callable[[], Settings]) -> int:
    if COMPLETING in os.environ:
        # A shell asks for what could come next, in the framework's own way.
        get_command(commands()).main(prog_name=NAME, standalone_mode=False)
    command = get_command(commands(arguments[0]))
    try:
        # The framework's own `main` would print faults its own way and end the process.
        with command.make_context(NAME, arguments, obj=settings) as context:
            command.invoke(context)
    except typer.Exit as done:
        return done.exit_code
    except typer.TyperException as misunderstood:
        within = getattr(misunderstood, "ctx", None)
        path = within.command_path if within else NAME
        sentence = " ".join(misunderstood.format_message().replace("Value error, ", "").split())
        complain(f"{closed(sentence)} See `{path} --help`.")
        return misunderstood.exit_code
    return 0
