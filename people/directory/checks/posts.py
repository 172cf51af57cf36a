"""Each level says in one way who is there, and says whom to tell out of its hours."""

from collections.abc import Iterator

from domain.contract.faults import Finding, Path
from people.directory.checks import spans
from people.directory.checks.deputies import unknown
from people.directory.draft import Draft
from people.directory.posts import NOBODY, Duty, Post


def check(draft: Draft) -> Iterator[Finding]:
    """Levels that say nothing, or two things at once; unknown people; hours without anybody out of them."""
    for number, team in draft.teams.items():
        for level, duty in team.levels.items():
            here: Path = ("teams", number, "levels", level)
            yield from _post(here, duty, draft)
            yield from _hours(here, duty)
            if duty.out_of_hours is not None:
                yield from _post((*here, "out_of_hours"), duty.out_of_hours, draft)


def _post(here: Path, post: Post, draft: Draft) -> Iterator[Finding]:
    if len(post.written) != 1:
        wrong = "says nothing of who is there" if not post.written else f"has {' and '.join(post.written)} at once"
        yield Finding(here, wrong, f"write people, a rotation, or the word {NOBODY}")
    for number, key in enumerate(post.people or ()):
        yield from unknown((*here, "people", number), key, draft)
    if rotation := post.rotation:
        for number, key in enumerate(rotation.people):
            yield from unknown((*here, "rotation", "people", number), key, draft)
        for number, override in enumerate(rotation.overrides):
            yield from unknown((*here, "rotation", "overrides", number, "person"), override.person, draft)
        yield from spans.check((*here, "rotation", "overrides"), rotation.overrides, rotation.clock)


def _hours(here: Path, duty: Duty) -> Iterator[Finding]:
    if duty.hours is None:
        if duty.out_of_hours is not None:
            yield Finding((*here, "out_of_hours"), "has no hours to be out of", "add hours, or leave it out")
        return
    if duty.out_of_hours is None:
        right = f"add people, a rotation, or out_of_hours: {NOBODY}"
        yield Finding((*here, "out_of_hours"), "is missing, and the level has hours", right)
    if duty.hours.week.always_closed:
        yield Finding((*here, "hours", "week"), "has no hours", "give some to at least one weekday")
