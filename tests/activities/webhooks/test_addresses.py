"""Where nothing is sent to, in whatever way it is written, when a webhook is created and when something is sent."""

import asyncio
import os
import socket
import ssl
import sys
from pathlib import Path

import httpx
import pytest

from activities.webhooks.addresses import allowed, is_private, read_url, require_allowed
from activities.webhooks.posting import Posting
from activities.webhooks.refusals import AddressRefused
from tests.people.channels.receivers import Receiver, Request

ROOT = Path(__file__).parents[3]
HERE_OR_PRIVATE = [
    "127.0.0.1",
    "127.8.9.10",
    "0.0.0.0",
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%lo",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:a00:1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
]
EVERYBODYS = ["8.8.8.8", "1.1.1.1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2606:4700::1111", "2002:808:808::1"]
SPELLED = [
    "https://127.0.0.1/hooks",
    "https://127.1/hooks",
    "https://2130706433/hooks",
    "https://0x7f000001/hooks",
    "https://0x7f.0.0.1/hooks",
    "https://017700000001/hooks",
    "https://[::1]/hooks",
    "https://[::ffff:127.0.0.1]/hooks",
    "https://[::ffff:7f00:1]:8443/hooks",
    "https://[0:0:0:0:0:0:0:1]/hooks",
    "https://localhost/hooks",
    "https://LOCALHOST:9000/hooks",
    "https://localhost./hooks",
    "https://desk.localhost/hooks",
    "https://0/hooks",
    "https://10.0.0.1:443/hooks",
    "https://169.254.169.254/latest/meta-data",
]
NO_ADDRESS = {
    "http://desk.example.com/hooks": "must begin with https://",
    "ftp://desk.example.com/hooks": "must begin with https://",
    "file:///etc/passwd": "must begin with https://",
    "gopher://desk.example.com": "must begin with https://",
    "desk.example.com/hooks": "must begin with https://",
    "//desk.example.com/hooks": "must begin with https://",
    "https://": "must begin with https://",
    "https:///hooks": "must begin with https://",
    "": "must begin with https://",
    "https://user:pass@desk.example.com/": "holds a name or a password",
    "https://user@desk.example.com/": "holds a name or a password",
    "https://desk.example.com/#part": "has a # or a port",
    "https://desk.example.com:0/": "has a # or a port",
    "https://desk.example.com:99999/": "has a # or a port",
    "https://0177.0.0.1/hooks": "cannot be read",
    "https://①②⑦.⓪.⓪.①/hooks": "cannot be read",
    "https://desk.example.com:port/": "cannot be read",
    "https://desk.example.com/\x00": "cannot be read",
    "https://desk.example.com/\nhost: other": "cannot be read",
    "https://[::1/": "cannot be read",
    "https://desk.example.com/\udcff": "cannot be read",
    "https://desk.example.com/" + "x" * 2000: "is too long",
}


@pytest.mark.parametrize("address", HERE_OR_PRIVATE)
def test_an_address_here_or_in_a_private_network_is_known_for_one(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", EVERYBODYS)
def test_an_address_that_everybody_reaches_is_not(address: str) -> None:
    assert not is_private(address)


@pytest.mark.parametrize("url", SPELLED)
async def test_an_address_here_is_refused_however_it_is_spelled(url: str) -> None:
    with pytest.raises(AddressRefused, match="leads to this machine or into a private or reserved network"):
        await require_allowed(read_url(url, private=False), private=False)


@pytest.mark.parametrize("url", SPELLED)
async def test_nothing_is_sent_to_an_address_here_however_it_is_spelled(url: str) -> None:
    async with Receiver() as receiver:
        there = str(httpx.URL(url).copy_with(port=receiver.port))

        answer = await Posting().post(there, {}, b"{}")

        assert answer.status is None
        assert not answer.is_taken
        assert receiver.requests == []


@pytest.mark.parametrize(("url", "why"), NO_ADDRESS.items(), ids=[url[:40] for url in NO_ADDRESS])
def test_what_is_no_address_is_refused_with_what_would_be_right(url: str, why: str) -> None:
    with pytest.raises(AddressRefused, match=why):
        read_url(url, private=False)


async def test_with_the_setting_this_machine_and_plain_http_are_allowed() -> None:
    url = read_url("http://127.0.0.1:8080/hooks", private=True)

    await require_allowed(url, private=True)

    assert await allowed(url, private=True) == ["127.0.0.1"]


async def test_a_name_of_which_one_address_is_private_is_refused() -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return ["8.8.8.8", "192.168.0.7"]

    with pytest.raises(AddressRefused):
        await require_allowed(read_url("https://desk.example.com/", private=False), private=False, resolve=resolve)


async def test_a_name_that_nobody_knows_yet_is_looked_up_when_it_is_used() -> None:
    async def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    await require_allowed(read_url("https://desk.example.com/", private=False), private=False, resolve=resolve)
    answer = await Posting(resolve=resolve).post("https://desk.example.com/", {}, b"{}")

    assert answer.why == "its name is not known here"


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "x" * 300])
async def test_what_can_be_no_name_is_one_that_nobody_knows(host: str) -> None:
    answer = await Posting().post(f"https://{host}/", {}, b"{}")

    assert answer.status is None


