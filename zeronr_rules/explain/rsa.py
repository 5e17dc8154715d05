"""How a revenu de solidarité active is explained (CASF, L262-2 to R262-39)."""

from __future__ import annotations

from zeronr_rules.explain.declaration import (
    Benefit,
    Condition,
    Exclusion,
    Reading,
    Reason,
    Step,
)
from zeronr_rules.explain.family_benefits import QUARTER, family_benefits

_COUNTED = ("rsa_ressources_comptees_{k}",)
_NEUTRALISED = (*_COUNTED, "rsa_neutralisation_revenus_professionnels")
_ISOLATED = "rsa_majore_eligibilite_{k}"
_BASE = "prestations.rsa.montant_forfaitaire"

RSA = Benefit(
    variable="rsa",
    due="rsa_avant_sanction",
    adjustments=("rsa_taux_sanction", "rsa_retenu", "rsa_rappel_remobilisation", "rsa_radie"),
    examined="rsa_montant_examine",
    claim="rsa_mois_demande",
    event="evenement_trimestre",
    eligibility="rsa_eligibilite",
    claimant="rsa_beneficiaire_possible",
    adult="rsa_adulte_compte",
    child="rsa_enfant_a_charge_{k}",
    exclusions=(
        Exclusion(
            "hors des conditions d'âge, de naissance, de séjour ou de parenté, R262-3 CASF",
            "rsa_rang_personne_{k}",
        ),
        Exclusion("ses ressources atteignent la majoration qu'elle occasionne, R262-3 CASF"),
    ),
    conditions=(
        Condition("rsa_condition_age", "Âge, ou enfant né ou à naître"),
        Condition("rsa_condition_nationalite", "Nationalité ou séjour"),
        Condition("rsa_condition_residence", "Résidence en France"),
        Condition("rsa_condition_etudes", "Ni élève, ni étudiant, ni stagiaire"),
        Condition("rsa_condition_conges", "Ni congé ni disponibilité"),
    ),
    steps=(
        Step("rsa_nb_adultes", "Adultes comptés", always=True),
        Step("rsa_nb_enfants_{k}", "Enfants et personnes à charge"),
        Step("rsa_majore_eligibilite_{k}", "Majoration pour isolement"),
        Step(
            "rsa_base_forfaitaire_{k}",
            "personne seule",
            level=1,
            unless="rsa_a_mayotte",
            parameters=(_BASE,),
        ),
        Step(
            "rsa_base_forfaitaire_{k}",
            "personne seule, à Mayotte",
            level=1,
            when="rsa_a_mayotte",
            parameters=(_BASE, "prestations.rsa.mayotte.part_montant_forfaitaire"),
        ),
        Step(
            "rsa_majoration_occasionnee_{k}",
            "enfants et personnes à charge",
            level=1,
            masks=("rsa_enfant_a_charge_{k}",),
            unless=_ISOLATED,
            parameters=(
                "prestations.rsa.majoration.deuxieme_personne",
                "prestations.rsa.majoration.personne_supplementaire",
                "prestations.rsa.majoration.troisieme_enfant_et_plus",
            ),
        ),
        Step(
            "rsa_majoration_occasionnee_{k}",
            "enfants, parent isolé",
            level=1,
            masks=("rsa_enfant_a_charge_{k}",),
            when=_ISOLATED,
            parameters=("prestations.rsa.isolement.personne_a_charge",),
        ),
        Step(
            "rsa_montant_forfaitaire_{k}",
            "second adulte",
            level=1,
            unless=_ISOLATED,
            minus=("rsa_base_forfaitaire_{k}", "rsa_majoration_occasionnee_{k}"),
            parameters=("prestations.rsa.majoration.deuxieme_personne",),
        ),
        Step(
            "rsa_montant_forfaitaire_{k}",
            "supplément de la personne isolée",
            level=1,
            when=_ISOLATED,
            minus=("rsa_base_forfaitaire_{k}", "rsa_majoration_occasionnee_{k}"),
            parameters=("prestations.rsa.isolement.adulte",),
        ),
        Step("rsa_montant_forfaitaire_{k}", "Montant forfaitaire", total=True, always=True),
        Step(
            "rsa_forfait_logement_{k}",
            "Forfait logement",
            parameters=(
                "prestations.rsa.forfait_logement.taux_1_personne",
                "prestations.rsa.forfait_logement.taux_2_personnes",
                "prestations.rsa.forfait_logement.taux_3_personnes_ou_plus",
            ),
        ),
        Step("aide_logement_percue", "pour mémoire, aide au logement", at="mois", level=1),
        Step("rsa_prestations_comptees_{k}", "Prestations du mois"),
        *family_benefits(_ISOLATED, "paje_base_comptee"),
        Step("aah_et_complement", "AAH et complément", at="mois", level=1, masks=_COUNTED),
        Step("rsa_autres_ressources_comptees_{k}", "Autres ressources, moyenne des 3 mois"),
        Step(
            "rsa_revenus_professionnels",
            "reçu : revenus professionnels",
            at="mois",
            level=1,
            masks=_COUNTED,
        ),
        Step(
            "revenus_professionnels_exceptionnels",
            "reçu : revenus exceptionnels",
            at="mois",
            level=1,
            masks=_COUNTED,
        ),
        Step(
            "recettes_agricoles_nettes",
            "reçu : recettes agricoles nettes",
            at="mois",
            level=1,
            masks=(*_COUNTED, "option_recettes_agricoles_retenue"),
            parameters=(f"{QUARTER}.non_salaries.abattement_recettes_agricoles",),
        ),
        Step(
            "revenus_non_salaries_annuels",
            "part du mois : bénéfices annuels",
            level=1,
            masks=_COUNTED,
        ),
        Step(
            "rsa_revenus_professionnels",
            "neutralisé : revenus professionnels",
            at="mois",
            level=1,
            masks=_NEUTRALISED,
            negative=True,
        ),
        Step(
            "revenus_professionnels_exceptionnels",
            "neutralisé : revenus exceptionnels",
            at="mois",
            level=1,
            masks=_NEUTRALISED,
            negative=True,
        ),
        Step(
            "recettes_agricoles_nettes",
            "neutralisé : recettes agricoles nettes",
            at="mois",
            level=1,
            masks=(*_NEUTRALISED, "option_recettes_agricoles_retenue"),
            negative=True,
        ),
        Step(
            "revenus_non_salaries_annuels",
            "neutralisé : bénéfices annuels",
            level=1,
            masks=_NEUTRALISED,
            negative=True,
        ),
        Step(
            "rsa_allocations_chomage",
            "reçu : allocations de chômage",
            at="mois",
            level=1,
            masks=_COUNTED,
        ),
        Step(
            "rsa_allocations_chomage",
            "neutralisé : allocations de chômage",
            at="mois",
            level=1,
            masks=(*_COUNTED, "rsa_neutralisation_allocations_chomage"),
            negative=True,
        ),
        Step(
            "rsa_autres_ressources",
            "reçu : pensions, rentes et autres",
            at="mois",
            level=1,
            masks=_COUNTED,
        ),
        Step(
            "rsa_autres_ressources",
            "interrompu : pensions et autres",
            at="mois",
            level=1,
            masks=(*_COUNTED, "interruption_autres_ressources"),
            negative=True,
        ),
        Step(
            "rsa_excedent_ressources_interrompues",
            "interrompu : ce qui dépasse la limite",
            level=1,
        ),
        Step(
            "rsa_revenus_patrimoine",
            "réputé : revenus du patrimoine",
            at="mois",
            level=1,
            masks=_COUNTED,
            parameters=(
                "prestations.rsa.patrimoine.capital",
                f"{QUARTER}.taux_livret_a",
            ),
        ),
        Step(
            "aides_familiales_regulieres",
            "reçu : aides de la famille",
            at="mois",
            level=1,
            masks=(*_COUNTED, "aides_familiales_comptees"),
        ),
        Step(
            "rsa_abattement_premier_renouvellement",
            "écarté au premier renouvellement",
            level=1,
            negative=True,
        ),
        Step("rsa_base_ressources_{k}", "Ressources", total=True, always=True),
        Step("rsa_montant_intermediaire_{k}", "Montant intermédiaire", total=True, always=True),
    ),
    monthly="rsa_montant_intermediaire_{k}",
    mean_label="Moyenne des trois montants intermédiaires",
    mean=None,
    threshold="prestations.rsa.seuil_versement",
    reasons=(
        Reason(
            "Les ressources atteignent le montant forfaitaire dans chacun des trois mois "
            "(R262-4 CASF).",
            "rsa_montant_intermediaire_{k}",
        ),
    ),
    due_reasons=(
        Reason(
            "L'examen donne un montant, mais une condition fait défaut ce mois (R262-35 CASF).",
            "rsa_eligibilite",
        ),
    ),
    parameters=(
        ("rsa_forfait_logement_1", f"{QUARTER}.mois_de_reference.decalage"),
        ("rsa_montant_examine", "prestations.rsa.seuil_versement"),
    ),
    readings=(
        Reading("montant_forfaitaire_rsa"),
        Reading("mois_de_reference_msa", "affilie_msa"),
        Reading("prestations_familiales_comptees", "rsa_prestations_comptees_{k}"),
        Reading("charge_r262_3", "rsa_rang_personne_{k}"),
    ),
)
