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
        When it is not installed; the message says how to install it.

    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        extra = _EXTRAS.get(package)
        wanted = f'"zeronr-rules[{extra}]"' if extra else package
        message = f"{package} n'est pas installé : pip install {wanted}"
        raise MissingLibraryError(f"{message}.") from error
