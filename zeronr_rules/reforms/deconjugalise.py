"""The RSA of each adult of a couple: a variant simulated, whose choices are said."""

from __future__ import annotations

from attrs import evolve

from zeronr_rules.errors import Fault, ReformError
from zeronr_rules.inputs.faults import show
from zeronr_rules.reforms.library import get
from zeronr_rules.reforms.making import structural
from zeronr_rules.reforms.reform import Reform
from zeronr_rules.reforms.rules.deconjugalise import CHOICES, DEFAULT, REPLACED, chosen

_NAME = "rsa_deconjugalise"


def rsa_deconjugalise(
    *,
    part_enfants: str = "partagee",
    forfait_logement: str = "partage",
    prestations: str = "partagees",
) -> Reform:
    """Examine each adult of a couple alone for the RSA.

    No text says what this would be: the choices are ours, and made by the caller. A
    foyer of one adult is not changed.

    Parameters
    ----------
    part_enfants
        Who carries the children's increments and resources: ``"partagee"``, half each, or
        ``"demandeur"``, all with the applicant. The increments are those of the couple.
    forfait_logement
        What housing counts for: ``"partage"``, half of the foyer's advantage each, or
        ``"personne_seule"``, that of one person each.
    prestations
        Who is counted the family benefits: ``"partagees"`` or ``"demandeur"``.

    Returns
    -------
    Reform
        ``rsa_deconjugalise``, followed by the choices that are not the default ones.

    Raises
    ------
    ReformError
        When a choice is unknown; all faults together.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> born = {"date_naissance": {"ETERNITY": "1990-03-15"}}
    >>> couple = {"individus": {"a": born, "b": born}, "familles": {"f": {"parents": ["a", "b"]}}}
    >>> couple |= {"foyers_fiscaux": {"d": {"declarants": ["a", "b"]}}}
    >>> couple |= {"menages": {"m": {"personne_de_reference": ["a"], "conjoint": ["b"]}}}
    >>> variant = zr.reforms.rsa_deconjugalise()
    >>> zr.calculate(couple, "2026-05", "rsa")["rsa"]
    array([969.78])
    >>> zr.calculate(couple, "2026-05", "rsa", reform=variant)["rsa"]
    array([1293.04])

    """
    given = {
        "part_enfants": part_enfants,
        "forfait_logement": forfait_logement,
        "prestations": prestations,
    }
    faults = [
        Fault((name,), show(reading), " ou ".join(f"« {one} »" for one in CHOICES[name]))
        for name, reading in given.items()
        if reading not in list(CHOICES[name])
    ]
    if faults:
        raise ReformError(faults)
    default = get(_NAME)
    others = {name: reading for name, reading in given.items() if reading != DEFAULT[name]}
    if not others:
        return default
    listed = ", ".join(f"{name}={reading}" for name, reading in others.items())
    rules = structural(add=chosen(**given), replace=REPLACED)
    return evolve(
        default,
        steps=rules.steps,
        name=f"{_NAME}({listed})",
        label=f"{default.label} ({listed})",
    )
