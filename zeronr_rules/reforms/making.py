"""Making reforms: parametric, structural, from a class, from a file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from zeronr_rules.errors import Fault, ReformError, SituationError, did_you_mean, near_names
from zeronr_rules.inputs.faults import name_of, shorten, show
from zeronr_rules.inputs.reading import parse_text, read_situation
from zeronr_rules.reforms.checking import read_parameters, read_variables
from zeronr_rules.reforms.reform import Reform, as_reform
from zeronr_rules.reforms.steps import Step
from zeronr_rules.system import system

_KEYS = ("name", "label", "reference", "documentation", "parameters", "neutralise")


def parametric(
    parameters: Mapping[str, Mapping[str, Any]],
    *,
    name: str | None = None,
    label: str = "",
    reference: str | Iterable[str] = (),
    documentation: str = "",
) -> Reform:
    """Change values of the law.

    Parameters
    ----------
    parameters
        For each path of a parameter, for each span, the value. A span is
        ``"2026-04"`` (from that month until the next value that the law dates),
        ``"2026-04:"`` (for good) or ``"2026-04:2026-12"`` (those months, after which
        the law's value resumes). A value is a number, a reading of a convention, a
        date, a list, as the parameter is; ``{"factor": 1.1}`` multiplies each value
        of the span, amounts rounded to the cent; ``{"as_of": "2025-03"}`` is the
        value that the law had then.
    name, label, reference, documentation
        What it is called, and where it comes from. Without a name, it has one made
        from its content.

    Returns
    -------
    Reform
        A value: the law itself does not change.

    Raises
    ------
    ReformError
        With every fault found.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> reform = zr.reforms.parametric({"prestations.rsa.montant_forfaitaire": {"2026-04": 700}})
    >>> situation = {"individus": {"p1": {"date_naissance": {"ETERNITY": "1990-03-15"}}}}
    >>> zr.calculate(situation, "2026-08", "rsa", reform=reform)["rsa"]
    array([700.])

    """
    return _made(
        {
            "name": name,
            "label": label,
            "reference": reference,
            "documentation": documentation,
            "parameters": parameters,
        }
    )


def structural(
    *,
    add: Any = (),
    replace: Any = (),
    neutralise: str | Iterable[str] = (),
    name: str | None = None,
    label: str = "",
    reference: str | Iterable[str] = (),
    documentation: str = "",
) -> Reform:
    """Change rules.

    Parameters
    ----------
    add
        ``Variable`` classes of openfisca_core with new names.
    replace
        ``Variable`` classes with the name of a variable. What they do not say stays as
        it was, formulas older than their own included: ``formula_2026_04`` changes the
        rule from April 2026, ``formula`` at all dates.
    neutralise
        Names of variables that will always have their default value: no right, zero.
    name, label, reference, documentation
        As in :func:`parametric`.

    Returns
    -------
    Reform
        A value. It can be pickled when its classes can be imported.

    Raises
    ------
    ReformError
        With every fault found.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> reform = zr.reforms.structural(neutralise="rsa", name="sans_rsa")
    >>> situation = {"individus": {"p1": {"date_naissance": {"ETERNITY": "1990-03-15"}}}}
    >>> zr.calculate(situation, "2026-05", "rsa", reform=reform)["rsa"]
    array([0.])

    """
    return _made(
        {
            "name": name,
            "label": label,
            "reference": reference,
            "documentation": documentation,
            "neutralise": neutralise,
        },
        add,
        replace,
    )


def load(path: str | os.PathLike[str]) -> Reform:
    """Read a reform from a YAML or JSON file.

    Its keys are ``name`` (the name of the file where left out), ``label``,
    ``reference``, ``documentation``, ``parameters`` as :func:`parametric` takes them and
    ``neutralise``, a list of variables.

    Raises
    ------
    ReformError
        With every fault found.

    """
    try:
        content = read_situation(path)
    except SituationError as error:
        raise ReformError(error.faults) from None
    return from_content(content, Path(path).stem)


def parse(data: bytes, name: str) -> Reform:
    """Read a reform from the bytes of a YAML text."""
    try:
        content = parse_text(data, ".yaml", name)
    except SituationError as error:
        raise ReformError(error.faults) from None
    return from_content(content, name)


def from_content(content: Any, default_name: str) -> Reform:
    """Make a reform from what a file holds."""
    if not isinstance(content, Mapping):
        listed = ", ".join(_KEYS)
        raise ReformError([Fault(("réforme",), show(content), f"un objet : {listed}")])
    faults = [
        Fault(
            (shorten(name_of(key)),),
            "une clé inconnue",
            ", ".join(_KEYS),
            did_you_mean(near_names(key, _KEYS)) if isinstance(key, str) else "",
        )
        for key in content
        if key not in _KEYS
    ]
    given = {"name": default_name, **{key: content[key] for key in _KEYS if key in content}}
    return _made(given, faults=faults)


def of_class(given: Any) -> Reform:
    """Return a reform class of openfisca_core as a reform; a reform as it is.

    Raises
    ------
    ReformError
        When it is neither.

    """
    found = as_reform(given)
    if found is None:
        message = (
            f"Réforme : reçu {show(given)} ; attendu une réforme de zr.reforms, ou une classe "
            "dérivée de openfisca_core.reforms.Reform (la classe, non un objet), ou None."
        )
        raise ReformError(message)
    return found


def _made(
    given: Mapping[str, Any], add: Any = (), replace: Any = (), faults: Iterable[Fault] = ()
) -> Reform:
    """Check all that was given together, then make the reform."""
    rules = system()
    found = list(faults)
    texts = {key: _text(given, key, found) for key in ("name", "label", "documentation")}
    reference = _references(given.get("reference"), found)
    parameters, wrong = read_parameters(given.get("parameters", {}), rules.parameters)
    found += wrong
    variables, wrong = read_variables(add, replace, given.get("neutralise"), rules.variables)
    found += wrong
    if found:
        raise ReformError(found)
    steps: tuple[Step, ...] = (*parameters, *variables)
    named = {"name": texts["name"]} if texts["name"] else {}
    return Reform(
        steps,
        label=texts["label"],
        reference=reference,
        documentation=texts["documentation"],
        **named,
    )


def _text(given: Mapping[str, Any], key: str, faults: list[Fault]) -> str:
    value = given.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        faults.append(Fault((key,), show(value), "un texte"))
        return ""
    return " ".join(value.split())


def _references(given: Any, faults: list[Fault]) -> tuple[str, ...]:
    listed = [given] if isinstance(given, str) else given or ()
    if not isinstance(listed, Iterable) or isinstance(listed, (Mapping, bytes)):
        faults.append(Fault(("reference",), show(given), "un texte, ou une liste de textes"))
        return ()
    references = []
    for one in listed:
        if isinstance(one, str):
            references.append(" ".join(one.split()))
        else:
            faults.append(Fault(("reference",), show(one), "un texte"))
    return tuple(references)
