"""Populations of our rules, and their simulation block by block."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

import numpy as np
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.reforms import Reform as CoreReformClass
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from zeronr_rules import core
from zeronr_rules.calculation import provenance_of, reformed_system, requested_variables
from zeronr_rules.core.errors import FormulaError
from zeronr_rules.engine import core_period, face_error, give_inputs, groups_of
from zeronr_rules.inputs import check_situation, read_situation
from zeronr_rules.inputs.catalogue import catalogue_of
from zeronr_rules.inputs.periods import requested_period
from zeronr_rules.inputs.tables import Report, fill, read_tables
from zeronr_rules.inputs.tables.tabled import Tabled
from zeronr_rules.lookback import looked_back
from zeronr_rules.reforms.reform import Reform
from zeronr_rules.results import Column, Results
from zeronr_rules.system import system


class Population(Tabled):
    """A population of our rules: persons, their groups, and what is known of them.

    The same as :class:`zeronr_rules.core.Population`, bound to :func:`zeronr_rules.system`.

    Attributes
    ----------
    weights
        How many real ménages each stands for; ``None`` where nobody said.
    notices
        What was assumed where it came in.
    report
        What was found in its tables, where it comes from tables.

    Parameters
    ----------
    persons
        How many persons, or their identifiers.
    groups
        For each group entity, its ``count`` or ``ids``, the ``members`` (the group
        of each person) and their ``roles``.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> people = zr.Population(
    ...     persons=3,
    ...     groups={
    ...         "familles": {
    ...             "count": 2,
    ...             "members": [0, 0, 1],
    ...             "roles": ["demandeur", "conjoint", "demandeur"],
    ...         }
    ...     },
    ... )
    >>> people.set_input("date_naissance", "ETERNITY", ["1980-02-01", "1985-03-01", "1990-04-01"])
    >>> zr.simulate(people, "2026-05", ["rsa"])["rsa"]
    array([969.78, 646.52])

    """

    report: Report | None = None

    def __init__(
        self,
        persons: int | Sequence[Any],
        groups: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        super().__init__(system(), persons, groups)

    @classmethod
    def from_situation(  # type: ignore[override]
        cls,
        situation: Mapping[str, Any] | str | os.PathLike[str],
        period: str | int | None = None,
    ) -> Population:
        """Return the population of a situation, checked as :func:`zeronr_rules.calculate` does.

        Parameters
        ----------
        situation
            A situation in OpenFisca's format, or the path of a JSON or YAML file.
        period
            The period it is meant for: births are checked against it. The
            current month where left out.

        Raises
        ------
        SituationError
            When the situation has faults; all are reported together.

        """
        if isinstance(situation, (str, os.PathLike)):
            situation = read_situation(situation)
        today = datetime.now(tz=UTC).strftime("%Y-%m")
        asked = requested_period(today if period is None else period)
        rules = system()
        checked = check_situation(situation, asked, rules)
        made = cls(list(checked.persons), groups_of(rules, checked))
        made.name_members({key: checked.ids(key) for key in made.entity_keys})
        give_inputs(made, checked)
        made.notices = checked.notices
        return made

    @classmethod
    def from_tables(
        cls,
        individus: Any = None,
        familles: Any = None,
        foyers_fiscaux: Any = None,
        menages: Any = None,
        *,
        mapping: Mapping[str, Any] | str | os.PathLike[str] | None = None,
        period: str | int | None = None,
        on_error: Literal["raise", "report"] = "raise",
        csv: Mapping[str, str] | None = None,
    ) -> Population:
        """Return the population that tables describe, checked as a situation is.

        A table is an Arrow, polars or pandas table, a DuckDB relation, or the path of a
        Parquet or CSV file. Columns bear one name each:

        - ``individu_id``, ``famille_id``, ``foyer_fiscal_id``, ``menage_id``: identifiers;
        - ``famille_role``, ``foyer_fiscal_role``, ``menage_role``, in ``individus``;
        - ``salaire_net:2026-03``, ``salaire_net:2025``: a variable and its period;
        - ``date_naissance``: a variable that never changes, else for ``period``;
        - ``poids``: the weight of each ménage;
        - ``periode``: the period of each row, where a member has several.

        Parameters
        ----------
        individus
            The persons. Variables of groups without a table of their own stand here,
            the same on each row of the group, or on one.
        familles, foyers_fiscaux, menages
            The groups and what is known of them. Without a table and without
            ``famille_id``, each person is alone, with a notice.
        mapping
            A survey's own names and codes: a mapping, or the path of a YAML file.
        period
            The period of the columns that name none, and against which births are
            checked; the current month for births where left out.
        on_error
            ``"raise"``; or ``"report"`` to leave out the households that have a fault,
            with those connected to them, and say who in ``.report``.
        csv
            How text files are written: ``{"separator": ";", "decimal": ",",
            "encoding": "latin-1"}``; by default a comma, a point, UTF-8.

        Returns
        -------
        Population
            With ``weights`` (``None`` without the column), ``notices`` and ``report``.

        Raises
        ------
        TablesError
            With every fault: table, column, rows and identifiers, nothing else of the data.
            Faults of a whole table or column are raised whatever ``on_error``.

        Examples
        --------
        >>> import polars as pl
        >>> import zeronr_rules as zr
        >>> individus = pl.DataFrame(
        ...     {
        ...         "individu_id": ["p1", "p2"],
        ...         "date_naissance": ["1990-03-15", "1985-01-01"],
        ...         "salaire_net:2026-03": [None, 900.0],
        ...     }
        ... )
        >>> people = zr.Population.from_tables(individus, period="2026-05")
        >>> zr.simulate(people, "2026-05", "rsa").by_id("rsa")
        {'p1': 646.52, 'p2': 346.52}

        """
        if on_error not in ("raise", "report"):
            message = f"on_error : reçu {on_error!r} ; attendu « raise » ou « report »."
            raise ValueError(message)
        given = {
            "individus": individus,
            "familles": familles,
            "foyers_fiscaux": foyers_fiscaux,
            "menages": menages,
        }
        checked = read_tables(
            system(),
            given,
            mapping=mapping,
            period=period,
            report=on_error == "report",
            csv=csv,
        )
        groups = {
            key: {"count": len(checked.ids[key]), "members": held.groups, "roles": held.roles}
            for key, held in checked.held.items()
        }
        made = cls(len(checked.ids["individu"]), groups)
        # Their identifiers are distinct: it was checked.
        made._ids.update(checked.ids)
        fill(made, checked)
        made.weights, made.notices, made.report = checked.weights, checked.notices, checked.report
        return made


def simulate(
    people: core.Population,
    period: str | int,
    variables: str | Iterable[str],
    *,
    reform: Reform | type[CoreReformClass] | None = None,
    workers: int | None = None,
    progress: bool | Callable[[int, int], None] = False,
) -> Results:
    """Compute variables over a population, block by block.

    Peak memory is that of the inputs, of the results and of one block a worker.

    Parameters
    ----------
    people
        The population; see :class:`Population`.
    period
        The month (``"2026-05"``), or the year for yearly variables.
    variables
        One name, or several.
    reform
        A reform of ``zr.reforms``, a ``Reform`` class of ``openfisca_core``, or
        ``None`` for the law as it is.
    workers
        How many blocks are computed at a time; one where left out. The result
        is the same whatever their number.
    progress
        ``True`` for a bar (needs the extra ``progress``), or a function of the
        blocks done and in all.

    Returns
    -------
    Results
        Values by variable. What each household was not asked is not told one by
        one here: notices are those of :func:`zeronr_rules.calculate`.

    Raises
    ------
    PeriodError, UnknownVariableError, ReformError
        When the request itself is wrong.
    EngineError
        When a rule fails, or depends on itself. No amount is returned then.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> people = zr.Population(persons=2)
    >>> people.set_input("date_naissance", "ETERNITY", ["1990-01-15", "2004-01-15"])
    >>> zr.simulate(people, "2026-05", "rsa")["rsa"]
    array([646.52,   0.  ])

    """
    rules = reformed_system(reform)
    asked = requested_period(period)
    catalogue = catalogue_of(rules)
    names = requested_variables(variables, asked, catalogue)
    try:
        values = core.simulate_blocks(
            rules,
            looked_back(_under(people, rules), asked, names),
            names,
            core_period(asked),
            workers=workers,
            progress=progress,
            on_spiral="raise",
        )
    except FormulaError as error:
        raise face_error(rules, str(error.variable), str(asked), error) from error
    columns = {}
    for name in names:
        array = next(iter(values[name].values()))
        plain = array.decode_to_str() if isinstance(array, EnumArray) else np.asarray(array)
        plain.setflags(write=False)
        entity = catalogue.variables[name].entity
        columns[name] = Column(entity, people.ids(entity), plain)
    return Results(str(asked), columns, (), provenance_of(rules, reform, asked))


def _under(people: core.Population, rules: TaxBenefitSystem) -> core.Population:
    """Return a population as the rules see it: past months are computed under them too."""
    if people.system is rules:
        return people
    made = people.sharing_inputs()
    made.system = rules
    return made
