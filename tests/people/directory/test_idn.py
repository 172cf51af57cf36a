"""A domain with an umlaut stands in an address as the network has it, and nothing else of the address changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.directory.addresses.address import Channel
from people.directory.addresses.idn import domain_in_ascii, in_ascii
from tests.domain.given.lives import LAW

LETTERS = st.characters(categories=["Ll", "Lo", "Nd"])
ADDRESSES = st.builds(
    "{}://{}{}{}{}".format,
    st.sampled_from(["mailto", "mailtos", "https", "json", "mmost", "ntfy"]),
    st.sampled_from(["", "user@", "user:pä%40ss@", "user:${PASSWORD}@"]),
    st.text(LETTERS | st.sampled_from(".-:%@"), max_size=20),
    st.text(LETTERS | st.sampled_from("/.@%,#"), max_size=20).map(lambda path: f"/{path}"),
    st.text(LETTERS | st.sampled_from("&=@.,;%+ <>"), max_size=30).map(lambda query: f"?to={query}"),
)


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("mailto://smtp.example?to=ida@münchen.example", "mailto://smtp.example?to=ida@xn--mnchen-3ya.example"),
        ("mailto://smtp.example?to=info%40z%C3%BCrich.example", "mailto://smtp.example?to=info@xn--zrich-kva.example"),
        ("mailto://smtp.example/a@ü.example/b@c.example", "mailto://smtp.example/a@xn--tda.example/b@c.example"),
        ("mailto://smtp.ü.example:587?from=a@b.c&to=d@e.f", "mailto://smtp.xn--tda.example:587?from=a@b.c&to=d@e.f"),
        ("mailto://u:p@ü.example?smtp=mx.ü.example", "mailto://u:p@xn--tda.example?smtp=mx.xn--tda.example"),
        (
            "mailto://x?cc=a@ü.example&bcc=b@ü.example&reply=c@ü.example",
            "mailto://x?cc=a@xn--tda.example&bcc=b@xn--tda.example&reply=c@xn--tda.example",
        ),
        ("https://straße.example/hook?x=ü@ü", "https://xn--strae-oqa.example/hook?x=ü@ü"),
        ("mmost://u:pä%40ü@chat.ü.example/token", "mmost://u:pä%40ü@chat.xn--tda.example/token"),
        ("ntfy://thema-ü", "ntfy://thema-ü"),
        ("mailto://smtp.example?to=jörg@example.com", "mailto://smtp.example?to=jörg@example.com"),
        ("mailto://smtp.example?name=Büro@Süd&to=a@b.c", "mailto://smtp.example?name=Büro@Süd&to=a@b.c"),
        ("mailto://smtp.example?to=a@-ü-.example", "mailto://smtp.example?to=a@-ü-.example"),
        ("mailto://${HOST}?to={to}@ü.example", "mailto://${HOST}?to={to}@xn--tda.example"),
        ("${ALL_OF_IT}", "${ALL_OF_IT}"),
        ("https://[::1]:8080/ü", "https://[::1]:8080/ü"),
    ],
)
def test_only_domains_are_written_anew(address: str, written: str) -> None:
    assert in_ascii(address) == written


def test_a_password_that_looks_like_a_domain_stays_one() -> None:
    channel = Channel("mail", "mail", "mailto://u:${PASSWORD}@smtp.ü.example?to=a@ü.example")
    opened = channel.opened({"PASSWORD": "x@ü.example"}, "ann")
    assert opened.url == "mailto://u:x%40%C3%BC.example@smtp.xn--tda.example?to=a@xn--tda.example"


def test_an_address_that_comes_as_a_whole_has_its_domains_written_anew_too() -> None:
    opened = Channel("mail", "mail", "${ALL}").opened({"ALL": "mailto://smtp.example?to=a@ü.example"}, "ann")
    assert opened.url == "mailto://smtp.example?to=a@xn--tda.example"


@LAW
@given(ADDRESSES)
def test_what_is_written_anew_stays(address: str) -> None:
    assert in_ascii(in_ascii(address)) == in_ascii(address)


@LAW
@given(ADDRESSES)
def test_what_is_ascii_alone_stays_as_it_is(address: str) -> None:
    plain = address.encode("ascii", "ignore").decode().replace("%", "")
    assert in_ascii(plain) == plain


@LAW
@given(st.text())
def test_a_domain_is_ascii_or_none_at_all(domain: str) -> None:
    found = domain_in_ascii(domain)
    assert found is None or found.isascii()
