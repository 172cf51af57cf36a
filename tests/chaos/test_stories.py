"""One seed gives one story, and many give all kinds."""

from domain.contract.library import Library
from tests.chaos.breaking.faults import KINDS, TARGETS
from tests.chaos.living.stories import a_story
from tests.chaos.test_chaos import STORIES
from workflows.messages import SIGNALS, UPDATES


def test_one_seed_gives_one_story(library: Library) -> None:
    assert a_story(7, library) == a_story(7, library)
    assert a_story(7, library) != a_story(8, library)


def test_stories_have_every_kind_of_command_and_of_fault_and_each_contract(library: Library) -> None:
    stories = [a_story(seed, library) for seed in range(400)]
    assert {command.type for story in stories for command in story.incident.commands} == {*SIGNALS, *UPDATES}
    assert {story.fault.how for story in stories if story.fault} == {how for _, how in KINDS}
    assert {story.incident.request.contract for story in stories} == set(library)


def test_in_those_of_every_run_each_target_is_killed_and_all_of_them_at_once(library: Library) -> None:
    faults = [story.fault for seed in STORIES if (story := a_story(seed, library)).fault]
    killed = {fault.what for fault in faults if fault.how == "killed"}
    assert {(target,) for target in TARGETS} | {TARGETS} <= killed
    assert {how for _, how in KINDS} == {fault.how for fault in faults}
    assert any(fault.lasts > 10 for fault in faults)
