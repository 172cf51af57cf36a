"""The changes of offset as the tz database's own files list them, read without `zoneinfo`."""

import struct
import zoneinfo
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple


class Change(NamedTuple):
    """From `at` on the zone has another offset, in seconds."""

    at: datetime
    before: int
    after: int


class History(NamedTuple):
    """What one file says: every change of offset, and the rule for the years after."""

    changes: tuple[Change, ...]
    rule: str


@lru_cache
def every_zone() -> tuple[str, ...]:
    """All names of the database but the machine's own."""
    return tuple(sorted(zoneinfo.available_timezones() - {"localtime"}))


@cache
def history(zone: str) -> History:
    """Reads the 64-bit part of the zone's file (RFC 9636)."""
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
    changes, before = [], offsets[0]
    for instant, kind in zip(instants, kinds, strict=True):
        if offsets[kind] != before:
            changes.append(Change(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=instant), before, offsets[kind]))
            before = offsets[kind]
    return History(tuple(changes), rule)


def _file(zone: str) -> bytes:
    for folder in zoneinfo.TZPATH:
        if (path := Path(folder, zone)).is_file():
            return path.read_bytes()
    return files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()
