"""What a population has when it can be written as tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from zeronr_rules.core import Population
from zeronr_rules.inputs.tables.export import tables_of
from zeronr_rules.notices import Notice


class Tabled(Population):
    """A population with weights, that can be written as tables.

    Attributes
    ----------
    weights
        How many real ménages each stands for; ``None`` where nobody said.
    notices
        What was assumed where it came in.

    """

    weights: np.ndarray[Any, Any] | None = None
    notices: tuple[Notice, ...] = ()

    def to_tables(self, variables: Iterable[str] | None = None) -> dict[str, Any]:
        """Return the population as tables that :meth:`zeronr_rules.Population.from_tables` takes.

        Parameters
        ----------
        variables
            The inputs to write; all of them where left out. Each month has its column.

        Returns
        -------
        dict
            One ``pyarrow.Table`` an entity, by its plural: ``individus``, ``familles``,
            ``foyers_fiscaux``, ``menages``. What nobody said is null.

        Raises
        ------
        UnknownVariableError
            When a variable was not given to the population.

        Examples
        --------
        >>> import zeronr_rules as zr
        >>> tables = zr.synthetic_population(10, 2026).to_tables(["date_naissance", "loyer"])
        >>> tables["individus"].column_names[:3]
        ['individu_id', 'famille_id', 'famille_role']
        >>> again = zr.Population.from_tables(**tables)
        >>> again.count("menage")
        10

        """
        return tables_of(self, variables)
