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
_TENURE = "aide_logement_refus_statut_occupation"
# Why an aid may not be known, beside the place.
_UNKNOWN = ("aide_logement_plafond_pret_inconnu", "aide_logement_bareme_inconnu")
_PARAMETERS = "prestations.aides_logement."


@frozen
class ChainStep:
    """A line: a variable of the month; ``total`` for what the lines above lead to.

    A ``rate`` is shown as a percentage; a ``detail`` is what the next line is made
    of. A line that is zero, or false, is left out unless it is ``always`` shown, and
    so is one whose condition ``when`` is false.
    """

    variable: str
    rate: bool = False
    total: bool = False
    always: bool = False
    detail: bool = False
    when: str | None = None


_HOUSEHOLD = (
    ChainStep("aide_logement_nature", always=True),
    ChainStep("zone_apl", always=True),
    ChainStep("al_couple", always=True),
    ChainStep("al_nb_personnes_a_charge", always=True),
    ChainStep("al_nb_residence_alternee"),
)
# Where the resources come from, in the month that examined them; not when they are given.
_RESOURCES = (
    ChainStep("aide_logement_revenus_activite", detail=True),
    ChainStep("aide_logement_indemnites_chomage", detail=True),
    ChainStep("aide_logement_pensions", detail=True),
    ChainStep("aide_logement_autres_revenus", detail=True),
    ChainStep("aide_logement_mesure_individuelle", detail=True),
    ChainStep("aide_logement_base_ressources_individu", detail=True),
    ChainStep("aide_logement_base_ressources_patrimoine", detail=True),
    ChainStep("aide_logement_abattements_menage", detail=True),
    ChainStep("aide_logement_forfait_etudiant", detail=True, when="aide_logement_etudiant"),
)
_RETAINED = (
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

    def value(self, name: str, period: SimplePeriod | None = None) -> Any:
        """Return the value of a variable for the famille or its home; of persons, the sum."""
        spec = self.catalogue.variables[name]
        values = self.run.calculate(name, self.period if period is None else period)
        ranks = ranks_around(self.run.situation, self.target, spec.entity)
        if spec.entity == self.catalogue.persons_key:
            return plain(sum(values[rank] for rank in ranks))
        return plain(values[ranks[0]])

    def examined(self) -> SimplePeriod:
        """Return the month whose examination of resources is in force."""
        elapsed = int(self.value("aide_logement_mois_ecoules"))
        return SimplePeriod("month", self.period.start - elapsed, 1)

    def resources_given(self) -> bool:
        """Tell whether the situation gives the resources themselves."""
        given = self.run.situation.values
        return any(
            self.target.rank in given.get(name, {}).get(self.period.start, {})
            for name in ("aide_logement_base_ressources", "aide_logement_ressources_retenues")
        )

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
        """Tell the refusals that are true; all of them are in the rules' reference."""
        for name in self.refusals():
            if self.value(name):
                yield ConditionResult(
                    variable=name,
                    label=_motive(self.catalogue.variables[name].label),
                    reference=self.reference(name),
                    period=str(self.period),
                    values={self.target.id: True},
                )

    def steps(self) -> Iterator[Row]:
        """Tell the lines of the computation, in the order of the text."""
        own = _SECTORS.get(str(self.value("aide_logement_secteur")), ())
        yield from self._rows(_HOUSEHOLD, self.period)
        if not self.resources_given():
            yield from self._rows(_RESOURCES, self.examined())
        yield from self._rows((*_RETAINED, *own, *_END), self.period)

    def _rows(self, steps: tuple[ChainStep, ...], period: SimplePeriod) -> Iterator[Row]:
        for step in steps:
            if step.when is not None and not self.value(step.when, period):
                continue
            value = self.value(step.variable, period)
            if step.always or value:
                yield self._row(step, self._in_words(step.variable, value), period)

    def _in_words(self, name: str, value: Any) -> Any:
        """Return the label of a member of an enumeration; anything else as it is."""
        members = getattr(self.run.system.get_variable(name), "possible_values", None)
        return value if members is None else members[value].value

    def _row(self, step: ChainStep, value: Any, at: SimplePeriod) -> Row:
        spec = self.catalogue.variables[step.variable]
        return Row(
            label=spec.label,
            level=int(step.detail),
            total=step.total,
            is_money=spec.is_money,
            reference=self.reference(step.variable),
            note=str(self.run.system.get_variable(step.variable).documentation or ""),
            cells=(Cell(step.variable, str(at), str(self.period), value),),
            is_rate=step.rate,
        )

    def reason(self, told: tuple[ConditionResult, ...]) -> str:
        """Say why nothing is due."""
        claim = self.value("aide_logement_mois_demande")
        if (claim.year * 12 + claim.month - 1) > self.period.start:
            return "Le mois précède celui de la demande (R823-10 CCH)."
        real = [one.label for one in told if one.variable != _TENURE]
        if real:
            return " ; ".join(real) + "."
        unknown = self._unknown()
        if unknown:
            return f"Aide indéterminée : {unknown}."
        if str(self.value("aide_logement_secteur")) == "aucun":
            return "Le logement n'est ni loué, ni un logement-foyer, ni en cours d'acquisition."
        if self.value("aide_logement_montant_brut") <= 0:
            return "Les ressources laissent une participation au moins égale à la dépense comptée."
        return "Le montant est au-dessous du seuil de versement."

    def _unknown(self) -> str:
        """Say what is missing to know the aid; nothing when all is known."""
        if not self.value("aide_logement_indetermine"):
            return ""
        if str(self.value("zone_apl")) == "non_renseigne":
            return "la zone du logement n'est pas connue (donner depcom ou zone_apl)"
        causes = [name for name in _UNKNOWN if self.value(name)]
        labels = [self.catalogue.variables[name].label for name in causes]
        return " ; ".join(labels) or "un fait ou une règle manque"

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
    nature = str(chain.value("aide_logement_nature"))
    reason = ""
    if not chain.value(variable):
        reason = chain.reason(told)
        if chain.value("aide_logement"):
            reason = f"L'aide due est une autre : {nature.upper()}."
    return {
        "reason": reason,
        "conditions": told,
        "steps": tuple(chain.steps()),
        "outcome": tuple(chain.outcome()),
        "parameters": parameter_values(run.system, sorted(reads), _main(reads, period, nature)),
        "conventions": conventions_read(run.system, sorted(reads), _argued(reads)),
    }


def _motive(label: str) -> str:
    """Return the label of a refusal as a motive."""
    return label.replace("Refus : ", "Motif de refus : ", 1)


# The values of the law that a reader needs to redo the computation.
_MAIN = (
    "locatif.plafond",
    "charges",
    "locatif.participation_minimale",
    "locatif.taux",
    "locatif.revenu_abattu_r0",
    "locatif.degressivite",
    "foyer",
    "accession",
    "nombre_de_parts",
    "minoration_forfaitaire",
    "taux_crds",
    "rls",
)


def _main(
    reads: frozenset[tuple[str, str]], period: SimplePeriod, nature: str
) -> list[tuple[str, str]]:
    """Keep the values that a reader needs, at the month explained."""
    kept = (*_MAIN, "locatif.seuil_apl" if nature == "apl" else "locatif.seuil_al")
    return sorted(
        (path, instant)
        for path, instant in reads
        if instant.startswith(str(period))
        and path.startswith(_PARAMETERS)
        and path.removeprefix(_PARAMETERS).startswith(kept)
    )


def _argued(reads: frozenset[tuple[str, str]]) -> set[str]:
    """Return the conventions on housing aids."""
    return {
        path.removeprefix("conventions.")
        for path, _ in reads
        if path.startswith(("conventions.al_", "conventions.aide_logement"))
    }
