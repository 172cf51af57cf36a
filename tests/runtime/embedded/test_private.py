"""A data folder is its user's alone, and nothing but a data folder is closed to others."""

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from runtime.embedded.folder.private import take
from runtime.embedded.postgres import Postgres
from runtime.embedded.servers import servers
from runtime.embedded.temporal import Temporal
from runtime.errors import ServerError
from runtime.settings import Settings

# Whatever the user's umask is: this one lets everybody write.
CARELESS = """
import asyncio, os, sys
from pathlib import Path
from runtime.embedded.servers import servers
from runtime.settings import Settings

async def visit():
    async with servers(Settings(data=Path(sys.argv[1]))):
        pass

os.umask(0)
asyncio.run(visit())
"""


def open_to_others(folder: Path) -> list[str]:
    """What other users could read or enter, links apart: they have no mode of their own."""
    places = [folder, *folder.rglob("*"), (folder / "postgres").resolve()]
    return [str(place) for place in places if not place.is_symlink() and place.stat().st_mode & 0o077]


async def test_nobody_else_can_read_what_servers_leave_whatever_the_umask_is(data: Path) -> None:
    await asyncio.to_thread(subprocess.run, [sys.executable, "-c", CARELESS, str(data)], check=True)
    names = {place.name for place in data.rglob("*")}
    assert {"temporal.db", "temporal.json", "installation.json", "starting.lock", "postgres.log"} <= names
    assert open_to_others(data) == []


async def test_what_stood_open_is_closed_at_the_next_start(data: Path) -> None:
    async with servers(Settings(data=data)):
        pass
    for place in (data, data / "logs", data / "temporal"):
        place.chmod(0o755)
    for file in (data / "temporal" / "temporal.db", data / "temporal.json", data / "logs" / "temporal.log"):
        file.chmod(0o644)
    async with servers(Settings(data=data)):
        assert open_to_others(data) == []


async def test_a_journal_that_lies_in_a_folder_which_others_could_enter_goes_on_in_one_that_they_cannot(
    data: Path,
) -> None:
    postgres = Postgres(data)
    await postgres.start()
    connection = await asyncpg.connect(postgres.database_url)
    await connection.execute("create table notes as select 'of before' as what")
    await connection.close()
    await postgres.stop()
    elsewhere = (data / "postgres").resolve()
    if elsewhere != data / "postgres":
        # As root it was in the data folder itself once.
        (data / "postgres").unlink()
        shutil.move(elsewhere, data / "postgres")
        owner = elsewhere.parent.stat()
        for place in (data / "postgres", *(data / "postgres").rglob("*")):
            os.chown(place, owner.st_uid, owner.st_gid)
        elsewhere.parent.rmdir()
    data.chmod(0o755)

    await postgres.start()
    connection = await asyncpg.connect(postgres.database_url)
    assert await connection.fetchval("select what from notes") == "of before"
    await connection.close()
    assert open_to_others(data) == []


def test_a_folder_with_other_things_in_it_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "thesis.odt").write_text("years of work")
    tmp_path.chmod(0o755)
    with pytest.raises(ServerError, match=r"holds other things \(letters, thesis\.odt\): .*set SUNDIAL_DATA to one"):
        take(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    assert sorted(place.name for place in tmp_path.iterdir()) == ["letters", "thesis.odt"]


def test_a_data_folder_in_which_somebody_left_a_note_is_still_one(data: Path) -> None:
    take(data)
    (data / "starting.lock").touch()
    (data / "README").write_text("mine")
    take(data)
    assert (data / "README").read_text() == "mine"


@pytest.mark.parametrize("place", ["file", "file/below"])
async def test_a_place_where_no_folder_can_be_is_refused_in_a_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ServerError, match=r"cannot be the data folder of this user \(.*\): set SUNDIAL_DATA to one"):
        await Temporal(tmp_path / place).start()
    assert (tmp_path / "file").read_text() == "in the way"


RESTLESS = """
import sys
from pathlib import Path

files = [Path(sys.argv[1], f"temporal.db-journal{number}") for number in range(50)]
print("at work", flush=True)
while True:
    for file in files:
        file.touch()
    for file in files:
        file.unlink()
"""


def test_files_that_a_running_server_makes_and_removes_meanwhile_keep_nobody_from_taking_the_folder(data: Path) -> None:
    take(data)
    within = data / "temporal"
    within.mkdir()
    with subprocess.Popen([sys.executable, "-c", RESTLESS, str(within)], stdout=subprocess.PIPE) as serving:
        try:
            assert serving.stdout is not None
            serving.stdout.readline()
            for _ in range(2000):
                take(data)
        finally:
            serving.kill()
