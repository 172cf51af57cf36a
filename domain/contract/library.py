"""The contracts that are at hand, by their ids."""

from collections.abc import Iterator, Mapping

from domain.contract.contract import Contract
from domain.contract.errors import UnknownContract
from domain.contract.spelling import closed, instead


class Library(Mapping[str, Contract]):
    """Every contract by its id, in the order of the ids."""

    def __init__(self, contracts: Mapping[str, Contract]) -> None:
        self._contracts = {name: contracts[name] for name in sorted(contracts)}

    def __getitem__(self, name: str) -> Contract:
        return self._contracts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._contracts)

    def __len__(self) -> int:
        return len(self._contracts)

    def named(self, name: str) -> Contract:
        """The contract of that id. Raises `UnknownContract` with the nearest ids."""
        if name not in self._contracts:
            raise UnknownContract(closed(f"There is no contract {name!r}: {instead(name, self._contracts)}"))
        return self._contracts[name]
