"""Compare both engines on OpenFisca-France, array by array, over two years.

In an environment that has openfisca-france, from the root of the repository:
``PYTHONPATH=. python -m tests.benchmarks.france_compare [households] [seed] [months]``.
Every array that openfisca_core kept must be known on our core, with the same bits.
"""

from __future__ import annotations

import sys
import warnings

import numpy as np

TARGETS = ("rsa", "ppa", "aide_logement", "af", "cf", "asf", "paje_base")


def compare(count: int, seed: int, months: int) -> tuple[int, dict[str, str]]:
    """Return how many arrays were compared, and the first difference of each variable."""
    import openfisca_france

    from tests.benchmarks import france_population as world
    from zeronr_rules.core import Simulation

    warnings.simplefilter("ignore")
    system = openfisca_france.CountryTaxBenefitSystem()
    people = world.households(system, count, seed)
    theirs = world.core_simulation(system, people)
    ours = Simulation(system, people, np.float32)
    for month in world.MONTHS[-months:]:
        for name in TARGETS:
            theirs.calculate(name, month)
            ours.calculate(name, month)
    compared, differences = 0, {}
    for population in theirs.populations.values():
        for name, holder in population._holders.items():
            for period in holder.get_known_periods():
                left, right = np.asarray(holder.get_array(period)), ours.get_array(name, period)
                compared += 1
                if right is None:
                    differences.setdefault(name, f"{period}: not known")
                    continue
                same = left == np.asarray(right)
                if left.dtype.kind == "f":
                    same |= np.isnan(left) & np.isnan(np.asarray(right))
                if not same.all():
                    differences.setdefault(name, f"{period}: {int((~same).sum())} values")
    return compared, differences


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]] + [500, 0, 24][len(sys.argv) - 1 :]
    arrays, found = compare(*given)
    for name, difference in found.items():
        print(name, difference)
    print(f"{arrays} arrays compared, {len(found)} variables differ")
    sys.exit(bool(found))
