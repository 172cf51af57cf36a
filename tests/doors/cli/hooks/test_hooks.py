"""What other systems sent is shown, with what was rejected and why, and played again once its file is mended."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio.client import Client

from activities.journal.database import open_pool
from domain.contract.library import Library
from doors.hooks.loading import load_all
from doors.hooks.receiving import Receiver
from runtime.running import Running
from tests.doors.cli.given.command_line import Desk, starter, starter_process
from tests.doors.hooks.given.files import DESK, desk_call
from tests.doors.hooks.given.signing import SECRETS
from tests.doors.hooks.given.stories import Call
from tests.patience import seen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "desk.yaml").write_text(DESK)
    return tmp_path


@pytest.fixture
def at_the_desk(desk: Desk, folder: Path) -> Desk:
    """The command line with that folder of hook files."""
    return Desk(desk.settings.model_copy(update={"hooks": folder}))


@pytest.fixture
async def receiver(
    desk: Desk, folder: Path, client: Client, running: Running, library: Library
) -> AsyncIterator[Receiver]:
    async with open_pool(running.database_url) as pool:
        yield Receiver(load_all(folder, library, SECRETS), pool, client, desk.settings.task_queue)


async def comes_in(receiver: Receiver, *calls: Call) -> None:
    for call in calls:
        await receiver.receive(call.system, call.headers, call.body)


def listed(desk: Desk, case: str, *options: str) -> dict[str, tuple[str, str]]:
    """The events of one case, by their ids: how they stand, and why."""
    events = desk("hooks", "list", "--system", "desk", *options, "--json").json
    return {one["id"]: (one["state"], one["sentence"]) for one in events if case in one["id"]}


async def test_what_cannot_be_mapped_is_kept_shown_and_played_again_once_the_file_is_mended(
    at_the_desk: Desk, receiver: Receiver, folder: Path
) -> None:
    case = uuid4().hex[:8]
    opening = desk_call(f"1-{case}", case=case, urgency=7)
    await comes_in(receiver, opening, desk_call(f"2-{case}", case=case, kind="swap", who="Ada"), opening)
    told = at_the_desk("hooks", "rejected", "--system", "desk")
    assert told.code == 0
    assert f"D-{case}" in told.out
    states = listed(at_the_desk, case, "--state", "rejected")
    assert states == {
        f"1-{case}": ("rejected", "opening.priority is '7', which its values do not have; add that, or an otherwise"),
        f"2-{case}": ("rejected", "no rule of the hook file is for it; add one, or one that ignores it"),
    }
    again = at_the_desk("hooks", "replay", f"1-{case}")
    assert again.code == 1
    assert "otherwise" in again.out
    mended = DESK.replace("2: P2", "2: P2, 7: P3") + "  - when: {$.kind: swap}\n    do: {assign: {to: $.who}}\n"
    (folder / "desk.yaml").write_text(mended)
    played = at_the_desk("hooks", "replay", f"1-{case}", f"2-{case}", "--json").json
    assert [(one["id"], one["state"], one["sentence"]) for one in played] == [
        (f"1-{case}", "taken", "open"),
        (f"2-{case}", "taken", "assign"),
    ]
    shown = at_the_desk("show", f"D-{case}", "--json").json["snapshot"]
    assert (shown["standing"]["priority"], shown["standing"]["owner"]) == ("P3", "Ada")
    assert listed(at_the_desk, case, "--state", "rejected") == {}
    refused = at_the_desk("hooks", "replay", f"1-{case}").refusal
    assert refused == f"no event 1-{case} is rejected; `sundial hooks rejected` shows those that are"


async def test_what_a_ticket_refused_is_shown_in_the_tickets_words(at_the_desk: Desk, receiver: Receiver) -> None:
    case = uuid4().hex[:8]
    await comes_in(receiver, desk_call(f"1-{case}", case=case))
    seen(lambda: listed(at_the_desk, case), lambda found: found[f"1-{case}"][0] == "taken")
    at_the_desk("close", f"D-{case}")
    await comes_in(receiver, desk_call(f"2-{case}", case=case, kind="ask", text="Which version?"))
    found = seen(lambda: listed(at_the_desk, case), lambda found: found[f"2-{case}"][0] != "held")
    assert found[f"2-{case}"] == (
        "rejected",
        f"wait-for-customer: ticket D-{case} is closed and takes no command; a new problem is a new ticket",
    )


async def test_it_is_told_where_nothing_was_sent_and_where_no_file_is(desk: Desk, at_the_desk: Desk) -> None:
    assert at_the_desk("hooks", "list", "--system", "nobody").out == "No system has sent such an event.\n"
    assert at_the_desk("hooks", "rejected", "--system", "nobody").out == "Nothing is rejected.\n"
    assert at_the_desk("hooks", "rejected", "--system", "nobody", "--json").json == []
    assert at_the_desk("hooks", "replay", "--system", "nobody").out == "Nothing is rejected.\n"
    assert desk("hooks", "replay").refusal == (
        "no hook files are set, by which events are read; SUNDIAL_HOOKS names their folder"
    )


async def test_an_event_of_a_system_without_a_file_stays_rejected(
    at_the_desk: Desk, receiver: Receiver, folder: Path
) -> None:
    case = uuid4().hex[:8]
    await comes_in(receiver, desk_call(f"1-{case}", case=case, urgency=7))
    (folder / "desk.yaml").rename(folder / "other.yaml")
    (folder / "other.yaml").write_text(DESK)
    played = at_the_desk("hooks", "replay", f"1-{case}", "--json")
    assert played.code == 1
    [told] = json.loads(played.out)
    assert told["sentence"] == "there is no hook file for its system any more; give it one"


def test_a_file_is_checked_without_a_server_and_without_its_secret(folder: Path) -> None:
    assert starter("hooks", "check", str(folder / "desk.yaml")).out == "no faults\n"
    (folder / "desk.yaml").write_text(DESK.replace("plan: gold", "plan: silver"))
    assert starter("hooks", "check", str(folder / "desk.yaml")).refusal == (
        "desk.yaml, line 16: opening.plan: there is no plan 'silver' in these contracts; choose basic, gold or "
        "platinum."
    )
    [fault] = json.loads(starter("hooks", "check", str(folder / "desk.yaml"), "--json").out)
    assert (fault["line"], fault["field"]) == (16, "opening.plan")
    missing = starter_process("hooks", "check", "nowhere.yaml")
    assert missing.refusal == "nowhere.yaml: the file: there is no such file; give the path of a hook file in YAML."
