"""Incomes that a right reads, all left out: of year N-2, or of the last twelve months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zeronr_rules.assumptions.reads import (
    ASKED_FOR_CHILDREN,
    Reads,
    given_ranks,
    named,
    reads_below,
)
from zeronr_rules.engine import Run
from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.inputs.periods import months_text
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.notices import Notice

# The incomes that most people have, among all those that are read.
MAIN_INCOMES = ("salaire_imposable", "chomage_imposable", "retraite_imposable")
RESOURCES = "prestations_familiales_base_ressources"
# What reads the incomes of twelve months for housing aids, and what they were paid as.
HOUSING_READERS = frozenset({"aide_logement_revenus_individu"})
HOUSING_RESOURCES = (
    "aide_logement_base_ressources",
    "aide_logement_ressources_retenues",
    "aide_logement",
)
PAID_AS = {
    "salaire_imposable": "salaire_net",
    "chomage_imposable": "chomage_net",
    "retraite_imposable": "retraite_nette",
}
RENT = "loyer"
# A year of which nobody gave an income, by famille.
_Years = dict[int, list[int]]


def income_notices(run: Run, catalogue: Catalogue, reads: Reads) -> Iterator[Notice]:
    """Say of which years and months, read by a right, nothing was given."""
    yield from _of_family_benefits(run, catalogue, reads)
    yield from _of_housing_aids(run, catalogue)


def _of_family_benefits(run: Run, catalogue: Catalogue, reads: Reads) -> Iterator[Notice]:
    if RESOURCES not in reads:
        return
    by_year = _incomes_by_year(catalogue, reads_below(run, catalogue, ASKED_FOR_CHILDREN))
    missing = _missing(run.situation, catalogue, by_year)
    if not missing:
        return
    ids = run.situation.ids("famille")
    years = sorted({year for own in missing.values() for year in own})
    shown = " et ".join(map(str, years))
    names = sorted({name for year in years for name in by_year[year]})
    concerned = tuple(ids[famille] for famille in missing)
    yield Notice(
        code="revenus_n_2_absents",
        message=(
            f"Aucun revenu de {shown} n'est donné ({named(concerned)}) : compté 0 dans la base "
            f"de ressources des prestations familiales. Donner, s'il y en a, {_main(names)} "
            f"de {shown}."
        ),
        entity="famille",
        ids=concerned,
        period=", ".join(map(str, years)),
    )


def _of_housing_aids(run: Run, catalogue: Catalogue) -> Iterator[Notice]:
    """Say whose taxable incomes of the last twelve months are not given."""
    situation = run.situation
    reads = reads_below(run, catalogue, HOUSING_READERS)
    months = sorted({month for name in PAID_AS for month in reads.get(name, ())})
    if not months:
        return
    familles = situation.groups["famille"]
    homes = situation.groups["menage"].members
    with_rent = given_ranks(situation, RENT)
    exempt = set[int]().union(*(given_ranks(situation, name) for name in HOUSING_RESOURCES))
    missing: dict[int, set[str]] = {}
    for person, (famille, role) in enumerate(zip(familles.members, familles.roles, strict=True)):
        if role == "enfant" or homes[person] not in with_rent or famille in exempt:
            continue
        for taxable, paid in PAID_AS.items():
            known, received = situation.values.get(taxable, {}), situation.values.get(paid, {})
            if any(
                received.get(month, {}).get(person) and person not in known.get(month, {})
                for month in months
            ):
                missing.setdefault(famille, set()).add(taxable)
        if not any(
            person in situation.values.get(name, {}).get(month, {})
            for name in reads
            if catalogue.variables[name].is_money and not catalogue.variables[name].has_formula
            for month in reads[name]
        ):
            missing.setdefault(famille, set())
    if not missing:
        return
    ids = situation.ids("famille")
    concerned = tuple(ids[famille] for famille in sorted(missing))
    names = sorted(set[str]().union(*missing.values())) or list(PAID_AS)
    yield Notice(
        code="revenus_douze_mois_absents",
        message=(
            f"Les revenus imposables de {months_text(months)} ne sont pas tous donnés "
            f"({named(concerned)}) : comptés 0 dans les ressources de l'aide au logement. Donner, "
            f"s'il y en a, {', '.join(names)} de ces mois."
        ),
        entity="famille",
        ids=concerned,
        period=months_text(months),
    )


def _incomes_by_year(catalogue: Catalogue, reads: Reads) -> dict[int, dict[str, list[int]]]:
    """Return the money inputs that family benefits read: year, name, months (or year)."""
    by_year: dict[int, dict[str, list[int]]] = {}
    for name, moments in reads.items():
        spec = catalogue.variables[name]
        if not spec.is_money or spec.has_formula:
            continue
        own: dict[int, list[int]] = {}
        for moment in moments:
            own.setdefault(moment // 12 if spec.unit == "month" else moment, []).append(moment)
        # A month alone is read for something else than the income of a year.
        whole = 12 if spec.unit == "month" else 1
        for year, found in own.items():
            if len(found) == whole:
                by_year.setdefault(year, {})[name] = found
    return by_year


def _missing(
    situation: Situation, catalogue: Catalogue, by_year: dict[int, dict[str, list[int]]]
) -> _Years:
    """Return the years without any income of a parent, by famille that has a child."""
    group = situation.groups["famille"]
    with_child = {f for f, role in zip(group.members, group.roles, strict=True) if role == "enfant"}
    resources_given = given_ranks(situation, RESOURCES)
    missing: _Years = {}
    for famille in sorted(with_child - resources_given):
        parents = [
            index
            for index, (own, role) in enumerate(zip(group.members, group.roles, strict=True))
            if own == famille and role != "enfant"
        ]
        years = [
            year
            for year, names in sorted(by_year.items())
            if not any(
                _gave(situation, catalogue.variables[name].entity, name, moments, parents)
                for name, moments in names.items()
            )
        ]
        if years:
            missing[famille] = years
    return missing


def _gave(
    situation: Situation, entity: str, name: str, moments: Sequence[int], parents: Sequence[int]
) -> bool:
    group = situation.groups.get(entity)
    ranks = set(parents) if group is None else {group.members[index] for index in parents}
    by_period = situation.values.get(name, {})
    return any(not ranks.isdisjoint(by_period.get(moment, {})) for moment in moments)


def _main(names: Sequence[str]) -> str:
    shown = [name for name in MAIN_INCOMES if name in names] or list(names[:3])
    return ", ".join(shown) + (", etc." if len(names) > len(shown) else "")
