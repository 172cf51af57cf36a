"""Outages of the database as sentences, those included that asyncpg takes for faults of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from sqlalchemy.exc import DBAPIError

from activities.database import faults_as_sentences


@contextmanager
def outages_as_sentences() -> Iterator[None]:
    """As `faults_as_sentences`, whatever way a connection broke, and under whatever name SQLAlchemy tells it."""
    with faults_as_sentences():
        try:
            yield
        except asyncpg.InternalClientError:
            # "cannot switch to state ...; another operation is in progress": it broke in the middle of one.
            raise ConnectionResetError("the connection broke") from None
        except DBAPIError as fault:
            cause = fault.orig.__cause__ if fault.orig is not None else None
            if isinstance(cause, asyncpg.InternalClientError):
                raise ConnectionResetError("the connection broke") from None
            raise (cause or fault) from None
