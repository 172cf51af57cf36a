"""A YAML file (version 1.2, no duplicate keys) as JSON's types, and the line on which each value stands."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedBase
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from domain.contract.faults import Fault
from domain.contract.faults import Path as Place


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
    yaml.Constructor = _Constructor
    return yaml


def _refuse(path: Path, wrong: str, right: str, line: int | None = None) -> Unreadable:
    return Unreadable(Fault(path.name, line, "the file", wrong, right))


def read_text(path: Path) -> str:
    """The text of a file. Raises `Unreadable`."""
    try:
        return path.read_bytes().decode("utf-8-sig")
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
            self.plain = _plain(self._marked)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            problem = " ".join((error.problem or "it cannot be parsed").split())
            if problem.startswith("but "):
                problem = f"{error.context}, {problem}"
            line = None if mark is None else mark.line + 1
            raise _refuse(path, f"is not YAML: {problem}", "mend it on that line", line) from None
        except (YAMLError, ValueError) as error:
            problem = " ".join(str(error).split("\n")[0].split())
            raise _refuse(path, f"is not YAML: {problem}", "write plain text in YAML 1.2") from None
        except RecursionError:
            raise _refuse(path, "is nested too deeply", "write a contract, such as the published ones") from None

    def line_of(self, place: Place) -> int | None:
        """The line of a place, or of the nearest part of the file that holds it."""
        line, here = None, self._marked
        for part in place:
            if not isinstance(here, CommentedBase):
                break
            known = {_text(key): key for key in here} if isinstance(here, Mapping) else None
            key = known.get(str(part)) if known is not None else part
            try:
                line = (here.lc.key(key) if known is not None else here.lc.item(key))[0] + 1
                here = here[key]  # type: ignore[index]  # a mapping or a sequence, both of which ruamel marks
            except (KeyError, IndexError, TypeError):
                break
        return line


def _text(key: Any) -> str:
    return key.isoformat() if isinstance(key, date) else str(key)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_text(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, bool) or value is None:
        return value
    for kind in (int, float, str):
        if isinstance(value, kind):
            return kind(value)
    return _text(value)
