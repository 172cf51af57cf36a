"""The way to a server lets through, is cut, and swallows, as faults ask."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.chaos.breaking.links import Ends, Link
from tests.patience import PATIENCE


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while said := await reader.read(100):
        writer.write(said)
    writer.close()


@pytest.fixture
async def link() -> AsyncIterator[Link]:
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    link = Link(lambda: asyncio.open_connection("127.0.0.1", port))
    async with link.open():
        yield link
    server.close()


async def a_call(link: Link) -> Ends:
    return await asyncio.open_connection("127.0.0.1", link.port)


async def said_back(call: Ends, said: bytes) -> bytes:
    reader, writer = call
    writer.write(said)
    async with asyncio.timeout(PATIENCE):
        return await reader.read(100)


async def is_dropped(call: Ends) -> bool:
    """Whether the other side is gone, with or without a word."""
    try:
        return not await said_back(call, b"still there?")
    except ConnectionError:
        return True


async def test_what_is_said_goes_through_and_comes_back(link: Link) -> None:
    call = await a_call(link)
    assert await said_back(call, b"hello") == b"hello"
    call[1].close()


async def test_a_cut_link_drops_calls_and_takes_none_until_it_is_back_on_its_port(link: Link) -> None:
    call = await a_call(link)
    assert await said_back(call, b"hello") == b"hello"
    async with link.cut_off():
        assert await is_dropped(call)
        with pytest.raises(ConnectionRefusedError):
            await a_call(link)
    call[1].close()
    again = await a_call(link)
    assert await said_back(again, b"and now?") == b"and now?"
    again[1].close()


async def test_an_unheard_call_is_neither_cut_nor_answered_and_goes_on_where_it_was(link: Link) -> None:
    call = await a_call(link)
    assert await said_back(call, b"hello") == b"hello"
    async with link.unheard():
        answer = asyncio.create_task(said_back(call, b"is anybody there?"))
        other = await a_call(link)
        assert not answer.done()
    assert await answer == b"is anybody there?"
    for one in (call, other):
        one[1].close()
