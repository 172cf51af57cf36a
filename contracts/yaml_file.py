"""A YAML file (version 1.2, no duplicate keys) as JSON's types, and the line on which each value stands."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedBase
from ruamel.yaml.composer import MaxDepthExceededError
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from contracts.yaml_bounds import DEEPEST, MOST, BoundedComposer, Plain, TooManyError, plain_text
from domain.contract.faults import Fault
from domain.contract.faults import Path as Place

LARGEST = 1_000_000
"""Bytes of a file: a directory of five thousand customers has fewer."""
LONGEST = 200
"""Characters that are shown of what is wrong."""


class Unreadable(Exception):
    """A file that holds no YAML; the fault says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.sentence)
        self.fault = fault


class _Constructor(RoundTripConstructor):
    """What a file says, but that a date which no calendar has is a text: a fault of its field, and not of the file."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            return str(node.value)


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_timestamp)


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.max_depth = DEEPEST
    yaml.Composer = BoundedComposer  # type: ignore[assignment]  # declared as the class itself, and made to be replaced
    yaml.Constructor = _Constructor
    return yaml


def _refuse(path: Path, wrong: str, right: str, line: int | None = None) -> Unreadable:
    return Unreadable(Fault(path.name, line, "the file", wrong, right))


def read_text(path: Path) -> str:
    """The text of a file. Raises `Unreadable`."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise _refuse(path, f"has more than {LARGEST:,} bytes", "leave out what is not needed, or split it")
        return content.decode("utf-8-sig")
    except FileNotFoundError:
        raise _refuse(path, "there is no such file", f"give the path of a contract file, not {path}") from None
    except IsADirectoryError:
        raise _refuse(path, "is a folder", "give the path of one contract file in it") from None
    except OSError as error:
        raise _refuse(path, f"cannot be read ({error.strerror})", "make it readable") from None
    except UnicodeDecodeError:
        raise _refuse(path, "is not text in UTF-8", "save it as UTF-8") from None


class YamlFile:
    """What one file says."""

    def __init__(self, path: Path) -> None:
        """Reads the file. Raises `Unreadable` for what is missing, binary, or not YAML."""
        text = read_text(path)
        try:
            self._marked: Any = _yaml().load(text)
            self.plain = Plain().of(self._marked)
        except (MaxDepthExceededError, RecursionError):
            raise _refuse(path, f"is nested deeper than {DEEPEST} levels", "write it flatter") from None
        except TooManyError:
            wrong = f"has more than {MOST:,} values, counting what aliases (*name) repeat"
            raise _refuse(path, wrong, "leave out what is not needed, or split it") from None
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            problem = " ".join((error.problem or "it cannot be parsed")[:LONGEST].split())
            if problem.startswith("but "):
                problem = f"{error.context}, {problem}"
            line = None if mark is None else mark.line + 1
            raise _refuse(path, f"is not YAML: {problem}", "mend it on that line", line) from None
        except (YAMLError, ValueError, TypeError) as error:
            raise _refuse(path, f"is not YAML: {_said(error)}", "write plain text in YAML 1.2") from None

    def line_of(self, place: Place) -> int | None:
        """The line of a place, or of the nearest part of the file that holds it."""
        line, here = None, self._marked
        for part in place:
            if not isinstance(here, CommentedBase):
                break
            known = {plain_text(key): key for key in here} if isinstance(here, Mapping) else None
            key = known.get(str(part)) if known is not None else part
            try:
                line = (here.lc.key(key) if known is not None else here.lc.item(key))[0] + 1
                here = here[key]  # type: ignore[index]  # a mapping or a sequence, both of which ruamel marks
            except (KeyError, IndexError, TypeError):
                break
        return line


def _said(error: Exception) -> str:
    """What is wrong with a value that is well written and still none."""
    if isinstance(error, TypeError):
        return "a key of it is no text"
    problem = " ".join(str(error)[:LONGEST].split("\n")[0].split())
    return "a number of it is too large" if "int_max_str_digits" in str(error) else problem
