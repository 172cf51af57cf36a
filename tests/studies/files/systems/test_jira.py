"""Jira's issues with their changelogs, as its REST API answers a search."""

import json
from pathlib import Path
from typing import Any

import pytest

from studies.files.lines import FileUnusable
from studies.files.policy import Policy
from studies.files.states import State
from tests.studies.simulation.given import GOLD, asked, read, rome

STATUSES = {
    "Waiting for support": "1",
    "In Progress": "3",
    "Waiting for customer": "10",
    "Resolved": "5",
    "Closed": "6",
}
OUR_ISSUE: list[tuple[str, ...]] = [
    ("09:30", "status", "Waiting for support", "In Progress"),
    ("10:00", "priority", "Medium", "High"),
    ("10:40", "status", "In Progress", "Waiting for customer"),
    ("14:40", "status", "Waiting for customer", "In Progress"),
    ("15:00", "status", "In Progress", "Resolved"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "search.json"


def entry(number: int, at: str, field: str, before: str, after: str) -> dict[str, Any]:
    item = {"field": field, "fieldtype": "jira", "from": STATUSES.get(before), "fromString": before}
    return {
        "id": str(900 + number),
        "author": {"displayName": "Bob B"},
        "created": f"2026-03-02T{at}:00.000+0100",
        "items": [{**item, "to": STATUSES.get(after), "toString": after}, {"field": "Comment", "toString": "x"}],
    }


def issue(*changes: tuple[str, ...], key: str = "HELP-7", **fields: Any) -> dict[str, Any]:
    """An issue of Monday 09:10, with what changed."""
    present = {"status": "Waiting for support", "priority": "Medium"}
    present |= {field: after for _, field, _, after in changes}
    usual = {
        "summary": "No dial tone",
        "created": "2026-03-02T09:10:00.000+0100",
        "reporter": {"displayName": "Ann A"},
        "status": {"name": present["status"], "id": STATUSES.get(present["status"])},
        "priority": {"name": present["priority"]},
        "assignee": None,
    }
    histories = [entry(number, *change) for number, change in enumerate(changes)]
    log = {"startAt": 0, "maxResults": len(histories), "total": len(histories), "histories": histories}
    return {"id": "10007", "key": key, "fields": {**usual, **fields}, "changelog": log}


OUR_LIFE = [
    ("Mon 09:30", "acknowledge"),
    ("Mon 10:00", "change_priority"),
    ("Mon 10:40", "wait_for_customer"),
    ("Mon 14:40", "customer_responded"),
    ("Mon 15:00", "resolve"),
]


def test_an_issue_is_its_creation_and_its_changes(file: Path) -> None:
    (one,), rows, remarks = read(file, json.dumps({"total": 1, "issues": [issue(*OUR_ISSUE)]}))
    assert (one.id, one.customer, one.subject, one.request.priority) == ("HELP-7", "Ann A", "No dial tone", "P3")
    assert (one.opened_at, asked(one), remarks) == (rome("Mon 2 Mar 2026 09:10"), OUR_LIFE, [])
    assert [command.by for command in one.commands] == ["Bob B"] * 5
    assert (rows.used, rows.unchanged, rows.reported) == (6, 0, 0)


def test_the_latest_change_may_stand_first_as_in_jira_cloud(file: Path) -> None:
    one = issue(*OUR_ISSUE)
    one["changelog"]["histories"].reverse()
    (found,), _, remarks = read(file, json.dumps({"issues": [one]}))
    assert (asked(found), remarks) == (OUR_LIFE, [])


@pytest.mark.parametrize(
    "written",
    [
        lambda found: json.dumps({"issues": found}, indent=4),
        lambda found: json.dumps([{"issues": found[:1]}, {"issues": found[1:]}]),
        lambda found: json.dumps(found),
        lambda found: "\n".join(map(json.dumps, found)),
        lambda found: "\n".join(json.dumps({"issues": [one]}) for one in found),
    ],
)
def test_a_search_is_one_document_or_pages_or_lines(file: Path, written: Any) -> None:
    incidents, _, remarks = read(file, written([issue(*OUR_ISSUE), issue(OUR_ISSUE[0], key="HELP-8")]))
    assert {one.id: asked(one) for one in incidents} == {"HELP-7": OUR_LIFE, "HELP-8": OUR_LIFE[:1]}
    assert remarks == []


def test_one_issue_alone_can_be_a_file(file: Path) -> None:
    (one,), _, _ = read(file, json.dumps(issue(*OUR_ISSUE), indent=1))
    assert asked(one) == OUR_LIFE


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"changelog": None}, "it has no changelog; search with expand=changelog"),
        (
            {"changelog": {"total": 140, "histories": []}},
            "its changelog has 140 changes, and the file has 0 of them; export them all",
        ),
        (
            {"changelog": {"histories": [entry(1, "10:40", "status", "In Progress", "Waiting for customer")]}},
            "its state is 'Waiting for support' now, and its changes end with 'Waiting for customer'",
        ),
        ({"changelog": {"histories": [{"created": "2026-03-02T10:00:00.000+0100"}]}}, "it needs created and items"),
        ({"changelog": {"histories": [7]}}, "an entry of its changelog is no change"),
        ({"fields": {"status": {"name": "Open"}}}, "nothing says when it was created"),
    ],
)
def test_a_changelog_that_is_not_whole_is_a_hole_in_the_history(
    file: Path, wrong: dict[str, Any], sentence: str
) -> None:
    _, _, remarks = read(file, json.dumps({"issues": [{**issue(), **wrong}, issue(key="HELP-8")]}))
    assert any(sentence in remark.sentence and remark.lost and remark.incident == "HELP-7" for remark in remarks)
    assert not any(remark.incident == "HELP-8" for remark in remarks)


