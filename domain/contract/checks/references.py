"""Every name that a contract file uses has to be one that it declares."""

from collections.abc import Iterable, Iterator

from domain.contract.checks.draft import Draft
from domain.contract.faults import Finding, Path
from domain.contract.places import Spoken
from domain.contract.rules import SAME
from domain.contract.spelling import instead

_ONE = {
    "plans": "plan",
    "priorities": "priority",
    "levels": "level",
    "channels": "channel",
    "theatres": "theatre",
    "promises": "promise",
}


def check(draft: Draft) -> Iterator[Finding]:
    """Unknown plans, priorities, levels, channels, theatres, promises and languages."""
    for section, used in (
        ("plans", _plans(draft)),
        ("priorities", _priorities(draft)),
        ("levels", _levels(draft)),
        ("channels", _channels(draft)),
        ("theatres", _theatres(draft)),
        ("promises", _promises(draft)),
    ):
        known = draft.declared(section)
        for path, name in used:
            extra = {"levels": ("customer",)}.get(section, ()) if "requested_by" in path else ()
            if known is not None and name not in (*known, *extra):
                yield Finding(path, f"unknown {_ONE[section]} {name!r}", instead(name, (*known, *extra)))
    yield from _other_companies(draft)
    yield from _unknown_languages(draft)
    yield from _double_words(draft)


def _other_companies(draft: Draft) -> Iterator[Finding]:
    """Another company has no ticket from the beginning, and hears of no promise that the vendor missed."""
    outside = [name for name, level in draft.levels.items() if level.outside]
    for first in (draft.declared("levels") or ())[:1]:
        if first in outside:
            yield Finding(
                ("levels", first, "outside"), "every ticket starts here", "begin with a level of the vendor's"
            )
    for promised, promise in draft.promises.items():
        if promise.missed_tells in outside:
            wrong = f"{promise.missed_tells!r} is another company, which hears only what it is asked"
            yield Finding(("promises", promised, "missed_tells"), wrong, "name a level of the vendor's own")


def _each(path: Path, names: Iterable[str] | None) -> Iterator[tuple[Path, str]]:
    return (((*path, index), name) for index, name in enumerate(names or ()))


def _keys(path: Path, names: Iterable[str]) -> Iterator[tuple[Path, str]]:
    return (((*path, name), name) for name in names)


def _plans(draft: Draft) -> Iterator[tuple[Path, str]]:
    for promised, promise in draft.promises.items():
        yield from _keys(("promises", promised, "targets"), promise.targets)
    for name, channel in draft.channels.items():
        yield from _each(("channels", name, "plans"), channel.plans)
    if draft.ladder:
        yield from _keys(("ladder", "columns"), draft.ladder.columns)
    if draft.on_call:
        yield from _each(("on_call", "plans"), draft.on_call.plans)
    if draft.facts and draft.facts.proactive:
        yield from _each(("facts", "proactive", "plans"), draft.facts.proactive.plans)
    if draft.facts and draft.facts.specialist:
        yield from _each(("facts", "specialist", "plans"), draft.facts.specialist.plans)


def _priorities(draft: Draft) -> Iterator[tuple[Path, str]]:
    for promised, promise in draft.promises.items():
        yield from _each(("promises", promised, "priorities"), promise.priorities)
        for plan, row in promise.targets.items():
            yield from _keys(("promises", promised, "targets", plan), row)
    if draft.ladder:
        yield from _keys(("ladder", "rows"), draft.ladder.rows)
    if draft.on_call:
        yield from _each(("on_call", "priorities"), draft.on_call.priorities)
    if draft.facts and draft.facts.proactive:
        for event, seen in draft.facts.proactive.events.items():
            yield ("facts", "proactive", "events", event, "priority"), seen.priority


def _levels(draft: Draft) -> Iterator[tuple[Path, str]]:
    for name, level in draft.levels.items():
        yield from _each(("levels", name, "requested_by"), level.requested_by)
    for promised, promise in draft.promises.items():
        if promise.missed_tells is not None:
            yield ("promises", promised, "missed_tells"), promise.missed_tells
    if draft.ladder:
        for priority, row in draft.ladder.rows.items():
            cells = _each(("ladder", "rows", priority), row)
            yield from ((path, cell) for path, cell in cells if cell != SAME)


def _channels(draft: Draft) -> Iterator[tuple[Path, str]]:
    if draft.on_call:
        yield from _each(("on_call", "channels"), draft.on_call.channels)


def _theatres(draft: Draft) -> Iterator[tuple[Path, str]]:
    if draft.rest_of_the_world:
        yield from _each(("rest_of_the_world", "candidates"), draft.rest_of_the_world.candidates)


def _promises(draft: Draft) -> Iterator[tuple[Path, str]]:
    if draft.on_call:
        yield from _each(("on_call", "promises"), draft.on_call.promises)


def _languages(draft: Draft) -> Iterator[tuple[Path, str]]:
    if draft.languages:
        yield ("languages", "default"), draft.languages.default
    if draft.on_call:
        yield from _each(("on_call", "languages"), draft.on_call.languages)
    spoken: dict[Path, Spoken | None] = {("theatres", name): theatre.spoken for name, theatre in draft.theatres.items()}
    if draft.rest_of_the_world:
        spoken["rest_of_the_world",] = draft.rest_of_the_world.spoken
    for path, team in spoken.items():
        if team:
            yield from _each((*path, "spoken", "guaranteed"), team.guaranteed)
            yield from _each((*path, "spoken", "by_availability"), team.by_availability)


def _unknown_languages(draft: Draft) -> Iterator[Finding]:
    if draft.languages:
        known = draft.languages.supported
        for path, language in _languages(draft):
            if language not in known:
                yield Finding(path, f"{language!r} is not a supported language", instead(language, known))


def _double_words(draft: Draft) -> Iterator[Finding]:
    """One word for two channels, or a theatre with the name of the rest of the world."""
    owners = {name: name for name in draft.channels}
    for name, channel in draft.channels.items():
        for path, word in _each(("channels", name, "synonyms"), channel.synonyms):
            if word in owners:
                yield Finding(path, f"{word!r} already means the channel {owners[word]!r}", "leave it out of one")
            owners[word] = name
    rest = draft.rest_of_the_world
    if rest and rest.name in draft.theatres:
        yield Finding(("rest_of_the_world", "name"), f"{rest.name!r} is a theatre too", "give it a name of its own")
