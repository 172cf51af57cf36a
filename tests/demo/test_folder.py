from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.folder import DemoFolderTaken, empty_folder
from runtime.embedded.folder.locks import Presence


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "demo"
    (made / "logs").mkdir(parents=True)
    (made / "logs" / "temporal.log").write_text("of yesterday")
    return made


@pytest.fixture
def another_demo(folder: Path) -> Iterator[None]:
    presence = Presence(folder / "using.lock")
    yield
    presence.leave()


async def test_what_an_earlier_demo_left_is_removed(folder: Path) -> None:
    await empty_folder(folder)
    assert not folder.exists()


async def test_a_first_demo_finds_nothing_to_remove(tmp_path: Path) -> None:
    await empty_folder(tmp_path / "demo")
    assert list(tmp_path.iterdir()) == []


async def test_what_is_not_the_demos_is_never_removed(folder: Path) -> None:
    (folder / "thesis.odt").write_text("years of work")
    with pytest.raises(DemoFolderTaken, match=r"thesis\.odt in it is not the demo's: move that away\."):
        await empty_folder(folder)
    assert (folder / "thesis.odt").read_text() == "years of work"


async def test_a_file_in_its_place_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("a recording of the demo")
    with pytest.raises(DemoFolderTaken, match=r"which is no folder: move it away\."):
        await empty_folder(tmp_path / "demo")
    assert (tmp_path / "demo").read_text() == "a recording of the demo"


@pytest.mark.usefixtures("another_demo")
async def test_a_demo_that_still_runs_is_left_alone(folder: Path) -> None:
    with pytest.raises(DemoFolderTaken, match=r"^Another demo still runs under .*: end it with Ctrl-C"):
        await empty_folder(folder)
    assert (folder / "logs" / "temporal.log").exists()