def test_a_change_that_is_missing_in_between_is_noticed(file: Path) -> None:
    _, _, (remark,) = read(file, json.dumps({"issues": [issue(*OUR_ISSUE[:2], *OUR_ISSUE[3:])]}))
    assert "starts from 'Waiting for customer', and before it was 'In Progress': a change is missing" in remark.sentence


def test_an_issue_that_is_on_two_pages_is_as_the_longer_history_says(file: Path) -> None:
    pages = [{"issues": [issue(*OUR_ISSUE[:2])]}, {"issues": [issue(*OUR_ISSUE)]}]
    for found in (pages, pages[::-1], [*pages, pages[1]]):
        (one,), rows, remarks = read(file, json.dumps(found))
        assert (asked(one), remarks, rows.reported) == (OUR_LIFE, [], 0)
        assert rows.total == sum(1 + len(page["issues"][0]["changelog"]["histories"]) for page in found)


def test_a_status_that_was_renamed_since_is_still_the_same(file: Path) -> None:
    one = issue(*OUR_ISSUE[:1])
    one["fields"]["status"] = {"name": "Being worked on", "id": STATUSES["In Progress"]}
    (found,), _, remarks = read(file, json.dumps({"issues": [one]}))
    assert (asked(found), remarks) == (OUR_LIFE[:1], [])


def test_a_status_of_ones_own_is_told_unless_a_mapping_says_what_it_means(file: Path) -> None:
    text = json.dumps({"issues": [issue(("10:00", "status", "Waiting for support", "Pending"))]})
    _, _, (remark,) = read(file, text)
    assert "there is no state 'Pending'" in remark.sentence
    (one,), _, remarks = read(file, text, policy=Policy(otherwise=GOLD, states={"pending": State.VENDOR}))
    assert (asked(one)[-1], remarks) == (("Mon 10:00", "wait_for_third_party"), [])


@pytest.mark.parametrize(
    ("priority", "ranked"),
    [("Highest", "P1"), ("Blocker", "P1"), ("Critical", "P2"), ("minor", "P4"), ("Lowest", "P4")],
)
def test_priorities_go_by_the_rank_of_their_names(file: Path, priority: str, ranked: str) -> None:
    (one,), *_ = read(file, json.dumps({"issues": [issue(priority={"name": priority})]}))
    assert one.request.priority == ranked


def test_a_document_that_breaks_off_is_read_up_to_there(file: Path) -> None:
    whole = json.dumps({"issues": [issue(key="HELP-7"), issue(key="HELP-8")]}, indent=1)
    incidents, _, (remark,) = read(file, whole[: whole.index("HELP-8") + 40])
    assert [one.id for one in incidents] == ["HELP-7"]
    assert remark.lost
    assert "the file is not JSON from here on" in remark.sentence


def test_a_list_of_issues_as_they_are_now_is_refused_with_what_to_export(tmp_path: Path) -> None:
    header = "Summary,Issue key,Issue id,Status,Priority,Created,Comment,Comment\n"
    with pytest.raises(FileUnusable, match="has issues of Jira as they are, and not what happened to them"):
        read(tmp_path / "jira.csv", header + "No dial tone,HELP-7,10007,Open,High,2/Mar/26 9:10 AM,,\n")


def test_changelogs_alone_are_refused_with_what_to_ask_for(file: Path) -> None:
    histories = issue(*OUR_ISSUE)["changelog"]["histories"]
    for answer in (
        {"startAt": 0, "total": 5, "isLast": True, "values": histories},
        {"issueChangeLogs": [{"issueId": "10007", "changeHistories": histories}]},
    ):
        with pytest.raises(FileUnusable, match="has changes of Jira without the issues that changed: export a list"):
            read(file, json.dumps(answer))


def test_instants_may_be_milliseconds(file: Path) -> None:
    text = json.dumps({"issues": [issue(*OUR_ISSUE[:1])]})
    text = text.replace('"2026-03-02T09:10:00.000+0100"', "1772439000000")
    (one,), _, remarks = read(file, text.replace('"2026-03-02T09:30:00.000+0100"', '"1772440200000"'))
    assert (asked(one), one.opened_at, remarks) == (OUR_LIFE[:1], rome("Mon 2 Mar 2026 09:10"), [])
