"""What a system accepts: its variables, entities and roles, indexed once.

The door looks everything up here, so that checking a situation costs dictionary
look-ups and nothing else.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date
from importlib import resources
from typing import Any, Literal

from attrs import frozen
from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from zeronr_rules.caches import cached_by_system

Kind = Literal["float", "int", "bool", "enum", "date", "str"]
_KINDS: dict[Any, Kind] = {
    float: "float",
    int: "int",
    bool: "bool",
    Enum: "enum",
    date: "date",
    str: "str",
}
_UNITS = {DateUnit.MONTH: "month", DateUnit.YEAR: "year", DateUnit.ETERNITY: "eternity"}

# Results of a self-employed activity can be losses; a turnover cannot. A contribution
# is kept out of the amount, as a negative number.
_MAY_BE_NEGATIVE_PREFIXES = ("rpns_", "crds_")
_TURNOVER = "_CA"


@frozen
class VariableSpec:
    """What the door must know of a variable."""

    name: str
    entity: str
    kind: Kind
    unit: str  # month, year or eternity
    spread: Literal["divide", "dispatch"] | None
    is_money: bool
    may_be_negative: bool
    has_formula: bool
    members: Mapping[str, int]
    max_length: int | None
    label: str
    # What counts where nobody gave a value, as a situation would write it.
    default: str


@frozen
class RoleSpec:
    """One key under which a group lists members: the roles it fills, in order."""

    key: str
    flat_roles: tuple[str, ...]
    max: int | None


@frozen
class EntitySpec:
    """A group entity: its names, and the keys that list its members."""

    key: str
    plural: str
    label: str
    roles: Mapping[str, RoleSpec]
    # Keys of one member (demandeur, conjoint) that stand for a place in a role.
    subroles: Mapping[str, tuple[str, int]]
    first_role: str


@frozen
class Catalogue:
    """The index of one system."""

    variables: Mapping[str, VariableSpec]
    persons_key: str
    persons_plural: str
    groups: Mapping[str, EntitySpec]  # by key
    plurals: Mapping[str, str]  # plural -> key, persons included

    @property
    def entity_names(self) -> list[str]:
        """Every name under which an entity can stand in a situation."""
        return [*self.plurals, *self.plurals.values()]

    def plural_of(self, key: str) -> str:
        """Return the plural of an entity key."""
        return self.persons_plural if key == self.persons_key else self.groups[key].plural


@cached_by_system(maxsize=1)
def catalogue_of(system: TaxBenefitSystem) -> Catalogue:
    """Index a system; kept for its next situations."""
    person = system.person_entity
    groups = {entity.key: _entity_spec(entity) for entity in system.group_entities}
    # A reform shares the variables that it does not change.
    baseline = system.baseline
    known = {} if baseline is None else catalogue_of(baseline).variables
    shared = {} if baseline is None else baseline.variables
    return Catalogue(
        variables={
            name: known[name]
            if name in known and shared.get(name) is variable
            else _variable_spec(name, variable)
            for name, variable in system.variables.items()
        },
        persons_key=person.key,
        persons_plural=person.plural,
        groups=groups,
        plurals={person.plural: person.key} | {spec.plural: key for key, spec in groups.items()},
    )


@functools.cache
def country_codes() -> frozenset[str]:
    """Return the two-letter codes of countries of ISO 3166-1."""
    file = resources.files("zeronr_rules") / "data" / "iso_3166_alpha_2.txt"
    return frozenset(file.read_text(encoding="ascii").split())


@functools.cache
def openfisca_france_names() -> Mapping[str, str]:
    """Return the entity of every variable name of OpenFisca-France."""
    text = (resources.files("zeronr_rules") / "data" / "openfisca_france_names.csv").read_text(
        encoding="utf-8"
    )
    pairs = (line.partition(",") for line in text.splitlines()[1:] if line)
    return {name: entity for name, _, entity in pairs}


def _variable_spec(name: str, variable: Any) -> VariableSpec:
    is_enum = variable.value_type is Enum
    spread: Literal["divide", "dispatch"] | None = None
    if variable.set_input:
        spread = "divide" if variable.set_input is set_input_divide_by_period else "dispatch"
    is_loss = name.startswith(_MAY_BE_NEGATIVE_PREFIXES) and _TURNOVER not in name
    return VariableSpec(
        name=name,
        entity=variable.entity.key,
        kind=_KINDS[variable.value_type],
        unit=_UNITS[variable.definition_period],
        spread=spread,
        is_money=str(variable.unit or "").startswith("EUR"),
        may_be_negative=is_loss,
        has_formula=bool(variable.formulas),
        members={item.name: item.index for item in variable.possible_values} if is_enum else {},
        max_length=getattr(variable, "max_length", None),
        label=variable.label or name,
        default=_default(variable.default_value),
    )


def _default(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.name if isinstance(value, Enum) else str(value)


def _entity_spec(entity: Any) -> EntitySpec:
    roles: dict[str, RoleSpec] = {}
    subroles: dict[str, tuple[str, int]] = {}
    for role in entity.roles:
        key = role.plural or role.key
        flat = tuple(sub.key for sub in role.subroles) if role.subroles else (role.key,)
        roles[key] = RoleSpec(key, flat, role.max)
        if role.subroles:
            subroles.update({sub: (key, rank) for rank, sub in enumerate(flat)})
    first = next(iter(roles))
    return EntitySpec(
        key=entity.key,
        plural=entity.plural,
        label=entity.label,
        roles=roles,
        subroles=subroles,
        first_role=first,
    )
