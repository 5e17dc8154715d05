from __future__ import annotations

import sys
from pathlib import Path

# Folders of tests are not packages: what stands beside the tests is found from the root.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
