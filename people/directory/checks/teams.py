"""Teams serve contracts, theatres and levels that there are, and no two of them claim one with equal right."""

from collections.abc import Collection, Iterator

from domain.contract.contract import Contract
from domain.contract.faults import Finding, Path
from domain.contract.library import Library
from domain.contract.spelling import instead
from people.directory.directory import ON_CALL
from people.directory.draft import Draft
from people.directory.posts import EVERY, Team


def check(draft: Draft, library: Library) -> Iterator[Finding]:
    """Unknown names, and teams between which nothing decides."""
    for number, team in draft.teams.items():
        yield from _names(("teams", number), team, library)
    yield from _rivals(draft, library)


def _names(here: Path, team: Team, library: Library) -> Iterator[Finding]:
    served = [library[name] for name in (library if EVERY in team.contracts else team.contracts) if name in library]
    theatres = tuple(dict.fromkeys(theatre for contract in served for theatre in contract.theatres))
    levels = tuple(dict.fromkeys((*(level for contract in served for level in contract.levels), ON_CALL)))
    yield from _unknown((*here, "contracts"), team.contracts, library, "contract")
    if served:
        yield from _unknown((*here, "theatres"), team.theatres, theatres, "theatre")
        for level in team.levels:
            if level not in levels:
                wrong = f"its contracts have no level {level!r}"
                yield Finding((*here, "levels", level), wrong, instead(level, levels))


def _unknown(here: Path, names: tuple[str, ...], known: Collection[str], what: str) -> Iterator[Finding]:
    if EVERY in names and len(names) > 1:
        yield Finding(here, f'"{EVERY}" stands beside names', "write it alone, or the names alone")
    for number, name in enumerate(names):
        if name not in known and name != EVERY:
            place = (*here, number) if len(names) > 1 else here
            yield Finding(place, f"there is no {what} {name!r}", instead(name, known))


def _rivals(draft: Draft, library: Library) -> Iterator[Finding]:
    told: set[tuple[int, str]] = set()
    for contract, theatre, level in _roles(library.values()):
        claims = [
            (team.exactness, number)
            for number, team in draft.teams.items()
            if level in team.levels and team.serves(contract, theatre)
        ]
        best = [number for exactness, number in claims if exactness == max(claims)[0]]
        for number in best[1:]:
            if (number, level) not in told:
                told.add((number, level))
                wrong = f"team {best[0] + 1} of the list names it for {contract} in {theatre} too, just as exactly"
                yield Finding(("teams", number, "levels", level), wrong, "let one of them name more, or leave it out")


def _roles(contracts: Collection[Contract]) -> Iterator[tuple[str, str, str]]:
    for contract in contracts:
        for theatre in contract.theatres:
            for level in (*contract.levels, ON_CALL):
                yield contract.id, theatre, level
