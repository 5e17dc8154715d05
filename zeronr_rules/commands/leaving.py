"""How a command leaves: exit codes, complaints, streams that nobody reads."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any

OK, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def abandon(stream: Any) -> None:
    """Send nowhere what a stream still holds, or Python would fail on it when leaving."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def complain(message: str, code: int) -> int:
    """Say what is wrong on the error stream; return the exit code."""
    from zeronr_rules.inputs.faults import printable

    shown = "\n".join(map(printable, f"zeronr : {message}".split("\n")))
    # Without an error stream, print would write on the standard output.
    if sys.stderr is not None:
        try:
            print(shown, file=sys.stderr, flush=True)
        except OSError:
            abandon(sys.stderr)
    return code
