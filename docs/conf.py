"""Sphinx configuration. Build: ``sphinx-build -n -W -b html docs docs/_build/html``."""

from __future__ import annotations

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "zeronr-rules"
author = "The zeronr-rules contributors"
copyright = "The zeronr-rules contributors"
release = version = installed_version("zeronr-rules")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "zeronr_figures",
    "zeronr_reference",
]
html_theme = "furo"
html_title = f"zeronr-rules {release}"
exclude_patterns = ["_build", "reference/generated/conventions.md"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

napoleon_google_docstring = False
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True

nitpicky = True
nitpick_ignore_regex = [
    # Other projects' objects: the build needs no network, so no inventory of theirs.
    (
        r"py:.*",
        r"(numpy|np|os|matplotlib|openfisca_core|attrs|attr|collections|pathlib|typing|types)(\..*)?",
    ),
    (
        r"py:class",
        r"(Path|NDArray|ndarray|Mapping|Sequence|Iterable|Any|date|type|Figure|TaxBenefitSystem)",
    ),
    # numpydoc's words for types: "str", "dict", "optional", "path-like".
    (r"py:class", r"(optional|path-like|array|mapping|sequence|default.*|.* or .*)"),
    # A variable of types: what comes back is of the type that was given.
    (r"py:class", r"zeronr_rules\.dynamics\.drawing\.People"),
    # A situation that was checked: what comes in, no public class.
    (r"py:class", r"zeronr_rules\.inputs\.situation\.Situation"),
    # Builtins.
    (r"py:(class|exc)", r"(str|int|float|bool|bytes|dict|list|tuple|set|frozenset|object|None)"),
    (r"py:(class|exc)", r"[A-Z][A-Za-z]*(Error|Exception)|Exception"),
]
