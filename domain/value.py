"""The base of every value in the domain."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable value that knows exactly its own fields and refuses any other."""

    # A field can be written otherwise than it is called: under its alias.
    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, serialize_by_alias=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """The same value but for some of its fields, unchecked, as pydantic does it and several times as fast."""
        if deep or not update:
            return super().model_copy(update=update, deep=deep)
        copied = self.__class__.__new__(self.__class__)
        # What was computed from the fields stays behind: it may not hold for the copy.
        held, fields = self.__dict__, self.__class__.__pydantic_fields__
        known = held if len(held) == len(fields) else {name: held[name] for name in fields}
        object.__setattr__(copied, "__dict__", {**known, **update})
        object.__setattr__(copied, "__pydantic_fields_set__", self.__pydantic_fields_set__ | update.keys())
        object.__setattr__(copied, "__pydantic_extra__", None)
        object.__setattr__(copied, "__pydantic_private__", None)
        return copied
