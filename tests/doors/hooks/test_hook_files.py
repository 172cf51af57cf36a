"""A hook file that cannot be used is refused with every fault at once, each with its line and its cure."""

import re
from pathlib import Path

import pytest

from domain.contract.library import Library
from doors.hooks.errors import HookFaults
from doors.hooks.loading import check, load_all, secrets_of
from tests.docs.pages import page
from tests.doors.hooks.given.doorway import EXAMPLES
from tests.doors.hooks.given.files import DESK
from tests.doors.hooks.given.signing import SECRETS


def faults(tmp_path: Path, library: Library, text: str, name: str = "desk.yaml") -> list[str]:
    file = tmp_path / name
    file.write_text(text)
    return [fault.sentence for fault in check(file, library)]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (
            "signature: standard-webhooks",
            "signature: standard",
            "line 2: signature: there is no way of signing 'standard'; did you mean standard-webhooks?",
        ),
        (
            "${DESK_WEBHOOK_SECRET}",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "line 3: secret: stands here itself, or is no variable; write the variable that holds it, such as",
        ),
        ("${DESK_WEBHOOK_SECRET}", "${SUNDIAL_DESK}", "line 3: secret: SUNDIAL_DESK would be taken for a setting"),
        ("hold_seconds: 0", "hold_seconds: -1", "line 4: hold_seconds: -1 does not fit; "),
        ("hold_seconds: 0", "hold_seconds: 3600", "line 4: hold_seconds: 3600 does not fit; "),
        ("hold_seconds: 0", "holds_seconds: 0", "unknown key 'holds_seconds'; did you mean hold_seconds"),
        ("  time: $.at", "  time: at", "line 7: event.time: 'at' is not where anything can be; write a JSON path"),
        (
            "  time: $.at",
            "  time: $.at[",
            "line 7: event.time: '$.at[' is no JSON path (unexpected end of query); write",
        ),
        ("  time: $.at", "  time: [$.at, $..[]", "is not YAML"),
        ("  id: header webhook-id", "  id: 'header '", "line 6: event.id: it names no header; write its name"),
        ("  prefix: D-", "  prefix: '# '", "line 10: ticket.prefix: '# ' is not written as it has to be"),
        ("  customer: $.customer\n", "", "opening.customer: is missing; add 'customer'"),
        (
            "contract: imagiclecare-4.1",
            "contract: imagiclecare-4",
            "line 15: opening.contract: there is no contract 'imagiclecare-4'; did you mean imagiclecare-4.1 or",
        ),
        ("plan: gold", "plan: silver", "line 16: opening.plan: there is no plan 'silver' in these contracts; choose"),
        ("theatre: europe", "theatre: mars", "line 17: opening.theatre: there is no theatre 'mars' in these contracts"),
        (
            "2: P2",
            "2: P9",
            "line 18: opening.priority: there is no priority 'P9' in these contracts; choose P1, P2, P3 or P4",
        ),
        ("priority: {source: $.urgency,", "priority: {", "line 18: opening.priority: has no value; write a text, or"),
        ("do: open", "do: opens", "line 21: rules[0].do: there is no command 'opens'; did you mean open or reopen?"),
        ("do: open", "do: acknowledge", "rules: never open a ticket; add a rule with `do: open`"),
        ("do: open", "do: {open: {customer: Acme}}", "line 21: rules[0].do: takes no fields here; write them under"),
        (
            "do: open",
            "do: {ignore: }",
            "line 21: rules[0].do: gives no reason; write one, such as {ignore: an internal",
        ),
        ("do: open", "do: [open, assign]", "line 21: rules[0].do[1]: assign needs 'to'; give it: {assign: {to: ...}}"),
        (
            "question: $.text",
            "queston: $.text",
            "line 24: rules[1].do.wait-for-customer.queston: wait-for-customer has no 'queston'; did you mean",
        ),
        (
            "{question: $.text}",
            "{question: '$.text['}",
            "rules[1].do.wait-for-customer.question: '$.text[' is no JSON path",
        ),
        ("{$.kind: ask}", "{kind: ask}", "rules[1].when: 'kind' is not where anything can be; write a JSON path"),
        ("{$.kind: ask}", "{$.kind: {is: ask}}", "rules[1].when.$.kind: does not fit; write a value, a list of values"),
        (DESK, "", "is empty; write a mapping with signature, secret, event, ticket, opening and rules"),
        (DESK, "- a", "is no hook file; write a mapping with signature"),
    ],
)
def test_each_fault_says_what_is_wrong_and_what_would_be_right(
    tmp_path: Path, library: Library, before: str, after: str, fault: str
) -> None:
    assert before in DESK
    told = faults(tmp_path, library, DESK.replace(before, after))
    assert any(fault in sentence for sentence in told), told
    assert all(sentence.startswith("desk.yaml") and sentence.endswith((".", "?")) for sentence in told)


def test_a_secret_that_stands_in_the_file_is_in_no_fault(tmp_path: Path, library: Library) -> None:
    secret = SECRETS["DESK_WEBHOOK_SECRET"]
    written = [f"secret: {secret}", f"secret: ${{DESK_WEBHOOK_SECRET}}\nsecret: {secret}", f"secret: [{secret}, 5, ]"]
    for one in written:
        told = faults(tmp_path, library, DESK.replace("secret: ${DESK_WEBHOOK_SECRET}", one))
        assert told
        assert not any(secret in sentence for sentence in told), told


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path, library: Library) -> None:
    (tmp_path / "desk.yaml").write_text(DESK.replace("plan: gold", "plan: silver").replace("theatre: europe", ""))
    (tmp_path / "Desk 2.yaml").write_text(DESK)
    (tmp_path / "other.yaml").write_text(DESK)
    with pytest.raises(HookFaults) as refused:
        load_all(tmp_path, library, {})
    assert refused.value.sentence.splitlines() == [
        "Desk 2.yaml: the file: has a name that no system can have; name it for its system, in small letters, such "
        "as zendesk.yaml.",
        "desk.yaml, line 16: opening.plan: there is no plan 'silver' in these contracts; choose basic, gold or "
        "platinum.",
        "other.yaml: secret: DESK_WEBHOOK_SECRET holds nothing, or fewer than 4 characters; set it to what the system "
        "signs with.",
    ]
    with pytest.raises(HookFaults, match="there is no such file"):
        raise HookFaults(check(tmp_path / "none.yaml", library))
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(HookFaults, match=r"has no hook file \(\*\.yaml\); add one"):
        load_all(empty, library, SECRETS)


def test_the_examples_have_no_fault_and_their_secrets_are_in_no_text(library: Library) -> None:
    hooks = load_all(EXAMPLES, library, SECRETS)
    assert sorted(hooks) == ["jira", "zammad", "zendesk"]
    assert not any(secret in repr(hooks) for secret in secrets_of(hooks))
    assert load_all(None, library, SECRETS) == {}


def test_the_file_that_the_guide_shows_has_no_fault(tmp_path: Path, library: Library) -> None:
    [shown] = re.findall(r"```yaml\n(.*?)```", page("guide/hooks.md"), re.DOTALL)
    assert faults(tmp_path, library, shown) == []
