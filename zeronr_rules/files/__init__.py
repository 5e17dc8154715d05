"""From files to files: the rights of a population that need not fit in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zeronr_rules.files.running import simulate_files as simulate_files
    from zeronr_rules.files.summary import Summary as Summary
    from zeronr_rules.files.summary import summary_text as summary_text

__all__ = ["Summary", "simulate_files", "summary_text"]


def __getattr__(name: str) -> Any:
    """Load a name the first time it is asked for: the command line only wants arguments."""
    import importlib

    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    module = "running" if name == "simulate_files" else "summary"
    return getattr(importlib.import_module(f"{__name__}.{module}"), name)
