"""Whatever a hook file or a call holds, it ends in faults or in a meaning, each of them short."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from contracts.loader import load_all as all_contracts
from doors.hooks.loading import check, load_all
from doors.hooks.mapping import meaning
from doors.hooks.sources import Call
from tests.domain.given.times import rome
from tests.doors.hooks.given.doorway import EXAMPLES
from tests.doors.hooks.given.stories import STORIES
from tests.fuzzing.files import MANY, VALUES, changed

LIBRARY = all_contracts()
HOOKS = load_all(EXAMPLES, LIBRARY, environ=None)
SYSTEMS = sorted(STORIES)


def file_of(system: str) -> Any:
    return YAML(typ="safe").load(EXAMPLES / f"{system}.yaml")


@pytest.mark.parametrize("system", SYSTEMS)
def test_any_hook_file_is_taken_or_each_fault_is_said(system: str, tmp_path: Path) -> None:
    path = tmp_path / "desk.yaml"

    @MANY
    @given(changed(file_of(system)))
    def holds(value: Any) -> None:
        path.write_bytes(json.dumps(value).encode())
        for fault in check(path, LIBRARY):
            assert 0 < len(fault.sentence) < 3_000
            assert fault.sentence.startswith("desk.yaml")

    holds()


@pytest.mark.parametrize("system", SYSTEMS)
def test_any_call_means_something_or_says_why_not(system: str) -> None:
    hook = HOOKS[system]

    @MANY
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        call = data.draw(st.sampled_from(STORIES[system](rome("2026-03-02 09:00"), "7")))
        body = data.draw(st.one_of(changed(json.loads(call.body)), VALUES))
        headers = {name.lower(): value for name, value in call.headers.items()}
        found = meaning(system, hook.file, Call(headers, body))
        assert len(found.sentence) <= 1_000
        assert (found.state == "held") == bool(found.commands)
        if found.state == "held":
            assert found.ticket
            assert found.external
            assert found.at
            json.dumps([one.model_dump(mode="json") for one in found.commands]).encode()

    holds()
