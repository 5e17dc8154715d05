"""The values of the law at a month, exact, by the path of the parameter."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from zeronr_rules.system import load_parameters


@cache
def _tree():
    return load_parameters().prestations.aides_logement


@cache
def _aides_logement(instant: str):
    return _tree().get_at_instant(instant)


def _node(instant: str, path: str):
    node = _aides_logement(instant)
    for name in path.split("."):
        node = getattr(node, name)
    return node


@cache
def _value(instant: str, path: str) -> Fraction:
    return Fraction(repr(float(_node(instant, path))))


class Bareme:
    """The parameters of the housing aids at a date (``2023-05`` or ``2023-05-15``).

    ``autres`` are values that a peer holds instead: ``(path, value)``.
    """

    def __init__(self, moment: str, autres: tuple[tuple[str, str], ...] = ()) -> None:
        self.instant = moment if len(moment) > len("2023-05") else f"{moment}-01"
        self.autres = dict(autres)

    def __call__(self, path: str) -> Fraction:
        """Return one value, as the decimal number that the parameter file writes."""
        if path in self.autres:
            return Fraction(self.autres[path])
        return _value(self.instant, path)

    def knows(self, path: str) -> bool:
        """Tell whether a value stands under that path."""
        if path in self.autres:
            return True
        try:
            _node(self.instant, path)
        except AttributeError:
            return False
        return True

    def limite(self) -> int:
        """Return how many dependants overseas tables count (A19-46)."""
        limite = _node(self.instant, "outre_mer.limite_personnes_a_charge")
        return 99 if limite > 99 else int(limite)

    def composition(self, path: str, couple: bool, personnes: int) -> Fraction:
        """Return a table's value: its row for the couple and dependants, and what each more adds."""
        if personnes == 0:
            return self(f"{path}.couple" if couple else f"{path}.isole")
        last = max(rank for rank in range(1, 8) if self.knows(f"{path}.pac_{rank}"))
        if personnes <= last:
            return self(f"{path}.pac_{personnes}")
        return self(f"{path}.pac_{last}") + (personnes - last) * self(f"{path}.pac_supp")
