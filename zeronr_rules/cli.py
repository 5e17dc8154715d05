"""The command ``zeronr``.

Exit codes: 0, done; 2, the request or the situation is wrong (the message is on
standard error); 1, a rule failed, or a file or stream cannot be read or written.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence

from zeronr_rules.commands.leaving import (
    BAD_INPUT,
    FAILED,
    INTERRUPTED,
    OK,
    abandon,
    complain,
)
from zeronr_rules.commands.parser import parser_of_zeronr
from zeronr_rules.errors import EngineError, ZeronrError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot write « é » must not stop the answer.
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if sys.stdout is None:
        return complain("la sortie standard est fermée.", FAILED)
    try:
        return _run(argv)
    except EngineError as error:
        return complain(str(error), FAILED)
    except ZeronrError as error:
        return complain(str(error), BAD_INPUT)
    except BrokenPipeError:
        # The reader (head, less) has seen enough: leave without a word.
        abandon(sys.stdout)
        return OK
    except OSError as error:
        abandon(sys.stdout)
        return complain(f"lecture ou écriture impossible ({error.strerror or error}).", FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(argv: Sequence[str] | None) -> int:
    try:
        arguments = parser_of_zeronr().parse_args(argv)
    except SystemExit as leaving:
        # Help and version are printed already: what cannot be written is known now.
        sys.stdout.flush()
        return leaving.code if isinstance(leaving.code, int) else OK
    print(arguments.run(arguments), flush=True)
    return OK


if __name__ == "__main__":
    sys.exit(main())
