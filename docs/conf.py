"""How the pages are built: `make docs`. Nothing is fetched, and a warning is an error."""

import re
import subprocess
import sys
from pathlib import Path

from docutils import nodes
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

project = "Sundial"
author = "The Sundial project"
extensions = ["myst_parser"]
exclude_patterns = ["changelog.d", "_build"]
nitpicky = True
# Pages that are still to come have a place already: see the `:glob:` of each part.
suppress_warnings = ["toc.empty_glob"]

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "Sundial"
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#8a5a00", "color-brand-content": "#8a5a00"},
    "dark_css_variables": {"color-brand-primary": "#e8b04a", "color-brand-content": "#e8b04a"},
}

NUMBER = re.compile(r"(\d+[a-z]?)\.")


def number_statements(app: Sphinx, doctree: nodes.document) -> None:
    """Let each numbered statement be linked to by its number, as headings are: `clock.md#11a`."""
    slugs = app.env.metadata[app.env.docname].setdefault("myst_slugs", {})
    for paragraph in doctree.findall(nodes.paragraph):
        first = next((child for child in paragraph.children if child.astext()), None)
        found = NUMBER.fullmatch(first.astext()) if isinstance(first, nodes.strong) else None
        if found:
            paragraph["ids"].append(found[1])
            slugs[found[1]] = (paragraph.line, found[1], found[1])


def show_what_is_to_come(app: Sphinx, page: str, content: list[str]) -> None:
    """Let the changelog begin with what is not released yet."""
    if page == "changelog":
        draft = [sys.executable, "-m", "towncrier", "build", "--draft", "--version", "Unreleased"]
        done = subprocess.run(draft, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True)
        content[0] += "\n" + done.stdout


def setup(app: Sphinx) -> dict[str, bool]:
    """What the pages need beside the extensions."""
    app.connect("doctree-read", number_statements)
    app.connect("source-read", show_what_is_to_come)
    app.add_lexer("csv", TextLexer)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
