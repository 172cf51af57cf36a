"""Who is not signed as its system signs learns nothing, and leaves nothing."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import DomainError
from doors.hooks.errors import BodyTooLarge, BodyUnreadable, NotSigned
from doors.hooks.signatures import SCHEMES, Signature, is_signed
from tests.doors.hooks.given import signing
from tests.doors.hooks.given.doorway import Doorway
from tests.doors.hooks.given.files import DESK, desk_call
from tests.doors.hooks.given.stories import STORIES, Call

BODY = b'{"id": 1}'
SIGNERS: dict[str, tuple[Callable[..., dict[str, str]], str]] = {
    "zendesk": (signing.zendesk, signing.SECRETS["ZENDESK_WEBHOOK_SECRET"]),
    "hub-sha256": (signing.jira, signing.SECRETS["JIRA_WEBHOOK_SECRET"]),
    "hub-sha1": (signing.zammad, signing.SECRETS["ZAMMAD_WEBHOOK_SECRET"]),
    "standard-webhooks": (signing.standard, signing.SECRETS["DESK_WEBHOOK_SECRET"]),
}


@pytest.fixture(params=sorted(SIGNERS))
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def verified(way: str, headers: dict[str, str], *, body: bytes = BODY, secrets: tuple[str, ...] | None = None) -> bool:
    known = (SIGNERS[way][1],) if secrets is None else secrets
    return is_signed(
        SCHEMES[way], known, {name.lower(): text for name, text in headers.items()}, body, datetime.now(UTC)
    )


def test_each_way_of_signing_is_known(way: str) -> None:
    assert set(SIGNERS) == set(SCHEMES)
    sign, secret = SIGNERS[way]
    assert verified(way, sign(BODY))
    assert verified(way, sign(BODY), secrets=("whsec_" + "A" * 32, secret)), "while a secret is changed both count"


def test_nothing_else_is_taken_for_signed(way: str) -> None:
    sign, _ = SIGNERS[way]
    signed = sign(BODY)
    assert not verified(way, {})
    assert not verified(way, signed, body=BODY + b" ")
    assert not verified(way, signed, secrets=())
    assert not verified(way, sign(BODY, secret="whsec_" + "B" * 32))
    for name in signed:
        for wrong in ("", "x", "v1", "v1,", "v1,%", "sha1=", "sha256=00", "é", signed[name][:-2], "\ud800", "9" * 400):
            assert not verified(way, {**signed, name: wrong}), (name, wrong)
        assert not verified(way, {other: text for other, text in signed.items() if other != name})


@pytest.mark.parametrize("way", ["zendesk", "standard-webhooks"])
def test_an_old_stamp_is_refused_though_it_is_signed(way: str) -> None:
    sign, _ = SIGNERS[way]
    now = datetime.now(UTC)
    assert verified(way, sign(BODY, at=now - timedelta(minutes=4)))
    assert not verified(way, sign(BODY, at=now - timedelta(minutes=6)))
    assert not verified(way, sign(BODY, at=now + timedelta(minutes=6)))


def test_a_way_of_ones_own_can_be_described() -> None:
    own = Signature(header="X-Desk-Signature", encoding="hex", prefix="v0=", timestamp_header="X-Desk-Time")
    now = datetime.now(UTC)
    stamp = now.isoformat()
    made = hmac.new(b"secret", stamp.encode() + BODY, hashlib.sha256).hexdigest()
    headers = {"x-desk-signature": f"v0={made}", "x-desk-time": stamp}
    assert is_signed(own, ("secret",), headers, BODY, now)
    assert not is_signed(own, ("secret",), {**headers, "x-desk-time": now.replace(year=2020).isoformat()}, BODY, now)


async def test_strangers_hear_one_sentence_and_leave_nothing(closed: Doorway) -> None:
    closed.has_file("desk", DESK)
    before = await closed.events.some()
    now = datetime.now(UTC)
    calls = [story(now, "1")[0] for story in STORIES.values()] + [desk_call("evt-0")]
    strangers = [Call(call.system, {}, call.body) for call in calls]
    strangers += [Call(call.system, call.headers, call.body + b"\n") for call in calls]
    strangers += [Call("nobody", call.headers, call.body) for call in calls]
    strangers += [Call("zendesk", signing.zendesk(BODY, now - timedelta(minutes=6)), BODY)]
    heard = [await _refusal(closed, call) for call in strangers]
    assert all(isinstance(one, NotSigned) for one in heard)
    assert {str(one) for one in heard} == {
        "this call is not signed as a hook of this system must be; look at its secret and its clock"
    }
    assert await closed.events.some() == before


async def test_bodies_are_bounded_and_must_be_json(closed: Doorway) -> None:
    large = b'"' + b"x" * 1_048_575 + b'"'
    refused = await _refusal(closed, Call("jira", signing.jira(large), large))
    assert type(refused) is BodyTooLarge
    assert str(refused) == "the body has more than 1,048,576 bytes; send one event in each call"
    for body in (b"", b"{", b"\xff", b"NaN", b'{"a": Infinity}', b"[" * 5000 + b"]" * 5000):
        unreadable = await _refusal(closed, Call("jira", signing.jira(body), body))
        assert type(unreadable) is BodyUnreadable
    whole = b'"' + b"x" * 1_048_574 + b'"'
    [taken] = await closed.takes_in([Call("jira", signing.jira(whole), whole)])
    assert (taken.state, taken.sentence) == (
        "rejected",
        "it has no id at header X-Atlassian-Webhook-Identifier; look at event.id",
    )
    [again] = await closed.takes_in([Call("jira", signing.jira(whole), whole)])
    assert again == taken.model_copy(update={"repeated": True})


async def _refusal(doorway: Doorway, call: Call) -> DomainError:
    with pytest.raises(DomainError) as refused:
        await doorway.takes_in([call])
    return refused.value
