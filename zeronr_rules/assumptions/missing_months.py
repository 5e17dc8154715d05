"""Inputs given for some months, and not for others that were read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zeronr_rules.assumptions.housing import TENURE
from zeronr_rules.assumptions.reads import Reads, idle_readers, reads_of
from zeronr_rules.engine import Run
from zeronr_rules.inputs.catalogue import Catalogue, VariableSpec
from zeronr_rules.inputs.periods import SimplePeriod, months_text
from zeronr_rules.notices import Notice

# An event happens in one month, and a tenure has its own notice.
_NOT_TOLD = frozenset(
    {
        "evenement_trimestre",
        "rsa_sanction",
        "rsa_sanction_motif",
        "rsa_sanction_rang",
        "rsa_sanction_taux_demande",
        "rsa_sanction_duree_demandee",
        "rsa_remobilisation",
        TENURE,
    }
)
# States that a rule computes where they are not given.
_COMPUTED_STATES = ("bool", "enum")
_COMPUTED_TOO = frozenset({"code_departement"})
_NAMES_OF_DEFAULTS = {"depcom": "France métropolitaine, hors expérimentation"}


def missing_month_notices(
    run: Run, catalogue: Catalogue, reads: Reads, period: SimplePeriod
) -> Iterator[Notice]:
    """Say which inputs lack months that were read."""
    situation = run.situation
    # Yearly incomes are those of year N-2; last year's matter only to who gives them.
    last_year = period.start // 12 - 1
    asked_of = {frozenset[str](): reads}
    for name, by_period in situation.values.items():
        spec = catalogue.variables[name]
        if name not in reads or not _is_told(spec):
            continue
        missing: dict[int, list[int]] = {}
        for index in sorted({index for members in by_period.values() for index in members}):
            if all(index in by_period.get(month, {}) for month in reads[name]):
                continue
            idle = idle_readers(situation, spec, index)
            if idle not in asked_of:
                asked_of[idle] = reads_of(run, catalogue, idle)
            asked = asked_of[idle].get(name, ())
            months = [
                month
                for month in asked
                if index not in by_period.get(month, {})
                and (spec.unit == "month" or not spec.is_money or month < last_year)
            ]
            if months:
                missing[index] = months
        if missing:
            ids = situation.ids(spec.entity)
            yield _notice(spec, {ids[index]: months for index, months in missing.items()})


def _is_told(spec: VariableSpec) -> bool:
    if spec.name in _NOT_TOLD:
        return False
    if not spec.has_formula:
        return True
    return spec.kind in _COMPUTED_STATES or spec.name in _COMPUTED_TOO


def _notice(spec: VariableSpec, missing: Mapping[str, list[int]]) -> Notice:
    write = months_text if spec.unit == "month" else _years_text
    shown = " ; ".join(f"{who} : {write(months)}" for who, months in list(missing.items())[:20])
    if len(missing) > 20:
        shown += " ; …"
    periods = sorted({month for months in missing.values() for month in months})
    what = "mois" if spec.unit == "month" else "années"
    return Notice(
        code="mois_non_renseignes",
        message=(
            f"{spec.name} est donné, mais pas pour des {what} que le calcul lit : {shown}. "
            f"{_counted(spec)}."
        ),
        variable=spec.name,
        entity=spec.entity,
        ids=tuple(missing),
        period=write(periods),
    )


def _counted(spec: VariableSpec) -> str:
    if spec.has_formula:
        return "Calculé pour ces mois"
    if spec.is_money:
        return f"Compté 0{' là où une règle retient cette année' if spec.unit == 'year' else ''}"
    default = _NAMES_OF_DEFAULTS.get(spec.name, spec.default)
    return f"Compté à sa valeur par défaut ({default})"


def _years_text(years: list[int]) -> str:
    return ", ".join(map(str, sorted(years)))
