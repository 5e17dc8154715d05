"""One table of speed and memory: ``python -m tests.benchmarks.table``.

Each measure runs in a process of its own, engines in turn, best of the rounds.
Memory is the peak above what the process held once the inputs were in place.
OpenFisca-France needs its own environment: give its interpreter with
``--france path/to/python``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BLOCK = 60_000


def measured(python: str, *words: str, rounds: int = 2) -> dict:
    """Run one measure a few times and keep the best time and the lowest peak."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    found = []
    for _ in range(rounds):
        done = subprocess.run(
            [python, "-m", "tests.benchmarks.measure", *words],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env=environment,
        )
        found.append(json.loads(done.stdout.splitlines()[-1]))
    return {key: min(one[key] for one in found) for key in found[0]}


def row(label: str, ours: dict, core: dict | None) -> str:
    """Return one line of the table."""
    cells = [f"{ours['seconds'] * 1e3:10.1f}"]
    cells.append(f"{core['seconds'] * 1e3:10.1f}" if core else f"{'':10}")
    cells.append(f"{core['seconds'] / ours['seconds']:7.1f}" if core else f"{'':7}")
    cells.append(f"{ours['peak_mb']:9.0f}" if "peak_mb" in ours else f"{'':9}")
    cells.append(f"{core['peak_mb']:9.0f}" if core and "peak_mb" in core else f"{'':9}")
    both = core and "peak_mb" in core and ours["peak_mb"] > 0
    cells.append(f"{core['peak_mb'] / ours['peak_mb']:7.1f}" if both else f"{'':7}")
    return f"{label:34}" + " ".join(cells)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--france", help="a Python that has openfisca-france")
    parser.add_argument("--million", action="store_true", help="a million households too")
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    python, rounds = sys.executable, given.rounds
    head = ("ours ms", "core ms", "ratio", "ours MB", "core MB", "ratio")
    widths = (10, 10, 7, 9, 9, 7)
    print(f"{'':34}" + " ".join(f"{t:>{w}}" for t, w in zip(head, widths, strict=True)))
    print(row("import and load", measured(python, "load", rounds=rounds), None), flush=True)
    blocks = {"persons_a_block": BLOCK}
    cases = [
        ("one household, seen before", 1, {}),
        ("one household, never seen", 1, {"new": True}),
        ("1,000 households", 1_000, blocks),
        ("100,000 households", 100_000, blocks),
        ("100,000 households, 2 workers", 100_000, blocks | {"workers": 2}),
    ]
    for label, count, options in cases:
        text = json.dumps(options)
        ours = measured(python, "ours", "lean", str(count), text, rounds=rounds)
        core = None
        if "workers" not in options:
            other = json.dumps({"new": True} if "new" in options else {})
            core = measured(python, "ours", "core", str(count), other, rounds=rounds)
        print(row(label, ours, core), flush=True)
    if given.million:
        ours = measured(python, "ours", "lean", "1000000", json.dumps(blocks), rounds=1)
        print(row("1,000,000 households", ours, None), flush=True)
        print(f"{'':6}of which inputs {ours['inputs_mb']:.0f} MB are not counted")
    if given.france:
        for label, count in (
            ("OpenFisca-France, one household", 1),
            ("OpenFisca-France, 20,000", 20_000),
        ):
            options = json.dumps({"dtype": "float32"} | (blocks if count > 1 else {}))
            ours = measured(given.france, "france", "lean", str(count), options, rounds=rounds)
            core = measured(given.france, "france", "core", str(count), "{}", rounds=1)
            print(row(label, ours, core), flush=True)


if __name__ == "__main__":
    main()
