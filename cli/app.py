"""All commands together, and how a command line is run: every fault becomes a sentence and an exit code."""

from collections.abc import Callable, Sequence

import typer
from typer.main import get_command

from cli import contracting, ending, looking, waiting, working
from cli.announcing import announce
from cli.importing import import_tickets
from cli.inventing import invent
from cli.listing import list_tickets
from cli.migrating import migrate
from cli.oncall import oncall
from cli.opening import open_tickets
from cli.previewing import preview_command
from cli.rehearsing import rehearse
from cli.rendering import complain
from cli.reviving import revive
from cli.serving import demo, up
from cli.simulating import simulate
from cli.telling import told
from domain.contract.spelling import closed
from runtime.process import explained
from runtime.settings import Settings, load_settings

NAME = "starter.py"

RUN, OPEN, LOOK, WORK, WAIT, END = "Run", "Open", "Look", "Work", "Wait and answer", "End"


def commands() -> typer.Typer:
    """Every command under its name, in the order of the help text."""
    app = typer.Typer(
        name=NAME,
        help="Tickets under support contracts: deadlines in business time, escalation, and what was promised to whom.",
        epilog="Each command has a --help. Exit codes: 0 done, 1 refused, 2 not understood, 130 interrupted.",
        add_completion=False,
    )

    def add(panel: str, name: str, command: Callable[..., None]) -> None:
        app.command(name, rich_help_panel=panel)(command)

    add(RUN, "up", up)
    add(RUN, "demo", demo)
    add(RUN, "revive", revive)
    add(OPEN, "preview", preview_command)
    add(OPEN, "open", open_tickets)
    add(OPEN, "import", import_tickets)
    add(OPEN, "simulate", simulate)
    add(OPEN, "rehearse", rehearse)
    add(OPEN, "invent", invent)
    add(LOOK, "show", looking.show)
    add(LOOK, "list", list_tickets)
    add(LOOK, "explain", looking.explain)
    add(LOOK, "told", told)
    add(LOOK, "oncall", oncall)
    add(LOOK, "announce", announce)
    add(WORK, "acknowledge", working.acknowledge)
    add(WORK, "confirm-priority", working.confirm_priority)
    add(WORK, "engage-on-call", working.engage_on_call)
    add(WORK, "escalate", working.escalate)
    add(WORK, "change-priority", working.change_priority)
    add(WORK, "migrate", migrate)
    add(WORK, "assign", working.assign)
    add(WORK, "note", working.note)
    add(WAIT, "wait-for-customer", waiting.wait_for_customer)
    add(WAIT, "wait-for-third-party", waiting.wait_for_third_party)
    add(WAIT, "stop-waiting", waiting.stop_waiting)
    add(WAIT, "customer-responded", waiting.customer_responded)
    add(WAIT, "third-party-responded", waiting.third_party_responded)
    add(END, "resolve", ending.resolve)
    add(END, "reopen", ending.reopen)
    add(END, "close", ending.close)
    app.add_typer(contracting.commands(), name="contracts", rich_help_panel=LOOK)
    return app


def run(arguments: Sequence[str], settings: Callable[[], Settings] = load_settings) -> int:
    """Run one command line, and answer its exit code: 0 done, 1 refused, 2 not understood, 130 interrupted."""
    code = 0

    def command() -> None:
        nonlocal code
        code = _run(list(arguments) or ["--help"], settings)

    return explained(command) or code


def _run(arguments: list[str], settings: Callable[[], Settings]) -> int:
    command = get_command(commands())
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
