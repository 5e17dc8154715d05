"""What a computation took for granted, read from what it asked for.

OpenFisca answers zero, false or a default for an input that nobody gave. Each
of those that weigh on an amount becomes a notice here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from zeronr_rules.engine import Run
from zeronr_rules.inputs.births import BIRTH
from zeronr_rules.inputs.catalogue import Catalogue, VariableSpec
from zeronr_rules.inputs.periods import SimplePeriod, months_text
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.notices import Notice

TENURE = "statut_occupation_logement"
HOUSING_AID = "aide_logement"
# Tenures that can open a right to housing aid.
_CAN_HAVE_AID = (
    "primo_accedant",
    "locataire_hlm",
    "locataire_vide",
    "locataire_meuble",
    "locataire_foyer",
)
# The incomes of year N-2 that most people have, among all those that are read.
_MAIN_INCOMES = ("salaire_imposable", "chomage_imposable", "retraite_imposable")
_INDETERMINATE = "_indetermine"
# Amounts of the quarter: unknown or not in the month examined.
_EXAMINED = {"ppa": "ppa_montant_examine"}
ASF, ASF_CHILD = "asf", "asf_situation_enfant"

# Formulas are vectorised: they read for everybody what matters to some. These ask
# a question that does not arise unless the person is a child, is not French, or gave
# an input.
_ASKED_OF_CHILDREN = frozenset({"prestations_familiales_remuneration_enfant"})
_ASKED_OF_FOREIGNERS = frozenset({"rsa_condition_nationalite"})
_ASKED_IF_GIVEN = {
    "revenu_substitution": (
        "interruption_revenus_professionnels",
        "interruption_allocations_chomage",
        "interruption_autres_ressources",
    ),
    "prestations_familiales_chomage": ("date_debut_chomage",),
    "prestations_familiales_chomage_indemnise": ("date_debut_chomage",),
}

# Months (or years) read, by variable.
Reads = Mapping[str, Sequence[int]]


def assumption_notices(run: Run, catalogue: Catalogue, period: SimplePeriod) -> list[Notice]:
    """Return the notices on what the computation of ``run`` assumed."""
    situation = run.situation
    reads = _reads(run, catalogue, frozenset())
    return [
        *_births(situation, BIRTH in run.reads()),
        *_missing_months(run, catalogue, reads, period),
        *_tenure(situation, reads),
        *_housing_aid(situation, catalogue, reads),
        *_yearly_incomes(situation, catalogue, reads, period),
        *_maintenance(situation, reads),
        *_indeterminate(run, catalogue, reads),
    ]


def _reads(run: Run, catalogue: Catalogue, idle: frozenset[str]) -> Reads:
    return {
        name: sorted(
            p.start.year * 12 + p.start.month - 1 if spec.unit == "month" else p.start.year
            for p in periods
            if p.start.year > 0
        )
        for name, periods in run.reads(idle).items()
        if (spec := catalogue.variables[name]).unit != "eternity"
    }


def _births(situation: Situation, read: bool) -> Iterator[Notice]:
    given = situation.values.get(BIRTH, {}).get(None, {})
    unknown = tuple(p for index, p in enumerate(situation.persons) if index not in given)
    if read and unknown:
        yield Notice(
            code="date_naissance_absente",
            message=(
                f"Ni date de naissance ni âge pour {_named(unknown)} : compté comme né le "
                "1er janvier 1970. Donner date_naissance."
            ),
            variable=BIRTH,
            entity="individu",
            ids=unknown,
        )


def _missing_months(
    run: Run, catalogue: Catalogue, reads: Reads, period: SimplePeriod
) -> Iterator[Notice]:
    situation = run.situation
    # Yearly incomes are those of year N-2; last year's matter only to who gives them.
    last_year = period.start // 12 - 1
    reads_of = {frozenset[str](): reads}
    for name, by_period in situation.values.items():
        spec = catalogue.variables[name]
        if not spec.is_money or spec.has_formula or name not in reads:
            continue
        missing: dict[int, list[int]] = {}
        for index in sorted({index for members in by_period.values() for index in members}):
            if all(index in by_period.get(month, {}) for month in reads[name]):
                continue
            idle = _idle_readers(situation, spec, index)
            if idle not in reads_of:
                reads_of[idle] = _reads(run, catalogue, idle)
            asked = reads_of[idle].get(name, ())
            months = [
                month
                for month in asked
                if index not in by_period.get(month, {})
                and (spec.unit == "month" or month < last_year)
            ]
            if months:
                missing[index] = months
        if missing:
            ids = situation.ids(spec.entity)
            yield _missing_notice(spec, {ids[index]: m for index, m in missing.items()})


def _idle_readers(situation: Situation, spec: VariableSpec, index: int) -> frozenset[str]:
    """Variables whose question does not arise for this member."""
    if spec.entity != "individu":
        return frozenset()
    idle = {
        reader
        for reader, inputs in _ASKED_IF_GIVEN.items()
        if not any(
            index in members
            for given in inputs
            for members in situation.values.get(given, {}).values()
        )
    }
    nationalities = situation.values.get("nationalite", {}).values()
    if all(members.get(index, "FR") == "FR" for members in nationalities):
        idle |= _ASKED_OF_FOREIGNERS
    if situation.groups["famille"].roles[index] != "enfant":
        idle |= _ASKED_OF_CHILDREN
    return frozenset(idle)


def _missing_notice(spec: VariableSpec, missing: Mapping[str, list[int]]) -> Notice:
    write = months_text if spec.unit == "month" else _years_text
    shown = " ; ".join(f"{who} : {write(months)}" for who, months in list(missing.items())[:20])
    periods = sorted({month for months in missing.values() for month in months})
    what = "mois" if spec.unit == "month" else "années"
    return Notice(
        code="mois_non_renseignes",
        message=(
            f"{spec.name} est donné, mais pas pour des {what} que le calcul lit : {shown}. "
            f"Compté 0{' là où une règle retient cette année' if spec.unit == 'year' else ''}."
        ),
        variable=spec.name,
        entity=spec.entity,
        ids=tuple(missing),
        period=write(periods),
    )


def _tenure(situation: Situation, reads: Reads) -> Iterator[Notice]:
    months = reads.get(TENURE)
    if not months:
        return
    by_period = situation.values.get(TENURE, {})
    ids = situation.ids("menage")
    unknown = tuple(
        key
        for index, key in enumerate(ids)
        if any(index not in by_period.get(month, {}) for month in months)
    )
    if unknown:
        yield Notice(
            code="statut_occupation_logement_absent",
            message=(
                f"{TENURE} n'est pas donné pour tous les mois lus ({_named(unknown)}) : compté "
                "« non_renseigne », sans aide au logement ni avantage de logement supposé."
            ),
            variable=TENURE,
            entity="menage",
            ids=unknown,
            period=months_text(list(months)),
        )


def _housing_aid(situation: Situation, catalogue: Catalogue, reads: Reads) -> Iterator[Notice]:
    months = reads.get(HOUSING_AID)
    if not months:
        return
    given = situation.values.get(HOUSING_AID, {})
    concerned = _familles_who_may_have_aid(situation, catalogue)
    ids = situation.ids("famille")
    unknown = tuple(
        ids[index]
        for index in sorted(concerned)
        if not any(index in members for members in given.values())
    )
    if unknown:
        yield Notice(
            code="aide_logement_absente",
            message=(
                f"{HOUSING_AID} n'est pas donnée ({_named(unknown)}) : comptée 0. Cette version "
                "ne calcule pas les aides au logement ; donner le montant versé."
            ),
            variable=HOUSING_AID,
            entity="famille",
            ids=unknown,
            period=months_text(list(months)),
        )


def _familles_who_may_have_aid(situation: Situation, catalogue: Catalogue) -> set[int]:
    """Ranks of the familles who live in a dwelling that can open a right to housing aid."""
    tenures = catalogue.variables[TENURE].members
    indices = {tenures[name] for name in _CAN_HAVE_AID}
    menages = {
        index
        for members in situation.values.get(TENURE, {}).values()
        for index, value in members.items()
        if value in indices
    }
    familles, homes = situation.groups["famille"].members, situation.groups["menage"].members
    return {famille for famille, home in zip(familles, homes, strict=True) if home in menages}


def _yearly_incomes(
    situation: Situation, catalogue: Catalogue, reads: Reads, period: SimplePeriod
) -> Iterator[Notice]:
    """Say when the incomes of year N-2, that family benefits read, were all left out."""
    year = period.start // 12 - 2
    read, given = [], False
    for name, moments in reads.items():
        spec = catalogue.variables[name]
        if not spec.is_money or spec.has_formula:
            continue
        of_year = [m for m in moments if (m // 12 if spec.unit == "month" else m) == year]
        if of_year:
            read.append(name)
            given = given or any(m in situation.values.get(name, {}) for m in of_year)
    has_child = "enfant" in situation.groups["famille"].roles
    if read and not given and has_child:
        yield Notice(
            code="revenus_n_2_absents",
            message=(
                f"Aucun revenu de {year} n'est donné : la base de ressources des prestations "
                f"familiales est comptée 0. Donner, s'il y en a, {_main_incomes(read)} de {year}."
            ),
            ids=tuple(sorted(read)),
            period=str(year),
        )


def _main_incomes(read: Sequence[str]) -> str:
    named = sorted(set(read) & set(_MAIN_INCOMES)) or sorted(read)[:3]
    return ", ".join(named) + (", etc." if len(read) > len(named) else "")


def _maintenance(situation: Situation, reads: Reads) -> Iterator[Notice]:
    """Say when nobody told whether a lone parent's children lack a parent's support."""
    if ASF_CHILD not in reads:
        return
    group = situation.groups["famille"]
    told = {
        group.members[index]
        for members in situation.values.get(ASF_CHILD, {}).values()
        for index in members
    }
    told |= {index for members in situation.values.get(ASF, {}).values() for index in members}
    roles: dict[int, set[str]] = {}
    for famille, role in zip(group.members, group.roles, strict=True):
        roles.setdefault(famille, set()).add(role)
    unknown = tuple(
        key
        for index, key in enumerate(group.ids)
        if index not in told
        and "enfant" in (held := roles.get(index, set()))
        and "conjoint" not in held
    )
    if unknown:
        yield Notice(
            code="situation_asf_absente",
            message=(
                f"{ASF_CHILD} n'est donnée pour aucun enfant ({_named(unknown)}) : l'allocation de "
                f"soutien familial est comptée 0. Donner {ASF_CHILD}, ou le montant {ASF} perçu."
            ),
            variable=ASF_CHILD,
            entity="famille",
            ids=unknown,
            period=months_text(list(reads[ASF_CHILD])),
        )


def _indeterminate(run: Run, catalogue: Catalogue, reads: Reads) -> Iterator[Notice]:
    """Say which amounts the rules themselves declare unknown (``af_indetermine``).

    Each flag is asked in every month in which its amount was read.
    """
    for name, spec in catalogue.variables.items():
        base = name.removesuffix(_INDETERMINATE)
        if base == name or spec.kind != "bool" or spec.unit != "month":
            continue
        months = reads.get(_EXAMINED.get(base, base), ())
        ids = run.situation.ids(spec.entity)
        concerned: dict[str, list[int]] = {}
        for month in months:
            flags = run.calculate(name, SimplePeriod("month", month, 1))
            for key, flag in zip(ids, flags.tolist(), strict=True):
                if flag:
                    concerned.setdefault(key, []).append(month)
        if concerned:
            unknown = sorted({month for own in concerned.values() for month in own})
            yield Notice(
                code=name,
                message=(
                    f"{spec.label} : {base} n'est pas sûr pour {_named(tuple(concerned))} "
                    f"({months_text(unknown)})."
                ),
                variable=base,
                entity=spec.entity,
                ids=tuple(concerned),
                period=months_text(unknown),
            )


def _named(ids: Sequence[str]) -> str:
    more = f" et {len(ids) - 10} autres" if len(ids) > 10 else ""
    return ", ".join(ids[:10]) + more


def _years_text(years: list[int]) -> str:
    return ", ".join(map(str, sorted(years)))
