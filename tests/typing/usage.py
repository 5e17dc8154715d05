"""What users write, checked by mypy --strict (``.ci/types``); never run."""

from __future__ import annotations

from pathlib import Path

import zeronr_rules as zr


def amounts(situation: dict[str, object]) -> dict[str, object]:
    """Read a result in the ways it offers."""
    result = zr.calculate(situation, "2026-05", ["rsa", "ppa"])
    total: float = float(result["rsa"].sum())
    for notice in result.notices:
        message: str = notice.message
        assert message
    assert total >= 0
    return result.to_dict()


def from_a_file(file: Path) -> str:
    """Calculate from a path, strictly, and catch our own error."""
    try:
        zr.calculate(file, "2026-05", "rsa", strict=True)
    except zr.SituationError as error:
        return "\n".join(str(fault) for fault in error.faults)
    except zr.ZeronrError as error:
        return str(error)
    return zr.__version__


def parameters() -> object:
    """Reach the system that OpenFisca's tools use."""
    return zr.system().parameters


def compared(people: zr.Population, reform: zr.reforms.Reform) -> float:
    """Compare two laws, over a year, and read tables."""
    made: zr.Comparison = zr.compare(
        people, reform, "2026", ["rsa", "ppa"], weights=[1.0, 2.0], poverty_line="anchored"
    )
    try:
        rows = made.by("decile", minimum_cell=10).rows()
    except zr.ComparisonError as error:
        return float(len(error.faults))
    before, after = made.gini()
    return after - before + float(made.cost()["par_mois_difference"].sum()) + len(rows)


def sanctions_by_month() -> float:
    """Draw sanctions: what comes back has the type of what was given."""
    people: zr.SyntheticPopulation = zr.synthetic_population(10, 2026)
    hazards = zr.dynamics.Hazards(h1=0.1).times(2)
    drawn: zr.SyntheticPopulation = zr.dynamics.sanctions(people, "2026-05", hazards=hazards)
    return float(zr.dynamics.monthly(drawn, "2026-05")["rsa_retenu"].sum())


def curve(file: Path) -> list[float]:
    """Draw a budget curve, and read its table."""
    drawn = zr.budget_curve(file, "2026-05", person="p1", up_to=2000)
    drawn.plot(size="colonne").savefig("courbe.svg")
    rates: list[float] = drawn.beside(drawn, "La même").rates().tolist()
    return rates


def next_question(file: Path) -> str:
    """Explore unknown answers, and ask the best one."""
    found = zr.questions.explore(file, ["loyer", ("p1", "salaire_net")], "2026-05", "rsa")
    while (question := found.next_question()) is not None:
        found = found.answer(question.key, question.unknown.grid[0])
    bounds: tuple[float, float] = (found.interval("rsa").minimum, found.interval("rsa").maximum)
    assert bounds[0] <= bounds[1]
    return str(found)


def creches() -> int:
    """Ask the rules of the structures."""
    structures = {"structures_accueil": {"a": {"capacite": {"2024-01": 24}}}}
    result = zr.structures.calculate(structures, "2024-01", "avip_places_requises")
    return int(result["avip_places_requises"][0])
