"""What was read, by variable, and for whom the question does not arise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from openfisca_core.periods import Period

from zeronr_rules.engine import Run
from zeronr_rules.inputs.catalogue import Catalogue, VariableSpec
from zeronr_rules.inputs.situation import Situation

# Formulas are vectorised: they read for everybody what matters to some. These ask
# a question that does not arise unless the person is a child, is not French, or gave
# an input.
ASKED_OF_CHILDREN = frozenset({"prestations_familiales_remuneration_enfant"})
# The resources of family benefits, which nobody without children has.
ASKED_FOR_CHILDREN = frozenset(
    {
        "prestations_familiales_base_ressources",
        "prestations_familiales_base_ressources_individu",
        "biactivite",
    }
)
ASKED_OF_FOREIGNERS = frozenset({"rsa_condition_nationalite"})
ASKED_IF_GIVEN = {
    "revenu_substitution": (
        "interruption_revenus_professionnels",
        "interruption_allocations_chomage",
        "interruption_autres_ressources",
    ),
    "rsa_neutralisation_chomage_refusee": ("interruption_allocations_chomage",),
    "prestations_familiales_chomage": ("date_debut_chomage",),
    "prestations_familiales_chomage_indemnise": ("date_debut_chomage",),
}
FRENCH = "FR"

# Months (or years) read, by variable.
Reads = Mapping[str, Sequence[int]]


def reads_of(run: Run, catalogue: Catalogue, idle: frozenset[str] = frozenset()) -> Reads:
    """Return the months (or years) read of every variable, but by ``idle`` ones only."""
    return _Moments(run.reads(idle), catalogue)


def reads_below(run: Run, catalogue: Catalogue, names: frozenset[str]) -> Reads:
    """Return the months (or years) read of every variable by these ones, directly or not."""
    return _Moments(run.reads_below(names), catalogue)


class _Moments(Mapping[str, Sequence[int]]):
    """The months (or years) read of each variable that has some, told when they are asked."""

    def __init__(self, reads: Mapping[str, Sequence[Period]], catalogue: Catalogue) -> None:
        self._reads = reads
        self._specs = catalogue.variables
        self._known: dict[str, Sequence[int]] = {}

    def __getitem__(self, name: str) -> Sequence[int]:
        known = self._known.get(name)
        if known is None:
            if name not in self:
                raise KeyError(name)
            unit = self._specs[name].unit
            known = self._known[name] = sorted(
                start.year * 12 + start.month - 1 if unit == "month" else start.year
                for start in (period.start for period in self._reads[name])
                if start.year > 0
            )
        return known

    def __contains__(self, name: object) -> bool:
        spec = self._specs.get(str(name))
        return spec is not None and spec.unit != "eternity" and name in self._reads

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._reads if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def idle_readers(situation: Situation, spec: VariableSpec, index: int) -> frozenset[str]:
    """Return the variables whose question does not arise for this member."""
    if spec.entity != "individu":
        return frozenset()
    idle = {
        reader
        for reader, inputs in ASKED_IF_GIVEN.items()
        if not any(
            index in members
            for given in inputs
            for members in situation.values.get(given, {}).values()
        )
    }
    nationalities = situation.values.get("nationalite", {}).values()
    if all(members.get(index, FRENCH) == FRENCH for members in nationalities):
        idle |= ASKED_OF_FOREIGNERS
    familles = situation.groups["famille"]
    if familles.roles[index] != "enfant":
        idle |= ASKED_OF_CHILDREN
    own = familles.members[index]
    if not any(
        famille == own and role == "enfant"
        for famille, role in zip(familles.members, familles.roles, strict=True)
    ):
        idle |= ASKED_FOR_CHILDREN
    return frozenset(idle)


def given_ranks(situation: Situation, name: str) -> set[int]:
    """Return the ranks of the members that gave a variable, for whatever month."""
    return {index for members in situation.values.get(name, {}).values() for index in members}


def named(ids: Sequence[str]) -> str:
    """Return the first identifiers as text, and how many are left."""
    left = len(ids) - 10
    more = "" if left <= 0 else f" et {left} autre{'s' if left > 1 else ''}"
    return ", ".join(ids[:10]) + more
