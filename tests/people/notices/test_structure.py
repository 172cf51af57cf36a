"""`notices` asks nothing of the world: it imports the domain, Babel and Jinja alone, and reads only its own files."""

import ast
import sys

from tests.domain.test_structure import QUESTIONS, imported, modules, tree

LIBRARIES = {"babel", "jinja2", "domain", "people"}


def test_notices_import_the_domain_and_two_libraries() -> None:
    foreign = [
        f"{module.name} imports {name}"
        for module in modules("people.notices")
        for name in imported(module)
        if name.split(".")[0] not in {*sys.stdlib_module_names, *LIBRARIES}
    ]
    assert foreign == []


def test_notices_never_ask_the_time_or_the_environment() -> None:
    asking = [
        f"{module.name}:{node.lineno}"
        for module in modules("people.notices")
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute) and node.attr in QUESTIONS
    ]
    assert asking == []
