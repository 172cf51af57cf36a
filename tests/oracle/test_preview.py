"""`preview` against a second opinion that shares nothing with it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracle.asking import answer, disagreement
from tests.oracle.cases import CONTRACT_AND_PLAN, STARTS, around_on_call, grid, requests
from tests.oracle.second_opinion import Case, second_opinion

REQUESTS = [case for contract, plan in CONTRACT_AND_PLAN for case in requests(contract, plan)]


@pytest.mark.parametrize(("contract", "plan"), CONTRACT_AND_PLAN)
def test_preview_promises_what_a_second_reading_of_the_contract_promises(contract: str, plan: str) -> None:
    cases = list(grid(contract, plan, rounds=2, seed=2026))

    disagreements = [text for case in cases if (text := disagreement(case))]

    assert not disagreements, "\n".join(disagreements)


def test_only_what_the_on_call_service_takes_is_promised_around_the_clock() -> None:
    disagreements = [text for case in around_on_call() if (text := disagreement(case))]

    assert not disagreements, "\n".join(disagreements)


@st.composite
def cases_at_any_second(draw: st.DrawFn) -> Case:
    case = draw(st.sampled_from(REQUESTS))
    at = draw(st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC)))
    return replace(case, at=max(at.replace(microsecond=0), STARTS[case.contract]))


@settings(max_examples=40, deadline=None)
@given(cases_at_any_second())
def test_preview_promises_the_same_at_any_second_of_these_years(case: Case) -> None:
    assert answer(case) == second_opinion(case)
