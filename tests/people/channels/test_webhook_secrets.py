"""A webhook's secret is what its receiver has, or nothing is signed with it."""

import base64
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from people.channels.webhook_secrets import SecretUnusable, keys_in, unusable
from people.directory.addresses.address import Channel
from tests.domain.given.lives import LAW
from tests.people.channels.writing import SECRET

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
KEY = b"k" * 32
WRITTEN = base64.b64encode(KEY).decode()
HOOK = Channel("desk", "webhook", "https://desk.example/hook", secret="${DESK_SECRET}")
RIGHT = "; write whsec_ and at least 24 bytes in base64, and nothing around it"


def told(held: str) -> str:
    """What is said of a variable that holds this; nothing where it can be used."""
    return "\n".join(unusable([HOOK, HOOK], {"DESK_SECRET": held}))


@pytest.mark.parametrize(
    "held",
    [
        f"whsec_{WRITTEN}",
        WRITTEN,
        f"whsec_{WRITTEN.rstrip('=')}",
        f"  whsec_{WRITTEN}\n",
        f"whsec_{WRITTEN} {SECRET}",
        base64.b64encode(bytes(range(24))).decode(),
        base64.b64encode(bytes(range(64))).decode(),
    ],
)
def test_what_the_convention_has_can_be_used(held: str) -> None:
    assert told(held) == ""


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (f'"whsec_{WRITTEN}"', "it stands in quotes"),
        (f"'whsec_{WRITTEN}'", "it stands in quotes"),
        (f'"{SECRET} whsec_{WRITTEN}"', "it stands in quotes"),
        (f"whsec_{WRITTEN}'", "it stands in quotes"),
        (f"v1,whsec_{WRITTEN}", "it has something else before its base64 than whsec_, or is not base64"),
        (f"whsk_{WRITTEN}", "it has something else before its base64 than whsec_, or is not base64"),
        (f"WHSEC_{WRITTEN}", "it has something else before its base64 than whsec_, or is not base64"),
        (f"whsec_whsec_{WRITTEN}", "it has something else before its base64 than whsec_, or is not base64"),
        (f"DESK_SECRET=whsec_{WRITTEN}", "it has something else before its base64 than whsec_, or is not base64"),
        (f"Bearer {SECRET}", "it is a key of 4 bytes"),
        (f"whsec_{WRITTEN[:20]}-{WRITTEN[21:]}", "it is not base64"),
        (f"whsec_{WRITTEN}!", "it is not base64"),
        (f"whsec_{WRITTEN[:-1]}=x", "it is not base64"),
        ("whsec_ä" + WRITTEN, "it is not base64"),
        ("abcd", "it is a key of 3 bytes"),
        ("whsec_", "it is a key of 0 bytes"),
        (base64.b64encode(b"k" * 23).decode(), "it is a key of 23 bytes"),
        (f"{SECRET} abcd", "it is a key of 3 bytes"),
        (" ", "it is blank"),
    ],
)
def test_what_would_sign_with_other_bytes_is_told_by_the_variables_name(held: str, why: str) -> None:
    said = told(held)
    assert said == f"DESK_SECRET is no secret that a webhook can be signed with: {why}{RIGHT}"
    assert WRITTEN[:10] not in said


def test_what_is_not_set_and_what_is_no_webhooks_is_told_elsewhere() -> None:
    assert unusable([HOOK], {}) == unusable([HOOK], {"DESK_SECRET": ""}) == []
    assert unusable([Channel("mail", "mail", "mailto://u:${PASSWORD}@h")], {"PASSWORD": "abcd"}) == []


def test_each_variable_is_told_once() -> None:
    other = Channel("other", "webhook", "https://other.example", secret="${OTHER}")
    assert [said.split()[0] for said in unusable([HOOK, other, HOOK], {"DESK_SECRET": "a", "OTHER": "b"})] == [
        "DESK_SECRET",
        "OTHER",
    ]


@LAW
@given(st.binary(min_size=24, max_size=80), st.sampled_from(["", "whsec_"]))
def test_the_key_is_the_receivers(key: bytes, prefix: str) -> None:
    written = prefix + base64.b64encode(key).decode()
    assert keys_in(written) == [key]
    assert Webhook(written).sign("m", AT, "{}") == Webhook(keys_in(written)[0]).sign("m", AT, "{}")


@LAW
@given(st.text(max_size=80) | st.from_regex(r"(whsec_)?[A-Za-z0-9+/=_\-\"', ]{0,60}", fullmatch=True))
def test_whatever_it_holds_there_are_long_keys_or_a_sentence(held: str) -> None:
    with suppress(SecretUnusable):
        assert all(len(key) >= 24 for key in keys_in(held))
