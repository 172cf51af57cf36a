"""A mapping that cannot change, so that what holds it can be shared and hashed."""

from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from pydantic import SerializerFunctionWrapHandler

K = TypeVar("K")
V = TypeVar("V")


class FrozenMapping(Mapping[K, V], Generic[K, V]):
    """A mapping in the order of its keys, hashable, equal to any other with the same items."""

    __slots__ = ("_hash", "_items")

    def __init__(self, items: Mapping[K, V]) -> None:
        self._items = {key: items[key] for key in sorted(items)}  # type: ignore[type-var]  # dates, which do sort
        self._hash = hash(tuple(self._items.items()))

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        # As a mapping's, and many times as fast: whoever looks for a calendar compares years of holidays.
        if isinstance(other, FrozenMapping):
            return self._hash == other._hash and self._items == other._items
        return super().__eq__(other)

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[Any, ...]:
        # The hash of a text differs from process to process, so a copy makes its own.
        return FrozenMapping, (dict(self._items),)

    def __repr__(self) -> str:
        return repr(self._items)


def freeze(items: Mapping[K, V]) -> Mapping[K, V]:
    """The same items, which nobody can change any more."""
    return FrozenMapping(items)


def thaw(items: Mapping[K, V], serialize: SerializerFunctionWrapHandler) -> Any:
    """What pydantic makes of the items when they are a plain dictionary."""
    return serialize(dict(items._items) if isinstance(items, FrozenMapping) else dict(items))
