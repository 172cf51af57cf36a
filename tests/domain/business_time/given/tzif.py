"""The changes of offset as the tz database's own files list them, read without `zoneinfo`."""

import struct
import zoneinfo
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from tests.domain.business_time.given.posix_rule import changes_by

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Change(NamedTuple):
    """From `at` on the zone has another offset, in seconds."""

    at: datetime
    before: int
    after: int


@cache
def every_zone() -> tuple[str, ...]:
    """All names of the database but the machine's own."""
    return tuple(sorted(zoneinfo.available_timezones() - {"localtime"}))


@cache
def changes_of(zone: str) -> tuple[Change, ...]:
    """Every change of offset until 2100: those that the zone's file lists, then those of its rule (RFC 9636)."""
    data = _file(zone)
    v1 = struct.unpack(">6l", data[20:44])
    at = 44 + v1[3] * 5 + v1[4] * 6 + v1[5] + v1[2] * 8 + v1[1] + v1[0]
    ut, std, leaps, times, types, letters = struct.unpack(">6l", data[at + 20 : at + 44])
    at += 44
    instants = struct.unpack(f">{times}q", data[at : at + 8 * times])
    kinds = data[at + 8 * times : at + 9 * times]
    at += 9 * times
    offsets = [struct.unpack(">l", data[at + 6 * i : at + 6 * i + 4])[0] for i in range(types)]
    rule = data[at + 6 * types + letters + leaps * 12 + std + ut :].decode().strip()
    listed = [(EPOCH + timedelta(seconds=t), offsets[kind]) for t, kind in zip(instants, kinds, strict=True)]
    last = listed[-1][0] if listed else EPOCH
    ruled = [(t, offset) for t, offset in changes_by(rule, last.year, 2099) if t > last]
    changes, before = [], offsets[0]
    for t, offset in [*listed, *ruled]:
        if offset != before:
            changes.append(Change(t, before, offset))
            before = offset
    return tuple(changes)


def _file(zone: str) -> bytes:
    for folder in zoneinfo.TZPATH:
        if (path := Path(folder, zone)).is_file():
            return path.read_bytes()
    return files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()
