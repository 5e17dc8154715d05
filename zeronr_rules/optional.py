"""Libraries that few runs need: imported where they serve, or an error says how to get them."""

from __future__ import annotations

import importlib
from typing import Any

from zeronr_rules.errors import MissingLibraryError

# The extra that installs each; others are installed by their own name.
_EXTRAS = {"pyarrow": "tables", "narwhals": "tables", "matplotlib": "plots", "tqdm": "progress"}


def library(name: str) -> Any:
    """Return a library, or a module of one.

    Raises
    ------
    MissingLibraryError
        When it is not installed, or does not load; the message says what to do.

    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        extra = _EXTRAS.get(package)
        wanted = f'"zeronr-rules[{extra}]"' if extra else package
        absent = isinstance(error, ModuleNotFoundError) and error.name == package
        state = "n'est pas installé" if absent else f"ne se charge pas ({error})"
        message = f"{package} {state} : pip install --upgrade {wanted}"
        raise MissingLibraryError(f"{message}.") from error