async def test_a_name_that_means_something_else_a_moment_later_leads_nowhere() -> None:
    asked = []

    async def rebound(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["8.8.8.8"] if len(asked) == 1 else ["127.0.0.1"]

    async with Receiver() as receiver:
        url = f"https://desk.example.com:{receiver.port}/"
        await require_allowed(read_url(url, private=False), private=False, resolve=rebound)

        answer = await Posting(resolve=rebound).post(url, {}, b"{}")

        assert "private or reserved network" in answer.why
        assert receiver.requests == []
    # One look for one connection, which is made to what was found then.
    assert len(asked) == 2


async def test_the_connection_is_made_to_what_was_checked_and_the_name_stays() -> None:
    asked = []

    async def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"]

    async with Receiver() as receiver:
        answer = await Posting(private=True, resolve=resolve).post(
            f"http://desk.example.com:{receiver.port}/hooks?a=b", {"x-one": "1"}, b'{"a":1}'
        )

        [request] = receiver.requests
        assert (answer.status, asked) == (200, [("desk.example.com", receiver.port)])
        assert (request.path, request.body, request.headers["x-one"]) == ("/hooks?a=b", '{"a":1}', "1")
        assert request.headers["host"] == f"desk.example.com:{receiver.port}"


async def test_of_several_addresses_the_next_is_tried_where_one_cannot_be_reached() -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.2", "127.0.0.1"]

    async with Receiver() as receiver:
        answer = await Posting(private=True, resolve=resolve).post(f"http://desk.test:{receiver.port}/", {}, b"{}")
        assert answer.status == 200
        assert len(receiver.requests) == 1


async def test_a_redirect_is_not_followed() -> None:
    async with Receiver() as elsewhere, Receiver() as receiver:
        receiver.answer = lambda request: f"307 Moved\r\nlocation: http://{elsewhere.host}/"

        answer = await Posting(private=True).post(f"http://{receiver.host}/", {}, b"{}")

        assert (answer.status, answer.is_taken) == (307, False)
        assert elsewhere.requests == []


async def test_a_proxy_of_the_environment_is_not_used_as_it_would_connect_to_what_it_likes() -> None:
    async with Receiver() as proxy, Receiver() as receiver:
        url = f"http://{receiver.host}/"
        posts = f"asyncio.run(Posting(private=True).post({url!r}, {{}}, b''))"
        code = f"import asyncio; from activities.webhooks.posting import Posting; {posts}"
        proxies = {name: f"http://{proxy.host}" for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY")}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", code, cwd=ROOT, env={**os.environ, **proxies}
        )

        assert await process.wait() == 0
        assert (len(receiver.requests), proxy.requests) == (1, [])


async def test_a_receiver_that_is_slow_or_down_is_said_so_without_its_address() -> None:
    async with Receiver(delay=30) as receiver:
        slow = await Posting(private=True, patience=0.2).post(f"http://{receiver.host}/secret-path", {}, b"{}")
    down = await Posting(private=True).post(f"http://{receiver.host}/secret-path", {}, b"{}")

    assert (slow.why, down.why) == ("it did not answer within 0 s", "it cannot be reached (ConnectError)")
    assert "secret-path" not in repr((slow, down))


async def test_a_certificate_must_be_for_the_name_and_not_for_the_address(certificate: tuple[Path, Path]) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    file, key = certificate
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ours.load_cert_chain(file, key)
    posting = Posting(private=True, resolve=resolve, trust=ssl.create_default_context(cafile=file))
    async with Receiver(tls=ours) as receiver:
        right = await posting.post(f"https://desk.example.com:{receiver.port}/", {}, b"{}")
        wrong = await posting.post(f"https://other.example.com:{receiver.port}/", {}, b"{}")
        unknown = await Posting(private=True, resolve=resolve).post(
            f"https://desk.example.com:{receiver.port}/", {}, b"{}"
        )

    assert right.status == 200
    assert wrong.status is unknown.status is None
    assert isinstance(receiver.requests[0], Request)
    assert len(receiver.requests) == 1
