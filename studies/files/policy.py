"""Which contract, plan and theatre serve an incident: the same for all, or as a column of the file says."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from contracts.yaml_file import Unreadable, YamlFile
from domain.contract.checks.shape import findings
from domain.contract.faults import Fault, written
from domain.contract.library import Library
from domain.contract.spelling import closed, instead, listed
from domain.errors import DomainError
from domain.terms.request import Requester
from domain.value import Value
from studies.files.lines import is_encoding
from studies.files.states import State
from studies.files.table import Written

LARGEST_RANK = 9


class MappingFaults(DomainError):
    """A mapping file that cannot be used; its text is every fault, one to a line."""


class NotMapped(DomainError):
    """An incident for which the mapping has no contract, or a priority that the contract does not know."""


class ChoiceFaults(DomainError):
    """What is chosen for every incident cannot be."""


class Choice(Value):
    """What serves an incident, as far as its own row does not say it."""

    contract: str | None = None
    plan: str | None = None
    theatre: str | None = None
    customer_zone: str | None = None
    channel: str | None = None
    language: str | None = None
    requester: Requester | None = None
    priorities: Mapping[str, str] = Field(default={})
    """The contract's priority for a priority as the file writes it."""

    def fields(self) -> dict[str, str]:
        """What it says about a request."""
        return {name: value for name, value in self if value is not None and name != "priorities"}


class Policy(Value):
    """A choice for every incident: `otherwise`, unless `values` has one for what its column says."""

    column: str | None = None
    values: Mapping[str, Choice] = Field(default={})
    otherwise: Choice | None = None
    states: Mapping[str, State] = Field(default={})
    """What a state of the file means, where its system does not say so by itself or means something else."""
    columns: Mapping[str, str] = Field(default={})
    """What a column of a table is, where its heading is in other words."""
    encoding: str | None = None
    """How the bytes of a table are read, where that is not UTF-8."""

    @field_validator("encoding")
    @classmethod
    def _known(cls, name: str | None) -> str | None:
        if name is not None and not is_encoding(name):
            problem = {"wrong": f"{name[:60]!r} is no encoding of tables", "right": "give one such as windows-1252"}
            raise PydanticCustomError("wording", "{wrong}", problem)
        return name

    @property
    def written(self) -> Written:
        """How it says that a table is written."""
        return Written(self.columns, self.encoding)

    def choice(self, value: str | None) -> Choice:
        """What serves an incident of which the column has that value. Raises `NotMapped`."""
        chosen = self.values.get(value, self.otherwise) if value is not None else self.otherwise
        if chosen is None:
            raise NotMapped(
                f"the mapping has nothing for {self.column} {value and value[:100]!r}, and no otherwise; "
                "add it under values"
            )
        return chosen


def read_policy(path: Path, library: Library) -> Policy:
    """The mapping in a YAML file, its contracts checked. Raises `MappingFaults` with every fault."""
    try:
        file = YamlFile(path)
    except Unreadable as unreadable:
        found = unreadable.fault
        raise MappingFaults(
            Fault(path.name, found.line, "the file", found.wrong, "give a mapping in YAML").sentence
        ) from None
    try:
        policy = Policy.model_validate(file.plain)
    except ValidationError as invalid:
        faults = [
            Fault(path.name, file.line_of(one.path), written(one.path), one.wrong, one.right)
            for one in findings(invalid, (), Policy)
        ]
    else:
        faults = [
            Fault(path.name, file.line_of(place), written(place), wrong, right)
            for place, wrong, right in _faults(policy, library)
        ]
        if not faults:
            return policy
    raise MappingFaults("\n".join(fault.sentence for fault in faults))


_Found = tuple[tuple[str, ...], str, str]


def _faults(policy: Policy, library: Library) -> Iterator[_Found]:
    if policy.values and policy.column is None:
        yield ("values",), "stands there without a column", "say which column of the file has these values"
    if not policy.values and policy.otherwise is None:
        yield (), "chooses no contract", "give values for a column, or otherwise"
    for value, choice in policy.values.items():
        yield from choice_faults(choice, library, ("values", value))
    if policy.otherwise is not None:
        yield from choice_faults(policy.otherwise, library, ("otherwise",))


def check_choice(fields: Mapping[str, str | None], library: Library) -> Choice:
    """The choice that options make. Raises `ChoiceFaults` with every fault of it."""
    try:
        choice = Choice.model_validate(fields)
    except ValidationError as invalid:
        raise ChoiceFaults("; ".join(f"{written(one['loc'])}: {one['msg']}" for one in invalid.errors())) from None
    faults = [closed(f"{wrong[0].upper()}{wrong[1:]}: {right}") for _, wrong, right in choice_faults(choice, library)]
    if faults:
        raise ChoiceFaults("\n".join(faults))
    return choice


def choice_faults(choice: Choice, library: Library, place: tuple[str, ...] = ()) -> Iterator[_Found]:
    """What the contract of a choice does not know: where that stands, what is wrong, what would be right."""
    if choice.contract is None:
        return
    if choice.contract not in library:
        yield (*place, "contract"), f"there is no contract {choice.contract!r}", instead(choice.contract, library)
        return
    contract = library[choice.contract]
    rest = [contract.rest_of_the_world.name] if contract.rest_of_the_world else []
    for what, name, known in (
        ("plan", choice.plan, tuple(contract.plans)),
        ("theatre", choice.theatre, (*contract.theatres, *rest)),
    ):
        if name is not None and name not in known:
            yield (*place, what), f"there is no {what} {name!r} in {contract.id}", instead(name, known)
    for text, name in choice.priorities.items():
        if name not in contract.priorities:
            wrong = f"there is no priority {name!r} in {contract.id}"
            yield (*place, "priorities", text), wrong, f"choose {listed(contract.priorities)}"


def priority(text: str, choice: Choice, known: tuple[str, ...], rank: int | None = None) -> str:
    """The contract's priority for one as a file writes it. Raises `NotMapped`.

    What the mapping says comes first, then the contract's own name, then its rank, as in `2 - High`: the second of
    the contract's, and of a contract that has fewer the lowest. `rank`: that of its name, in the words of its system.
    """
    if text in choice.priorities:
        return choice.priorities[text]
    if text in known:
        return text
    number = text.split(" ", 1)[0]
    if number.isascii() and number.isdigit() and len(number) == 1 and 1 <= int(number) <= LARGEST_RANK:
        rank = int(number)
    if rank is None and not text:
        raise NotMapped(f"the priority is empty; give {listed(known)}, or a rank like 2 - High")
    if rank is None:
        raise NotMapped(f"the priority {text[:100]!r} is none of {listed(known)}, and no rank like 2 - High; map it")
    return known[min(rank, len(known)) - 1]
