"""Work beside other work."""

import asyncio
import gc
import warnings

import pytest

from runtime.beside import beside


async def works_for_ever() -> None:
    await asyncio.Event().wait()


async def fails() -> None:
    raise ValueError("the work failed")


async def test_a_body_that_ends_at_once_ends_work_that_has_not_begun() -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        async with beside(works_for_ever()):
            pass
        gc.collect()
    assert [str(one.message) for one in told if "never awaited" in str(one.message)] == []


async def test_where_the_work_fails_the_body_ends_and_its_fault_is_told() -> None:
    with pytest.raises(ValueError, match="the work failed"):
        async with beside(fails()):
            await asyncio.Event().wait()
