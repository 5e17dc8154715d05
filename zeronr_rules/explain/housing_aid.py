"""How a housing aid is explained: one chain, in the order of the text of its sector."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from zeronr_rules.explain.explanation import Cell, ConditionResult, Line, Row
from zeronr_rules.explain.generic import plain
from zeronr_rules.explain.target import Target, ranks_around
from zeronr_rules.explain.texts import conventions_read, parameter_values, references
from zeronr_rules.explain.trace import TracedRun
from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.inputs.periods import SimplePeriod

HOUSING_AIDS = ("aide_logement", "apl", "alf", "als")
_REFUSAL = "aide_logement_refus_"
_PARAMETERS = "prestations.aides_logement."


@frozen
class ChainStep:
    """A line: a variable of the month; ``total`` for what the lines above lead to.

    A ``rate`` is shown as a percentage; a line that is zero, or false, is left out
    unless it is ``always`` shown.
    """

    variable: str
    rate: bool = False
    total: bool = False
    always: bool = False


_HOUSEHOLD = (
    ChainStep("aide_logement_nature", always=True),
    ChainStep("zone_apl", always=True),
    ChainStep("al_couple", always=True),
    ChainStep("al_nb_personnes_a_charge", always=True),
    ChainStep("al_nb_residence_alternee"),
    ChainStep("aide_logement_base_ressources", always=True),
    ChainStep("aide_logement_ressources_retenues", always=True),
)
_RENTAL = (
    ChainStep("aide_logement_loyer_reel", always=True),
    ChainStep("aide_logement_loyer_plafond", always=True),
    ChainStep("aide_logement_loyer_retenu", always=True),
    ChainStep("aide_logement_charges", always=True),
    ChainStep("aide_logement_participation_minimale", always=True),
    ChainStep("aide_logement_loyer_reference"),
    ChainStep("aide_logement_rapport_loyers", rate=True),
    ChainStep("aide_logement_taux_loyer", rate=True, always=True),
    ChainStep("aide_logement_taux_famille", rate=True, always=True),
    ChainStep("aide_logement_R0", always=True),
    ChainStep("aide_logement_participation_personnelle", always=True),
    ChainStep("aide_logement_montant_brut_avant_degressivite", total=True, always=True),
    ChainStep("aide_logement_montant_apres_degressivite", always=True),
    ChainStep("aide_logement_montant_locatif", total=True, always=True),
)
_END = (
    ChainStep("aide_logement_montant_brut", total=True, always=True),
    ChainStep("reduction_loyer_solidarite"),
    ChainStep("aide_logement_montant_brut_crds", total=True, always=True),
    ChainStep("crds_logement", always=True),
    ChainStep("aide_logement_montant_examine", total=True, always=True),
)
_FOYER = (
    ChainStep("aides_logement_foyer_plafond_mensualite"),
    ChainStep("aide_logement_foyer_equivalence_loyer", always=True),
    ChainStep("aides_logement_nb_part", always=True),
    ChainStep("aides_logement_k", always=True),
    ChainStep("aides_logement_loyer_minimal", always=True),
    ChainStep("aide_logement_foyer_montant_formule", total=True, always=True),
    ChainStep("aide_logement_montant_foyer", total=True, always=True),
)
_ACCESSION = (
    ChainStep("aide_logement_mensualite", always=True),
    ChainStep("aides_logement_plafond_mensualite", always=True),
    ChainStep("aides_logement_primo_accedant_ressources", always=True),
    ChainStep("aides_logement_nb_part", always=True),
    ChainStep("aides_logement_k", always=True),
    ChainStep("aides_logement_loyer_minimal", always=True),
    ChainStep("aide_logement_accession_montant_formule", total=True, always=True),
    ChainStep("aide_logement_accession_depense_nette_minimale"),
    ChainStep("aide_logement_montant_accession", total=True, always=True),
)
# What each sector computes between the resources and the end.
_SECTORS = {
    "locatif": _RENTAL,
    "foyer_apl_1": _FOYER,
    "foyer_apl_2": _FOYER,
    "foyer_al": _FOYER,
    "accession_apl": _ACCESSION,
    "accession_al": _ACCESSION,
}


class Chain:
    """The chain of one famille in one month."""

    def __init__(
        self, run: TracedRun, catalogue: Catalogue, target: Target, period: SimplePeriod
    ) -> None:
        self.run = run
        self.catalogue = catalogue
        self.target = target
        self.period = period

    def value(self, name: str) -> Any:
        """Return the value of a variable for the famille, or for its home."""
        spec = self.catalogue.variables[name]
        rank = ranks_around(self.run.situation, self.target, spec.entity)[0]
        return plain(self.run.calculate(name, self.period)[rank])

    def reference(self, name: str) -> str:
        """Return the articles of a variable."""
        return references(self.run.system.get_variable(name).reference)

    def refusals(self) -> list[str]:
        """Return the conditions of the right, as the variables that refuse it."""
        return [
            name
            for name, spec in self.catalogue.variables.items()
            if name.startswith(_REFUSAL) and spec.kind == "bool"
        ]

    def conditions(self) -> Iterator[ConditionResult]:
        """Tell the conditions that are not met; all of them are in the rules' reference."""
        for name in self.refusals():
            if self.value(name):
                yield ConditionResult(
                    variable=name,
                    label=self.catalogue.variables[name].label,
                    reference=self.reference(name),
                    period=str(self.period),
                    values={self.target.id: False},
                )

    def steps(self) -> Iterator[Row]:
        """Tell the lines of the computation, in the order of the text."""
        own = _SECTORS.get(str(self.value("aide_logement_secteur")), ())
        for step in (*_HOUSEHOLD, *own, *_END):
            value = self.value(step.variable)
            if step.always or value:
                yield self._row(step, value)

    def _row(self, step: ChainStep, value: Any) -> Row:
        spec = self.catalogue.variables[step.variable]
        period = str(self.period)
        return Row(
            label=spec.label,
            level=0,
            total=step.total,
            is_money=spec.is_money,
            reference=self.reference(step.variable),
            note=str(self.run.system.get_variable(step.variable).documentation or ""),
            cells=(Cell(step.variable, period, period, value),),
            is_rate=step.rate,
        )

    def reason(self, told: tuple[ConditionResult, ...]) -> str:
        """Say why nothing is due."""
        if str(self.value("aide_logement_secteur")) == "aucun":
            return "Le logement n'est ni loué, ni un logement-foyer, ni en cours d'acquisition."
        if told:
            return f"Condition non remplie : {' ; '.join(one.label for one in told)}."
        if self.value("aide_logement_montant_brut") <= 0:
            return "Les ressources laissent une participation au moins égale à la dépense comptée."
        return "Le montant est au-dessous du seuil de versement."

    def outcome(self) -> Iterator[Line]:
        """Tell the amounts of the chain after the examination."""
        for name in ("aide_logement_avant_sanction", "aide_logement"):
            spec = self.catalogue.variables[name]
            yield Line(
                spec.label,
                self.value(name),
                spec.is_money,
                name,
                self.reference(name),
                str(self.period),
            )


