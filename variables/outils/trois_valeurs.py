"""Answers that can be unknown, combined: what is certain, and what is possible."""

from __future__ import annotations

from typing import Any

import numpy as np
from attrs import frozen

from zeronr_rules.variables.outils.ternaire import Ternaire


@frozen(eq=False)
class Reponse:
    """A vector of answers: yes for sure, perhaps yes, or no (neither).

    Parameters
    ----------
    certain
        Booleans: the answer is yes whatever is unknown.
    possible
        Booleans: the answer may be yes. What is certain is possible.

    Examples
    --------
    >>> oui, inconnu = su(np.array([True])), Reponse(np.array([False]), np.array([True]))
    >>> (oui & inconnu).certain.tolist(), (oui & inconnu).possible.tolist()
    ([False], [True])
    >>> (oui | inconnu).certain.tolist(), (~oui | inconnu).possible.tolist()
    ([True], [True])

    """

    certain: Any
    possible: Any

    def __and__(self, autre: Reponse) -> Reponse:
        return Reponse(
            np.logical_and(self.certain, autre.certain),
            np.logical_and(self.possible, autre.possible),
        )

    def __or__(self, autre: Reponse) -> Reponse:
        return Reponse(
            np.logical_or(self.certain, autre.certain),
            np.logical_or(self.possible, autre.possible),
        )

    def __invert__(self) -> Reponse:
        return Reponse(np.logical_not(self.possible), np.logical_not(self.certain))

    @property
    def inconnu(self) -> Any:
        """Booleans: neither yes nor no."""
        return np.logical_and(self.possible, np.logical_not(self.certain))

    def en_ternaire(self) -> Any:
        """Return the items of ``Ternaire``, as a formula returns them."""
        return np.where(
            self.certain, Ternaire.oui, np.where(self.possible, Ternaire.indetermine, Ternaire.non)
        )


def su(booleens: Any) -> Reponse:
    """Return booleans that are known."""
    return Reponse(booleens, booleens)


def lu(ternaires: Any) -> Reponse:
    """Return an array of ``Ternaire`` as answers."""
    return Reponse(ternaires == Ternaire.oui, ternaires != Ternaire.non)


def si_connu(connu: Any, booleens: Any) -> Reponse:
    """Return booleans where what they rest on is known, unknown elsewhere."""
    return Reponse(np.logical_and(connu, booleens), np.logical_or(np.logical_not(connu), booleens))
