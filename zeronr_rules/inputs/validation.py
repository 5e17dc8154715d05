"""The door: a situation is checked as a whole, and all its faults come together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from zeronr_rules.errors import Fault, SituationError, did_you_mean, near_names
from zeronr_rules.inputs.births import check_ages, check_births, deduce_births, young_parents
from zeronr_rules.inputs.catalogue import (
    Catalogue,
    EntitySpec,
    VariableSpec,
    catalogue_of,
    openfisca_france_names,
)
from zeronr_rules.inputs.faults import Faults, is_hidden, name_of, shorten, show
from zeronr_rules.inputs.groups import default_group, is_role_key, read_groups
from zeronr_rules.inputs.housing_benefits import deduce_housing_benefit
from zeronr_rules.inputs.periods import ETERNITY, SimplePeriod, read_period
from zeronr_rules.inputs.situation import Group, Situation, Values
from zeronr_rules.inputs.spreading import check_period, spread
from zeronr_rules.inputs.values import BIRTH, Rejected, check_value
from zeronr_rules.notices import Notice

# Near names are searched among thousands: not for each of ten thousand typos.
_SEARCHES = 20

Nodes = dict[str, Mapping[Any, Any]]


def check_situation(
    situation: Any, period: SimplePeriod, system: TaxBenefitSystem, *, strict: bool = False
) -> Situation:
    """Check a situation in OpenFisca's format and return it ready for an engine.

    Parameters
    ----------
    situation
        A mapping: entities by their plural, or by their singular for one group.
    period
        The period asked for, for what depends on it (births).
    system
        The rules that will run.
    strict
        Refuse what is otherwise assumed or ignored with a notice.

    Raises
    ------
    SituationError
        With every fault found.

    """
    return _Door(catalogue_of(system), period, strict).check(situation)


class _Door:
    def __init__(self, catalogue: Catalogue, period: SimplePeriod, strict: bool) -> None:
        self.catalogue = catalogue
        self.period = period
        self.strict = strict
        self.faults = Faults()
        self.notices: list[Notice] = []
        self.ignored: set[str] = set()
        self.values: Values = {}
        self.searches = 0

    def check(self, situation: Any) -> Situation:
        nodes = self._entities(situation)
        plural = self.catalogue.persons_plural
        people = nodes.get(plural, {})
        persons = {person: index for index, person in enumerate(people)}
        if not persons and not self._fault_at(plural):
            self.faults.add(
                (plural,), "aucune personne", "au moins une personne", 'Donner {"p1": {…}}.'
            )
        groups: dict[str, Group] = {}
        filled: list[EntitySpec] = []
        for key, entity in self.catalogue.groups.items():
            if entity.plural in nodes:
                groups[key] = read_groups(entity, nodes[entity.plural], persons, self.faults)
            else:
                groups[key] = default_group(entity, persons)
                filled.append(entity)
        for index, (person, node) in enumerate(people.items()):
            self._variables(self.catalogue.persons_key, (plural, person), index, node, None)
        for key, entity in self.catalogue.groups.items():
            for index, (group_id, node) in enumerate(nodes.get(entity.plural, {}).items()):
                self._variables(key, (entity.plural, group_id), index, node, entity)
        if "famille" in groups:
            self._births(persons, groups)
            deduced = deduce_housing_benefit(self.values, groups["famille"], self.catalogue)
            self.notices += [] if deduced is None else [deduced]
        self._ignored_names()
        if self.faults:
            raise SituationError(self.faults.found)
        if filled:
            self.notices.insert(0, _filled_notice(filled, persons))
        return Situation(tuple(persons), groups, self.values, tuple(self.notices))

    # --- Entities ---------------------------------------------------------

    def _entities(self, situation: Any) -> dict[str, Nodes]:
        if not isinstance(situation, Mapping):
            raise SituationError(
                [Fault((), show(situation), "un objet dont les clés sont des entités", _SHAPE)]
            )
        if not situation:
            raise SituationError([Fault((), "une situation vide", "des individus", _SHAPE)])
        nodes: dict[str, Nodes] = {}
        by_singular = {key: plural for plural, key in self.catalogue.plurals.items()}
        for key, value in situation.items():
            if isinstance(key, str) and key in self.catalogue.plurals:
                plural, members = key, value
            elif isinstance(key, str) and key in by_singular:
                plural = by_singular[key]
                members = self._one_member(key, plural, value)
            else:
                self._unknown_entity(key)
                continue
            if plural in nodes:
                self.faults.add((plural,), f"« {plural} » deux fois", "le pluriel ou le singulier")
            elif value is not None:
                nodes[plural] = self._members(plural, members)
        return nodes

    def _one_member(self, key: str, plural: str, value: Any) -> Any:
        """Return the member that a singular holds; what holds several is one fault."""
        if isinstance(value, Mapping) and value and self._holds_members(key, value):
            self.faults.add(
                (key,),
                f"« {key} » avec des identifiants",
                f"« {plural} », le pluriel, pour donner des identifiants",
                f"Écrire « {plural} ».",
            )
            return value
        return {key: value}

    def _holds_members(self, key: str, node: Mapping[Any, Any]) -> bool:
        ours, france = self.catalogue.variables, openfisca_france_names()
        entity = self.catalogue.groups.get(key)
        return all(
            name not in ours
            and name not in france
            and not (entity is not None and isinstance(name, str) and is_role_key(entity, name))
            and isinstance(inner, Mapping)
            and all(read_period(moment) is None for moment in inner)
            and bool(inner)
            for name, inner in node.items()
        )

    def _members(self, plural: str, value: Any) -> Nodes:
        if not isinstance(value, Mapping):
            self.faults.add((plural,), show(value), "un objet : un identifiant, puis ses données")
            return {}
        members: Nodes = {}
        for key, node in value.items():
            if not isinstance(key, (str, int)) or isinstance(key, bool):
                self.faults.add((plural,), show(key), "un identifiant (texte ou entier)")
                continue
            name = name_of(key)
            if not name or any(map(is_hidden, name)):
                self.faults.add(
                    (plural, name),
                    show(key),
                    "un identifiant fait de caractères visibles",
                    "Retirer les caractères de contrôle ou de mise en forme." if name else "",
                )
            if name in members:
                self.faults.add((plural, name), "deux fois cet identifiant", "chacun une fois")
            elif node is None:
                members[name] = {}
            elif isinstance(node, Mapping):
                members[name] = node
            else:
                self.faults.add((plural, name), show(node), "un objet : variables et rôles")
                members[name] = {}
        return members

    def _unknown_entity(self, key: Any) -> None:
        name = name_of(key)
        spec = self.catalogue.variables.get(name)
        if name == "axes":
            hint = "Les axes ne sont pas lus : donner plusieurs ménages."
        elif spec is not None:
            hint = f"Placer cette variable dans {self.catalogue.plural_of(spec.entity)}."
        else:
            hint = did_you_mean(self._near(name, self.catalogue.entity_names))
        expected = f"une entité parmi {', '.join(self.catalogue.plurals)}"
        self.faults.add((name,), show(key), expected, hint)

    def _fault_at(self, plural: str) -> bool:
        return any(fault.path[:1] == (plural,) for fault in self.faults.found)

    # --- Variables --------------------------------------------------------

    def _variables(
        self,
        entity_key: str,
        path: tuple[str, ...],
        index: int,
        node: Mapping[Any, Any],
        entity: EntitySpec | None,
    ) -> None:
        variables = self.catalogue.variables
        for key, value in node.items():
            spec = variables.get(key) if isinstance(key, str) else None
            if spec is not None and spec.entity == entity_key:
                self._values(spec, (*path, key), index, value)
            elif entity is not None and isinstance(key, str) and is_role_key(entity, key):
                continue
            else:
                self._unknown_variable(key, spec, entity_key, path, entity)

    def _values(self, spec: VariableSpec, path: tuple[str, ...], index: int, value: Any) -> None:
        if value is None:
            return
        if not isinstance(value, Mapping):
            if spec.unit != "eternity":
                self.faults.add(
                    path,
                    show(value),
                    "un objet : la période, puis la valeur",
                    f'Écrire {{"{self.period}": …}}.',
                )
                return
            value = {"ETERNITY": value}
        given: list[tuple[SimplePeriod, Any]] = []
        for key, item in value.items():
            if item is None:
                continue
            period = read_period(key)
            try:
                check_period(spec, period, key)
            except Rejected as rejected:
                self._rejected((*path, name_of(key)), show(key), rejected)
                continue
            try:
                given.append((period or ETERNITY, check_value(spec, item)))
            except Rejected as rejected:
                self._rejected((*path, name_of(key)), show(item), rejected)
        if not given:
            return
        try:
            spread_values = spread(spec, given)
        except Rejected as rejected:
            self._rejected(path, "des périodes qui se recouvrent", rejected)
            return
        by_period = self.values.setdefault(spec.name, {})
        for period_key, one in spread_values.items():
            by_period.setdefault(period_key, {})[index] = one

    def _rejected(self, path: tuple[str, ...], given: str, rejected: Rejected) -> None:
        self.faults.add(path, given, rejected.expected, rejected.hint)

    def _unknown_variable(
        self,
        key: Any,
        spec: VariableSpec | None,
        entity_key: str,
        path: tuple[str, ...],
        entity: EntitySpec | None,
    ) -> None:
        name = name_of(key)
        plural = self.catalogue.plural_of(entity_key)
        if spec is not None:
            place = self.catalogue.plural_of(spec.entity)
            self.faults.add(
                (*path, name),
                f"une variable de {place}",
                f"une variable de {plural}",
                f"Déplacer « {name} » dans {place}.",
            )
            return
        france = openfisca_france_names()
        there = france.get(name)
        if there == entity_key and not self.strict:
            self.ignored.add(name)
        elif there is not None:
            hint = (
                "Cette variable d'OpenFisca-France n'est pas lue ici : la retirer."
                if there == entity_key
                else f"OpenFisca-France la connaît pour {self._plural_or_key(there)}."
            )
            self.faults.add((*path, name), show(key), f"une variable de {plural}", hint)
        else:
            names = [*self.catalogue.variables, *france]
            if entity is not None:
                names += [*entity.roles, *entity.subroles]
            expected = f"une variable {'ou un rôle ' if entity else ''}de {plural}"
            hint = did_you_mean(dict.fromkeys(self._near(name, names)))
            self.faults.add((*path, name), show(key), expected, hint)

    def _plural_or_key(self, key: str) -> str:
        known = key in self.catalogue.groups or key == self.catalogue.persons_key
        return self.catalogue.plural_of(key) if known else key

    def _near(self, name: str, known: list[str]) -> list[str]:
        self.searches += 1
        return near_names(name, known) if self.searches <= _SEARCHES else []

    # --- The whole --------------------------------------------------------

    def _births(self, persons: Mapping[str, int], groups: Mapping[str, Group]) -> None:
        check_births(self.values, persons, groups["famille"], self.period, self.faults)
        check_ages(self.values, persons, self.faults)
        deduced, unknown = deduce_births(self.values, persons, self.faults)
        young = young_parents(self.values, persons, groups["famille"], self.period)
        self.notices += [notice for notice in (deduced, young) if notice is not None]
        if unknown and self.strict:
            for person in unknown:
                self.faults.add(
                    (self.catalogue.persons_plural, person, BIRTH),
                    "rien",
                    "une date de naissance « AAAA-MM-JJ », ou un âge",
                )

    def _ignored_names(self) -> None:
        if not self.ignored:
            return
        names = sorted(self.ignored)
        self.notices.append(
            Notice(
                code="noms_openfisca_france_ignores",
                message=(
                    f"{_IGNORED_MANY if len(names) > 1 else _IGNORED_ONE} : {', '.join(names)}."
                ),
                ids=tuple(names),
            )
        )


_IGNORED_ONE = "Variable d'OpenFisca-France qui ne change rien ici, ignorée"
_IGNORED_MANY = "Variables d'OpenFisca-France qui ne changent rien ici, ignorées"
_SHAPE = (
    'Par exemple {"individus": {"p1": {"date_naissance": {"ETERNITY": "1990-03-15"}}}, '
    '"familles": {"f1": {"parents": ["p1"]}}}.'
)


def _filled_notice(filled: list[EntitySpec], persons: Mapping[str, int]) -> Notice:
    names = ", ".join(entity.plural for entity in filled)
    people = shorten(", ".join(persons))
    return Notice(
        code="entite_completee",
        message=(
            f"Non donné : {names}. Chaque personne ({people}) y est comptée seule, "
            "dans le premier rôle."
        ),
        ids=tuple(entity.plural for entity in filled),
    )
