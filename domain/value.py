"""The base of every value in the domain."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable value that knows exactly its own fields and refuses any other."""

    model_config = ConfigDict(frozen=True, extra="forbid")
