"""The product's own answer, through its command line, in the oracle's words."""

from datetime import datetime

from tests.doors.cli.given.command_line import starter
from tests.oracle.second_opinion import Case, Opinion, second_opinion


def command_line(case: Case) -> list[str]:
    """What a person would type."""
    options = {
        "--contract": case.contract,
        "--plan": case.plan,
        "--theatre": case.theatre,
        "--customer-zone": case.customer_zone,
        "--priority": case.priority,
        "--channel": case.channel,
        "--language": case.language,
        "--requester": case.requester,
        "--at": case.at.isoformat(),
    }
    return ["preview", *(word for name, value in options.items() if value for word in (name, value)), "--json"]


def answer(case: Case) -> Opinion:
    """What `preview` says. Each promise must be listed once, and all guaranteed or none."""
    promises = starter(*command_line(case)).json["promises"]
    (guaranteed,) = {promise["guaranteed"] for promise in promises}
    named = {
        (promise["name"], promise.get("level")): promise["due"] and datetime.fromisoformat(promise["due"])
        for promise in promises
    }
    assert len(named) == len(promises), promises
    return Opinion(named, guaranteed)


def disagreement(case: Case) -> str | None:
    """Both opinions in one text, or `None` where they are the same."""
    ours, theirs = second_opinion(case), answer(case)
    return None if ours == theirs else f"{' '.join(command_line(case))}\n  oracle:  {ours}\n  product: {theirs}"
