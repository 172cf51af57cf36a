"""What is said around the story: what is about to be seen, and where to look next."""

from rich.console import Console
from rich.text import Text

from demo.stage.script import Story
from domain.visible import visible
from runtime.invocation import invocation, near
from runtime.running import Running
from runtime.settings import Settings

PREVIEW = (
    "preview --contract imagiclecare-4.1 --plan gold --theatre europe \\\n"
    "    --priority P1 --at 2032-10-29T15:00:00+02:00"
)
OPEN = "open --file examples/tickets.csv"


def show_opening(story: Story, own: Settings, console: Console) -> None:
    """What is about to be seen, and why it plays in a year to come."""
    console.print(Text(visible(story.title), style="bold"))
    console.print(
        f"They live from {story.begins_at:%d %B} to {story.ends_at:%d %B %Y}, on a real Temporal server that skips the "
        "time in between. A clock can only be skipped forward, so the story lies in the future."
    )
    console.print(f"Starting Temporal and PostgreSQL with their data under {near(own.data)} ...", style="dim")


def show_what_is_next(running: Running | None, own: Settings, console: Console) -> None:
    """Where to look next; with servers that stay, at these tickets themselves."""
    sundial = invocation()
    if running:
        here = f"SUNDIAL_DATA={near(own.data)} {sundial}"
        looks = [
            ("These tickets in Temporal's own pages, with their timers and their history:", f"{running.ui_url}"),
            ("The same from the journal:", f"{here} list\n{here} show silent-customer"),
        ]
    else:
        looks = [("The same again, and servers that stay, to look at the tickets:", f"{sundial} demo --stay")]
    looks += [
        ("What a request would be promised, without any server:", f"{sundial} {PREVIEW}"),
        ("Tickets of your own (the second line in another terminal):", f"{sundial} up\n{sundial} {OPEN}"),
        ("This story, to be changed and played again:", "examples/demo.yaml"),
        ("What Sundial does, and what each contract promises, with its source:", "README.md, contracts/"),
    ]
    console.print()
    console.rule("Where to look next", align="left")
    for what, where in looks:
        console.print(what)
        for line in where.splitlines():
            # Not wrapped and not padded: what can be copied must run.
            console.print(Text(f"    {line}", style="bold"), soft_wrap=True)
