import os
import re
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from runtime.embedded.__main__ import remove
from runtime.embedded.folder import private
from runtime.embedded.postgres import Postgres
from runtime.embedded.processes import records
from runtime.embedded.processes.process import ServerProcess, at_work_in
from runtime.errors import ServerError
from runtime.running import sqlalchemy_url


async def note(postgres: Postgres, what: str) -> None:
    connection = await asyncpg.connect(postgres.database_url)
    await connection.execute("create table if not exists notes (what text)")
    await connection.execute("insert into notes values ($1)", what)
    await connection.close()


async def notes(postgres: Postgres) -> list[str]:
    connection = await asyncpg.connect(postgres.database_url)
    rows = await connection.fetch("select what from notes")
    await connection.close()
    return [row["what"] for row in rows]


async def test_it_keeps_what_was_committed_over_a_stop_and_a_kill(data: Path) -> None:
    postgres = Postgres(data)
    await postgres.start()
    await note(postgres, "before the stop")

    await postgres.stop()
    assert not await postgres.answers()
    await postgres.start()
    await note(postgres, "before the kill")
    await postgres.kill()
    assert postgres.process is None
    await postgres.start()

    assert await notes(postgres) == ["before the stop", "before the kill"]


async def test_a_kill_leaves_no_process_behind_and_cuts_connections(data: Path) -> None:
    postgres = Postgres(data)
    await postgres.start()
    connection = await asyncpg.connect(postgres.database_url)
    place = (data / "postgres").resolve()
    assert at_work_in(place, "postgres")

    await postgres.kill()

    assert not at_work_in(place, "postgres")
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
        await connection.fetchval("select 1")
    connection.terminate()


async def test_sqlalchemy_reaches_the_same_database(data: Path) -> None:
    postgres = Postgres(data)
    await postgres.start()
    engine = create_async_engine(sqlalchemy_url(postgres.database_url))
    async with engine.connect() as connection:
        name = (await connection.execute(text("select current_database()"))).scalar()
        zone = (await connection.execute(text("select current_setting('timezone')"))).scalar()
    await engine.dispose()
    assert (name, zone) == ("sundial", "UTC")


async def test_a_folder_with_a_path_too_long_for_a_socket_works(data: Path) -> None:
    deep = data / ("a folder with a long name, " * 5) / "data"
    postgres = Postgres(deep)
    await postgres.start()
    await note(postgres, "reached")
    assert await notes(postgres) == ["reached"]
    [socket] = re.findall(r"host=([^&]*)", postgres.database_url)
    assert not socket.startswith(str(data))
    await postgres.stop()
    assert not (Path(socket) / ".s.PGSQL.5432").exists()
    await remove(deep)


async def test_a_folder_that_only_its_owner_can_enter_works(data: Path) -> None:
    data.mkdir()
    data.chmod(0o700)
    postgres = Postgres(data)
    await postgres.start()
    await note(postgres, "inside")
    assert await notes(postgres) == ["inside"]
    assert data.stat().st_mode & 0o777 == 0o700


async def test_a_cluster_that_was_left_half_made_is_made_anew(data: Path) -> None:
    (data / "postgres.new").mkdir(parents=True)
    (data / "postgres.new" / "half").write_text("made")
    postgres = Postgres(data)
    await postgres.start()
    assert await postgres.answers()


async def test_a_record_that_names_another_program_is_not_believed(data: Path) -> None:
    private.take(data)
    ours = ServerProcess(os.getpid(), 0.0)
    records.write(data / "postgres.json", ours, socket=str(data / "postgres"))
    postgres = Postgres(data)
    assert postgres.process is None
    await postgres.start()
    assert postgres.process is not None
    assert postgres.process.pid != os.getpid()


async def test_a_pid_file_whose_pid_is_another_programs_by_now_does_not_bar_the_start(data: Path) -> None:
    postgres = Postgres(data)
    await postgres.start()
    await postgres.kill()
    pid_file = (data / "postgres").resolve() / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getppid()), *lines[1:]]) + "\n")
    await postgres.start()
    assert await postgres.answers()


async def test_lock_files_of_a_killed_server_whose_pid_is_another_servers_by_now_do_not_bar_the_start(
    data: Path,
) -> None:
    postgres, other = Postgres(data / "ours"), Postgres(data / "other")
    await postgres.start()
    await other.start()
    assert other.process is not None
    await postgres.kill()
    place = (data / "ours" / "postgres").resolve()
    for lock in (place / "postmaster.pid", place / ".s.PGSQL.5432.lock"):
        lines = lock.read_text().splitlines()
        lock.write_text("\n".join([str(other.process.pid), *lines[1:]]) + "\n")
    await postgres.start()
    assert await postgres.answers()
    assert await other.answers()
    for folder in ("ours", "other"):
        await remove(data / folder)


async def test_a_server_that_cannot_start_says_so_with_the_end_of_its_log(data: Path) -> None:
    postgres = Postgres(data)
    await postgres.start()
    await postgres.stop()
    ((data / "postgres").resolve() / "postgresql.conf").write_text("no_such_parameter = 1\n")
    with pytest.raises(ServerError, match=r"(?s)did not start.*no_such_parameter"):
        await postgres.start()


def test_without_a_server_there_is_no_address(data: Path) -> None:
    with pytest.raises(ServerError, match="No PostgreSQL runs under"):
        _ = Postgres(data).database_url