def explained(
    run: TracedRun,
    catalogue: Catalogue,
    target: Target,
    period: SimplePeriod,
    variable: str,
    reads: frozenset[tuple[str, str]],
) -> dict[str, Any]:
    """Return the parts of the explanation of a housing aid."""
    chain = Chain(run, catalogue, target, period)
    told = tuple(chain.conditions())
    paid = chain.value(variable)
    reason = "" if paid else chain.reason(told)
    if not paid and not reason.startswith("Condition") and chain.value("aide_logement"):
        reason = f"L'aide due est une autre : {chain.value('aide_logement_nature')}."
    own = sorted(read for read in reads if read[0].startswith(_PARAMETERS))
    return {
        "reason": reason,
        "conditions": told,
        "steps": tuple(chain.steps()),
        "outcome": tuple(chain.outcome()),
        "parameters": parameter_values(run.system, sorted(reads), _main(own)),
        "conventions": conventions_read(run.system, sorted(reads), _argued(reads)),
    }


def _main(own: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keep the values that a reader can check by hand: rates and single amounts."""
    kept = (
        "minoration_forfaitaire",
        "taux_crds",
        "locatif.seuil",
        "locatif.participation_minimale",
    )
    return [read for read in own if read[0].removeprefix(_PARAMETERS).startswith(kept)]


def _argued(reads: frozenset[tuple[str, str]]) -> set[str]:
    """Return the conventions on housing aids."""
    return {
        path.removeprefix("conventions.")
        for path, _ in reads
        if path.startswith(("conventions.al_", "conventions.aide_logement"))
    }
