"""What a column of a table says: an identifier, a role, a weight, a period or a variable."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from zeronr_rules.errors import did_you_mean, near_names
from zeronr_rules.inputs.catalogue import Catalogue, VariableSpec, openfisca_france_names
from zeronr_rules.inputs.periods import ETERNITY, SimplePeriod, read_period
from zeronr_rules.inputs.spreading import check_period
from zeronr_rules.inputs.tables.faults import TableFaults
from zeronr_rules.inputs.values import Rejected

WEIGHT, PERIOD = "poids", "periode"
# Who bears the weight.
WEIGHTED = "menage"
_SEARCHES = 20


@frozen
class Header:
    """What a column is.

    Parameters
    ----------
    kind
        ``id``, ``role``, ``weight``, ``period`` or ``variable``.
    entity
        The key of the entity it is about.
    spec, period
        The variable and the period of its values; no period where each row has its own.

    """

    kind: Literal["id", "role", "weight", "period", "variable"]
    entity: str
    spec: VariableSpec | None = None
    period: SimplePeriod | None = None


class Reader:
    """Reads the headers of tables by one rule, and says what does not follow it.

    ``famille_id`` and ``famille_role``; ``poids``; ``periode``; ``salaire_net:2026-03``;
    a name alone for what never changes, or for the period asked for.
    """

    def __init__(
        self, catalogue: Catalogue, period: SimplePeriod | None, faults: TableFaults
    ) -> None:
        self.catalogue = catalogue
        self.period = period
        self.faults = faults
        self.ignored: set[str] = set()
        self.searches = 0
        keys = (catalogue.persons_key, *catalogue.groups)
        self.ids = {f"{key}_id": key for key in keys}
        self.roles = {f"{key}_role": key for key in catalogue.groups}

    def read(
        self, table: str, entity: str, column: str, name: str, tables: dict[str, str], *, long: bool
    ) -> Header | None:
        """Return what a column is; ``None`` when it is a fault, or is not read here.

        Parameters
        ----------
        table, entity
            The table, and the entity whose members its rows are.
        column, name
            The column as the table has it, and under the name of ours.
        tables
            The tables at hand, by entity.
        long
            Whether each row has its own period.

        """
        persons = entity == self.catalogue.persons_key
        if name in self.ids and (persons or self.ids[name] == entity):
            return Header("id", self.ids[name])
        if name in self.roles and persons:
            return Header("role", self.roles[name])
        if name == PERIOD:
            return Header("period", entity)
        if name == WEIGHT:
            if entity == WEIGHTED or (persons and WEIGHTED not in tables):
                return Header("weight", WEIGHTED)
            where = self.catalogue.plural_of(WEIGHTED)
            self.faults.add(
                table,
                column,
                f"un poids dans {table}",
                f"le poids de chaque ménage, dans {where}",
                f"Déplacer « {WEIGHT} » dans la table {where}.",
            )
            return None
        if name in self.ids or name in self.roles:
            self.faults.add(
                table,
                column,
                f"une appartenance dans {table}",
                f"les appartenances dans {self.catalogue.persons_plural}",
                f"Déplacer « {name} » dans la table {self.catalogue.persons_plural}.",
            )
            return None
        return self._variable(table, entity, column, name, tables, long=long)

    def _variable(
        self, table: str, entity: str, column: str, name: str, tables: dict[str, str], *, long: bool
    ) -> Header | None:
        variable, colon, moment = name.partition(":")
        spec = self.catalogue.variables.get(variable)
        if spec is None:
            self._unknown(table, entity, column, variable)
            return None
        persons = entity == self.catalogue.persons_key
        if spec.entity != entity and not (persons and spec.entity not in tables):
            place = self.catalogue.plural_of(spec.entity)
            self.faults.add(
                table,
                column,
                f"une variable de {place}",
                f"une variable de {table}",
                f"Déplacer « {variable} » dans la table {place}.",
            )
            return None
        if colon:
            return self._at(table, column, spec, moment)
        if spec.unit == "eternity":
            return Header("variable", spec.entity, spec, ETERNITY)
        if long:
            return Header("variable", spec.entity, spec, None)
        if self.period is None:
            self.faults.add(
                table,
                column,
                "un nom sans période",
                f"« {variable}:2026-05 » : le nom, deux-points, la période",
                "Ou donner period : un nom seul est alors pour cette période.",
            )
            return None
        return self._at(table, column, spec, str(self.period))

    def _at(self, table: str, column: str, spec: VariableSpec, moment: str) -> Header | None:
        period = read_period(moment)
        try:
            check_period(spec, period, moment)
        except Rejected as rejected:
            self.faults.add(
                table,
                column,
                "une autre période",
                f"« {spec.name}: » puis {rejected.expected}",
                rejected.hint,
            )
            return None
        return Header("variable", spec.entity, spec, period or ETERNITY)

    def _unknown(self, table: str, entity: str, column: str, name: str) -> None:
        france = openfisca_france_names()
        if france.get(name) == entity:
            self.ignored.add(name)
            return
        names = [*self.catalogue.variables, *self.ids, *self.roles, WEIGHT, PERIOD]
        self.searches += 1
        near = near_names(name, names) if self.searches <= _SEARCHES else []
        self.faults.add(
            table,
            column,
            "un nom inconnu",
            f"une variable de {table}, un identifiant, un rôle, « {WEIGHT} » ou « {PERIOD} »",
            did_you_mean(near)
            or "Donner son nom d'ici par mapping, ou l'y mettre dans « ignore ».",
        )
