"""The documentation's own folders, for the tests that read them."""

from __future__ import annotations

import sys
from pathlib import Path

EXTENSIONS = str(Path(__file__).resolve().parents[2] / "docs" / "_ext")
if EXTENSIONS not in sys.path:
    sys.path.append(EXTENSIONS)
