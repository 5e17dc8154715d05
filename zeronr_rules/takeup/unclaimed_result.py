"""The rights of one household beside what it receives."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import asdict, frozen

from zeronr_rules.notices import Notice
from zeronr_rules.provenance import Provenance
from zeronr_rules.takeup.certainty import UNKNOWN, Certainty
from zeronr_rules.takeup.scenarios import Path

# What stands between a right and what is received of it.
STATUSES = (
    "non_percu",
    "incomplet",
    "a_verifier",
    "percu",
    "pas_de_droit",
    "apres_une_autre_demande",
    "rien_a_verser",
    "ecart_a_verifier",
    "indetermine",
)
NOT_CLAIMED, PARTIAL, TO_CHECK, RECEIVED, NONE, LATER, WITHHELD, DIFFERENT, NOT_KNOWN = STATUSES


@frozen
class RightFound:
    """One right of a famille, and what it receives of it.

    Attributes
    ----------
    name, label
        Which right; the label says the kind of housing aid (APL, ALF or ALS).
    eligible
        Whether something is due in the month, or the right is open and a sanction
        withholds all of it; ``None`` where nobody can tell.
    due, received, missing
        Euros in the month, net of CRDS where the payment is. ``received`` and
        ``missing`` are ``None`` where what is received is not known; ``due`` where
        it is not known either.
    status
        ``non_percu`` (due, nothing received), ``incomplet`` (less than due),
        ``a_verifier`` (due, receipt not known), ``percu``, ``pas_de_droit``,
        ``apres_une_autre_demande`` (nothing due yet, something once other rights are
        received: to be claimed with them), ``rien_a_verser`` (an open right, of which
        a sanction withholds all), ``ecart_a_verifier`` (what is received is not what
        is computed: to be checked with the person), ``indetermine``.
    certainty
        How sure that is, and why.
    opening, reference
        From when the right is due once claimed, in French, and the article.
    lost
        Whether each month without a claim is lost; ``None`` where not checked.

    """

    name: str
    label: str
    eligible: bool | None
    due: float | None
    received: float | None
    missing: float | None
    status: str
    certainty: Certainty
    opening: str
    reference: str
    lost: bool | None


def rights_to_claim(rights: Iterable[RightFound]) -> list[str]:
    """Return the rights of which nothing is received and something is, or will be, due.

    What only other claims can open is claimed with them, not alone.
    """
    found = list(rights)
    if not any(right.status == NOT_CLAIMED for right in found):
        return []
    return [right.name for right in found if right.status in (NOT_CLAIMED, LATER)]


@frozen
class Follow:
    """A right that another opens: named with its condition, not computed."""

    label: str
    condition: str
    reference: str
    confidence: str


@frozen
class FamilyRights:
    """The rights of one famille.

    Attributes
    ----------
    famille
        Its identifier.
    rights
        Each right.
    paths
        What each order of claims brings over the months; none where there is
        nothing to claim.
    first
        The claims in the order that loses least when they are made one a month.
    advice
        What to do first, in French, with figures.
    follows
        What other rights follow.

    """

    famille: str
    rights: tuple[RightFound, ...]
    paths: tuple[Path, ...]
    first: tuple[str, ...]
    advice: tuple[str, ...]
    follows: tuple[Follow, ...]

    def __getitem__(self, name: str) -> RightFound:
        return next(right for right in self.rights if right.name == name)

    @property
    def missing(self) -> float:
        """Euros of the month that are due, sure or not, and known not to be received."""
        return math.fsum(right.missing or 0.0 for right in self.rights)

    def path(self, claims: Mapping[str, int]) -> Path:
        """Return what an order of claims brings.

        Parameters
        ----------
        claims
            For each claim, how many months after the month asked for.

        Raises
        ------
        KeyError
            When that order was not computed.

        """
        for path in self.paths:
            if path.claims == claims:
                return path
        raise KeyError(dict(claims))


@frozen
class Unclaimed:
    """What :func:`zeronr_rules.takeup.unclaimed` found; ``str()`` is a report in French.

    Attributes
    ----------
    period
        The month.
    families
        One each famille.
    months
        Over how many months orders of claims are compared.
    notices, provenance
        As those of :func:`zeronr_rules.calculate`.

    """

    period: str
    families: tuple[FamilyRights, ...]
    months: int
    notices: tuple[Notice, ...]
    provenance: Provenance

    def __getitem__(self, famille: str) -> FamilyRights:
        return next(one for one in self.families if one.famille == famille)

    @property
    def missing(self) -> float:
        """Euros of the month due and known not to be received, by all familles."""
        return math.fsum(one.missing for one in self.families)

    @property
    def undecided(self) -> tuple[tuple[str, str], ...]:
        """The famille and the name of each right that nobody can tell."""
        return tuple(
            (one.famille, right.name)
            for one in self.families
            for right in one.rights
            if right.certainty.level == UNKNOWN
        )

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that JSON can hold; what is not known is ``None``."""
        return {
            "period": self.period,
            "months": self.months,
            "missing": self.missing,
            "families": [
                asdict(one, value_serializer=lambda _, __, value: _plain(value))
                for one in self.families
            ],
            "notices": [notice.to_dict() for notice in self.notices],
            "provenance": self.provenance.to_dict(),
        }

    def __str__(self) -> str:
        from zeronr_rules.takeup.unclaimed_text import report

        return report(self)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return list(value) if isinstance(value, tuple) else value
