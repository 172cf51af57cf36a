from tests.doors.cli.conftest import desk

__all__ = ["desk"]
