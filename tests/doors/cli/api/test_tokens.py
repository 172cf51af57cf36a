"""Tokens for the HTTP API, made, listed and revoked by the command line."""

import re

from doors.access.rights import ROLES
from tests.doors.cli.given.command_line import Desk, starter


def test_a_token_is_shown_once_and_alone(desk: Desk) -> None:
    made = desk("tokens", "create", "My desk", "--role", "operator", "--role", "viewer")
    assert re.fullmatch(r"sundial_[\w-]{43}\n", made.out)
    assert "it is shown this once" in made.err
    listed = desk("tokens", "list")
    assert "My desk" in listed.out
    assert made.out.strip() not in listed.out


def test_a_token_says_what_it_is(desk: Desk) -> None:
    asked = ("Portal", "--role", "intake", "--customer", "Acme Ltd", "--ends", "2037-01-01T00:00:00Z", "--for-others")
    made = desk("tokens", "create", *asked, "--json").json
    [listed] = [one for one in desk("tokens", "list", "--json").json if one["id"] == made["id"]]
    assert listed == {name: value for name, value in made.items() if name != "token"}
    assert (listed["customer"], listed["for_others"], listed["roles"]) == ("Acme Ltd", True, ["intake"])


def test_a_token_is_let_in_no_more(desk: Desk) -> None:
    made = desk("tokens", "create", "Gone", "--role", "viewer", "--json").json
    assert desk("tokens", "revoke", made["id"]).code == 0
    [listed] = [one for one in desk("tokens", "list", "--json").json if one["id"] == made["id"]]
    assert listed["revoked_at"] is not None
    assert "there is no token 'nobody'" in desk("tokens", "revoke", "nobody").refusal


def test_what_is_wrong_with_a_token_is_told(desk: Desk) -> None:
    assert "a token needs a role" in desk("tokens", "create", "Nobody").refusal
    assert "a token needs a role" in desk("tokens", "create", "Nobody", "--role", "emperor").refusal
    ended = ("--role", "viewer", "--ends", "2020-01-01T00:00:00Z")
    assert "have ended already" in desk("tokens", "create", "Over", *ended).refusal
    assert "is no name" in desk("tokens", "create", "two\nlines", "--role", "viewer").refusal


def test_the_roles_say_what_they_may_without_a_server() -> None:
    told = starter("tokens", "roles").out
    assert all(role in told for role in ROLES)
