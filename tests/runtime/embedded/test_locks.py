from pathlib import Path

import pytest

from runtime.embedded.folder.locks import Presence, alone
from runtime.errors import ServerError


async def test_only_one_holds_the_lock_and_the_other_learns_why_it_waits(tmp_path: Path) -> None:
    async with alone(tmp_path / "lock"):
        with pytest.raises(ServerError, match="Another process has been starting or stopping"):
            async with alone(tmp_path / "lock", patience=0.1):
                pytest.fail("two held one lock")


async def test_a_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        async with alone(tmp_path / "lock"):
            raise ZeroDivisionError
    async with alone(tmp_path / "lock", patience=0.1):
        pass


def test_the_last_one_out_is_told_so(tmp_path: Path) -> None:
    anna, bert = Presence(tmp_path / "using"), Presence(tmp_path / "using")
    assert not anna.leave()
    assert bert.leave()
