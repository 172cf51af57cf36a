"""What `preview` cannot answer, and the sentence that says so."""

import pytest

from tests.doors.cli.given.command_line import starter, starter_process

GOOD = {
    "--contract": "imagiclecare-4.1",
    "--plan": "gold",
    "--theatre": "europe",
    "--priority": "P2",
    "--at": "2026-12-24T16:00:00+01:00",
}


def asked(**differing: str | None) -> list[str]:
    options = {**GOOD, **{f"--{name.replace('_', '-')}": value for name, value in differing.items()}}
    return ["preview", *(word for name, value in options.items() if value is not None for word in (name, value))]


@pytest.mark.parametrize(
    ("differing", "sentence"),
    [
        ({"contract": "imagiclecare-4"}, "There is no contract 'imagiclecare-4': did you mean imagiclecare-4.1"),
        ({"contract": ""}, "contract '' is no name"),
        ({"plan": "silver"}, "There is no plan 'silver' in this contract: choose basic, gold or platinum."),
        ({"plan": None}, "The plan is missing: choose basic, gold or platinum."),
        ({"theatre": "asia"}, "There is no theatre 'asia' in this contract"),
        ({"theatre": None}, "The theatre is missing: choose americas, europe"),
        ({"theatre": "rest-of-the-world"}, "The customer's time zone is missing"),
        (
            {"customer_zone": "Europe/Rom"},
            "'Europe/Rom' is not a time zone of the tz database: did you mean Europe/Rome",
        ),
        ({"customer_zone": "../../etc/passwd"}, "'../../etc/passwd' is not a time zone of the tz database"),
        ({"priority": "P5"}, "There is no priority 'P5' in this contract"),
        ({"priority": "p2"}, "There is no priority 'p2' in this contract: did you mean P2?"),
        ({"channel": "fax"}, "There is no channel 'fax' in this contract"),
        ({"plan": "basic", "channel": "proactive"}, "The channel 'proactive' is not part of basic"),
        ({"language": "zh"}, "The language 'zh' is not supported"),
        ({"requester": "king"}, "requester: input should be 'administrator' or 'end-user'"),
        ({"plan": "basic", "requester": "end-user"}, "An end user is not supported on basic"),
        ({"priority": "\x1b[31mP1"}, "priority '\\x1b[31mP1' is no name; write 1 to 200 characters on one line"),
        ({"plan": "g" * 100_000}, "is no name; write 1 to 200 characters on one line"),
        ({"theatre": "\udcff"}, "theatre '\\udcff' is no name"),
    ],
)
def test_what_the_contract_does_not_cover_is_refused_with_a_cure(
    differing: dict[str, str | None], sentence: str
) -> None:
    refusal = starter(*asked(**differing)).refusal
    assert sentence in refusal
    assert "\n" not in refusal
    assert len(refusal) < 400


def test_every_fault_is_told_at_once() -> None:
    refusal = starter(*asked(plan="silver", channel="fax", priority="P9")).refusal
    assert [fault in refusal for fault in ("'silver'", "'fax'", "'P9'")] == [True, True, True]


@pytest.mark.parametrize(
    ("at", "wrong"),
    [
        ("2026-12-24T16:00:00", "has no time zone"),
        ("2026-12-24 16:00", "has no time zone"),
        ("2026-12-24", "is not an instant"),
        ("tomorrow", "is not an instant"),
        ("", "is not an instant"),
        ("1798124400", "is not an instant"),
        ("2026", "is not an instant"),
        ("2026-02-30T16:00:00Z", "is not an instant"),
        ("2026-12-24T25:00:00Z", "is not an instant"),
        ("2026-12-24T16:00:00+99:00", "is not an instant"),
        ("0001-01-01T00:00:00+12:00", "is not an instant"),
        ("9999-12-31T23:59:59-12:00", "is not an instant"),
        ("2026-12-24T16:00:00Z\x00", "is not an instant"),
        ("\udcff", "is not an instant"),
    ],
)
def test_an_instant_needs_a_date_a_time_and_a_zone(at: str, wrong: str) -> None:
    refusal = starter(*asked(at=at)).refusal
    assert wrong in refusal
    assert "write it like 2026-12-24T16:00:00+01:00" in refusal


@pytest.mark.parametrize("year", ["0001", "0002", "1850", "2096", "2500", "9997", "9998", "9999"])
def test_beyond_the_years_whose_holidays_are_known_no_deadline_is_guessed(year: str) -> None:
    refusal = starter(*asked(at=f"{year}-06-01T10:00:00Z")).refusal
    assert refusal.startswith("The public holidays of IT are not known for ")
    assert "only from 1870 to 2100; a ticket needs those of the year before its opening" in refusal


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["preview"], "Missing option '--contract'."),
        (["preview", "--contract"], "Option '--contract' requires an argument."),
        (["preview", "--contrat", "x"], "No such option: --contrat"),
        ([*asked(), "more"], "Got unexpected extra argument"),
    ],
)
def test_a_command_that_is_not_understood_says_where_help_is(arguments: list[str], sentence: str) -> None:
    said = starter(*arguments).misunderstanding
    assert sentence in said
    assert said.endswith(" --help`.")
    assert "\n" not in said


def test_a_process_of_its_own_refuses_without_a_traceback() -> None:
    refused = starter_process(*asked(at="2026-12-24T16:00:00"), "--json")
    assert refused.refusal.startswith("--at '2026-12-24T16:00:00' has no time zone; write it like")
    misunderstood = starter_process(*asked(), "--jsn")
    assert misunderstood.misunderstanding.startswith("No such option: --jsn")


def test_bytes_that_are_no_text_are_refused_without_a_traceback() -> None:
    refused = starter_process(*asked(), "--language", b"\xff\xfe")
    assert refused.refusal.startswith("language '\\udcff\\udcfe' is no name")


def test_a_setting_that_does_not_exist_is_named() -> None:
    refused = starter_process(*asked(), SUNDIAL_CONTRACT="here")
    assert refused.refusal == "SUNDIAL_CONTRACT is not a setting of Sundial: did you mean SUNDIAL_CONTRACTS?"
