"""Run one formula on both engines and tell what differs."""

from __future__ import annotations

import warnings

import numpy as np
from openfisca_core.indexed_enums import EnumArray
from small import SmallSystem, variable
from worlds import core_simulation, fill, on_our_core, random_structure

MONTH = "2026-05"
INPUT_MONTHS = ["2026-04", "2026-05", "2025-05"]


def system_with(cases):
    """Return a small system with a variable a case: (entity, type, formula, attributes)."""
    system = SmallSystem()
    for name, (entity, value_type, formula, *attributes) in cases.items():
        more = attributes[0] if attributes else {}
        system.add_variable(variable(name, entity, value_type, formula, **more))
    return system


def worlds(system, seeds=(1, 2), groups=6):
    """Yield simulations of openfisca_core: with inputs, then with none."""
    for seed in seeds:
        for share in (1.0, 0.0):
            rng = np.random.default_rng(seed)
            persons, structure = random_structure(system, rng, groups, 4, False)
            simulation = core_simulation(system, persons, structure)
            if share:
                fill(simulation, system, rng, INPUT_MONTHS, share)
            yield simulation


def answer(simulation, name, period=MONTH):
    """Return what a simulation answers: an array, or an exception."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return simulation.calculate(name, period)
        except Exception as error:  # noqa: BLE001
            return error


def same(left, right):
    """Tell whether both are errors, or arrays of the same type and values."""
    if isinstance(left, Exception) or isinstance(right, Exception):
        return isinstance(left, Exception) and isinstance(right, Exception)
    if isinstance(left, EnumArray) != isinstance(right, EnumArray):
        return False
    left, right = np.asarray(left), np.asarray(right)
    if left.shape != right.shape or left.dtype != right.dtype:
        return False
    return bool(((left == right) | ((left != left) & (right != right))).all())  # noqa: PLR0124


def check(system, name, period=MONTH, **options):
    """Compare a variable on both engines, in every world, three times on ours.

    The second simulation of a system may take values that depend on defaults alone, the
    third what came of the same reads before.
    """
    for theirs in worlds(system, **options):
        # Before the other computes: what it knows would be taken from it.
        ours = [on_our_core(theirs, np.float32) for _ in range(3)]
        expected = answer(theirs, name, period)
        for simulation in ours:
            found = answer(simulation, name, period)
            assert same(expected, found), f"{name} {period}: {expected!r}, here {found!r}"
