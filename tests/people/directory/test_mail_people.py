"""Whom an address of mail names: they, all of them, and nobody whose address is a part of theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.directory.addresses.mail_people import mail_people, mailbox
from tests.domain.given.lives import LAW


@pytest.mark.parametrize(
    ("written", "address", "name"),
    [
        ("anna@example.com", "anna@example.com", ""),
        ("jörg@example.com", "jörg@example.com", ""),
        ("ida@münchen.example", "ida@xn--mnchen-3ya.example", ""),
        ("o'brien@example.com", "o'brien@example.com", ""),
        ("a.b+c_d/e=f!g@sub.example.co", "a.b+c_d/e=f!g@sub.example.co", ""),
        ("root@localhost", "root@localhost", ""),
        ("u@[10.0.0.1]", "u@[10.0.0.1]", ""),
        ("u@example.com.", "u@example.com", ""),
        ('"a b"@example.com', '"a b"@example.com', ""),
        ("Anna Bianchi <anna@example.com>", "anna@example.com", "Anna Bianchi"),
        ('"Bianchi, Anna" <anna@example.com>', "anna@example.com", "Bianchi, Anna"),
        ("'Anna' <anna@example.com>", "anna@example.com", "Anna"),
        ("Anna:anna@example.com", "anna@example.com", "Anna"),
        ("<anna@example.com>", "anna@example.com", ""),
    ],
)
def test_one_mail_address_is_read(written: str, address: str, name: str) -> None:
    found = mailbox(written)
    assert found is not None
    assert (found.address, found.name) == (address, name)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "anna",
        "@example.com",
        "anna@",
        "a@b@example.com",
        "anna@example..com",
        "anna@-example.com",
        "anna@exa mple.com",
        "an na@example.com",
        ".anna@example.com",
        "anna.@example.com",
        "anna@ü..example",
        "anna@example.com\r\nBcc: eve@example.com",
        "anna(comment)@example.com",
        "Anna <anna@example.com",
        "x" * 250 + "@example.com",
        "1234567890",
    ],
)
def test_what_is_none_is_not_taken_for_another(written: str) -> None:
    assert mailbox(written) is None


def test_everybody_gets_it_once_and_what_is_lost_is_noticed() -> None:
    people = mail_people({"targets": ["a@x.example, b@x.example;c@x.example d@x.example"], "cc": "a@x.example"})
    assert [one.address for one in people.everybody] == [f"{name}@x.example" for name in "abcd"]
    assert people.all_readable
    assert not mail_people({"targets": ["a@x.example, bo"]}).all_readable
    assert not mail_people({"targets": ["a@x.example"], "qsd": {"to": "a@x.example", "b@x.example": ""}}).all_readable
    assert not mail_people({"targets": ["a@x.example"], "from_addr": "sla@"}).all_readable


@LAW
@given(st.text() | st.text(st.sampled_from("ab@.,;:<>\"' ü\n")))
def test_what_is_read_is_one_address_that_stands_there(written: str) -> None:
    found = mailbox(written)
    if found is not None:
        assert found.local in written
        assert found.domain.isascii()
        assert not {"\r", "\n", ",", " "} & set(found.address.replace(found.local, ""))
        assert mailbox(found.address) == mailbox(found.address.replace("x", "x"))
