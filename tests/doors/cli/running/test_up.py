"""`up` from nothing to Ctrl-C, and what commands say where nothing runs."""

import asyncio
import re
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from runtime.invocation import invocation
from runtime.settings import Settings
from tests.doors.cli.conftest import Up
from tests.doors.cli.given.command_line import Outcome, starter, starter_process


async def test_up_says_where_to_look_serves_tickets_and_ends_with_ctrl_c(
    data: Path, up: Callable[..., Awaitable[Up]]
) -> None:
    settings = Settings(data=data)

    async def asked(*arguments: str) -> Outcome:
        return await asyncio.to_thread(starter, *arguments, settings=lambda: settings)

    started = await up(data)
    said = await started.says(f"  {invocation()} --help")
    [pages] = [line for line in said if line.startswith("  Temporal's pages: http://127.0.0.1:")]
    assert pages.endswith("/namespaces/default/workflows?query=WorkflowType%20%3D%20%22Ticket%22")
    assert any(re.fullmatch(r"  Temporal: 127\.0\.0\.1:\d+, namespace default", line) for line in said)
    assert f"  Data: {data}" in said
    opened = await asked(
        *("open", "--ticket", "U-1", "--customer", "Acme", "--subject", "s"),
        *("--contract", "imagen-ti", "--priority", "minor"),
    )
    assert opened.out.startswith("U-1: minor at support-team, working")
    assert await started.is_told(signal.SIGINT) == 0
    assert (await asked("show", "U-1")).refusal == (
        f"No Sundial runs on {data}: start it with `sundial up` in another terminal, or set SUNDIAL_DATA to the "
        "folder of the one that runs."
    )


async def test_up_names_the_channels_that_are_not_safe(data: Path, up: Callable[..., Awaitable[Up]]) -> None:
    file = data.parent / "directory.yaml"
    file.write_text(
        "people:\n"
        "  anna:\n"
        "    {name: Anna, language: it, zone: Europe/Rome, channels: {desk: {kind: webhook,\n"
        '      address: "http://desk.example/hook", secret: "${DESK_SECRET}"}}}\n'
        "teams:\n"
        "  - {contracts: imagen-ti, theatres: mexico, levels: {support-team: {people: [anna]}}}\n"
    )
    started = await up(data, SUNDIAL_DIRECTORY=str(file), SUNDIAL_LOG_LEVEL="warning", DESK_SECRET=f"whsec_{'a' * 44}")
    await started.says("Sundial serves tickets.")
    [said] = started.logged("a channel is not safe")
    assert "directory.yaml, line 4: people.anna.channels.desk.address: posts to http://" in said
    assert await started.is_told(signal.SIGINT) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("show", "T-1"),
        ("explain", "T-1"),
        ("acknowledge", "T-1"),
        ("customer-responded", "T-1"),
        ("open", "--customer", "A", "--subject", "s", "--contract", "imagen-ti", "--priority", "minor"),
        ("open", "--file", "examples/tickets.csv"),
    ],
)
def test_where_nothing_runs_every_command_says_how_to_start(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    settings = Settings(data=tmp_path / "nothing")
    assert "start it with `sundial up` in another terminal" in starter(*arguments, settings=lambda: settings).refusal
    assert not settings.data.exists()


def test_in_external_mode_a_server_that_does_not_answer_is_named() -> None:
    refused = starter_process(
        *("show", "T-1"),
        SUNDIAL_MODE="external",
        SUNDIAL_DATABASE_URL="postgresql://sundial@127.0.0.1:1/sundial",
        TEMPORAL_ADDRESS="127.0.0.1:1",
    )
    assert refused.refusal.startswith("No Temporal server can be reached at 127.0.0.1:1")
    incomplete = starter_process("list", SUNDIAL_MODE="external")
    assert incomplete.refusal.startswith("SUNDIAL_MODE is external, so SUNDIAL_DATABASE_URL must name the database")


def test_without_a_command_the_help_text_groups_what_there_is() -> None:
    helped = starter_process()
    assert (helped.code, helped.err) == (0, "")
    assert [group in helped.out for group in ("Run", "Open", "Look", "Work", "Wait and answer", "End")] == [True] * 6
    assert starter("--help").code == 0


def test_a_command_that_there_is_not_is_named_with_the_nearest() -> None:
    assert starter("simulat").misunderstanding == (
        "No such command 'simulat'. Did you mean 'simulate'? See `sundial --help`."
    )
