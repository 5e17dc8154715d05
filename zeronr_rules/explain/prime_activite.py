"""How a prime d'activité is explained (CSS, L841-1 to D846-2)."""

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

_COUNTED = ("ppa_ressources_comptees_{k}",)
_ISOLATED = "ppa_majore_eligibilite_{k}"
_PRIME = "prestations.prime_activite"

PPA = Benefit(
    variable="ppa",
    due="ppa_avant_sanction",
    examined="ppa_montant_examine",
    claim="ppa_mois_demande",
    event="evenement_trimestre",
    eligibility="ppa_eligibilite",
    claimant="ppa_beneficiaire_possible",
    adult="ppa_adulte_compte",
    child="ppa_personne_a_charge_{k}",
    exclusions=(
        Exclusion(
            "a perçu la prime en son nom propre, R842-3 CSS",
            "beneficiaire_ppa_en_propre",
            value=True,
            at="mois",
        ),
        Exclusion("hors des conditions d'âge ou de naissance, R842-3 CSS"),
    ),
    conditions=(
        Condition("ppa_condition_age", "Âge"),
        Condition("ppa_condition_nationalite", "Nationalité ou séjour"),
        Condition("ppa_condition_residence", "Résidence en France"),
        Condition("ppa_condition_etudes", "Ni études ni apprentissage, ou revenus suffisants"),
        Condition("ppa_condition_conges", "Ni congé ni disponibilité"),
        Condition("ppa_condition_detachement", "Non détaché d'un autre État"),
    ),
    steps=(
        Step("ppa_nb_adultes", "Adultes comptés", always=True),
        Step("ppa_nb_personnes_a_charge_{k}", "Enfants et personnes à charge"),
        Step("ppa_majore_eligibilite_{k}", "Majoration pour isolement"),
        Step(
            "ppa_base_forfaitaire_{k}",
            "personne seule",
            level=1,
            unless="rsa_a_mayotte",
            parameters=(f"{_PRIME}.montant_forfaitaire",),
        ),
        Step(
            "ppa_base_forfaitaire_{k}",
            "personne seule, à Mayotte",
            level=1,
            when="rsa_a_mayotte",
            parameters=(
                f"{_PRIME}.montant_forfaitaire",
                f"{_PRIME}.mayotte.part_montant_forfaitaire",
            ),
        ),
        Step(
            "ppa_montant_forfaitaire_{k}",
            "second adulte et enfants",
            level=1,
            unless=_ISOLATED,
            minus=("ppa_base_forfaitaire_{k}",),
            parameters=(
                f"{_PRIME}.majoration.deuxieme_personne",
                f"{_PRIME}.majoration.personne_supplementaire",
                f"{_PRIME}.majoration.troisieme_enfant_et_plus",
            ),
        ),
        Step(
            "ppa_montant_forfaitaire_{k}",
            "isolement et enfants",
            level=1,
            when=_ISOLATED,
            minus=("ppa_base_forfaitaire_{k}",),
            parameters=(
                f"{_PRIME}.isolement.adulte",
                f"{_PRIME}.isolement.personne_a_charge",
            ),
        ),
        Step("ppa_montant_forfaitaire_{k}", "Montant forfaitaire", total=True, always=True),
        Step(
            "ppa_fraction_revenus_{k}",
            "Fraction des revenus professionnels",
            always=True,
            parameters=(f"{_PRIME}.fraction_revenus_professionnels",),
        ),
        Step(
            "ppa_bonification_{k}",
            "Bonifications",
            always=True,
            parameters=(
                "prestations.commun.smic_horaire",
                f"{_PRIME}.bonification.seuil",
                f"{_PRIME}.bonification.seuil_maximum",
                f"{_PRIME}.bonification.taux_maximum",
            ),
        ),
        Step("ppa_revenu_activite_{k}", "Revenus professionnels", always=True),
        Step(
            "ppa_revenus_activite_propres",
            "salaires et assimilés",
            at="mois",
            level=1,
            masks=_COUNTED,
        ),
        Step(
            "ppa_revenus_assimiles_{k}",
            "AAH, pensions d'invalidité",
            level=1,
            masks=_COUNTED,
            parameters=(f"{_PRIME}.seuil_aah", "prestations.commun.smic_horaire"),
        ),
        Step(
            "recettes_agricoles_nettes",
            "recettes agricoles nettes",
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
        Step("ppa_ressources_hors_activite_{k}", "Autres revenus"),
        Step(
            "ppa_revenus_remplacement",
            "revenus de remplacement et AAH",
            at="mois",
            level=1,
            masks=_COUNTED,
        ),
        Step(
            "ppa_revenus_assimiles_{k}",
            "dont comptés comme professionnels",
            level=1,
            masks=_COUNTED,
            negative=True,
        ),
        Step(
            "aides_familiales_regulieres",
            "aides de la famille",
            at="mois",
            level=1,
            masks=(*_COUNTED, "aides_familiales_comptees"),
        ),
        Step(
            "ppa_autres_revenus_imposables",
            "autres revenus imposables, 1/12",
            at="mois",
            level=1,
            masks=_COUNTED,
        ),
        Step("ppa_prestations_comptees_{k}", "Prestations du mois"),
        *family_benefits(_ISOLATED, "paje_base_comptee_ppa"),
        Step(
            "ppa_forfait_logement_{k}",
            "Forfait logement",
            parameters=(
                f"{_PRIME}.forfait_logement.taux_1_personne",
                f"{_PRIME}.forfait_logement.taux_2_personnes",
                f"{_PRIME}.forfait_logement.taux_3_personnes_ou_plus",
            ),
        ),
        Step("aide_logement_percue", "pour mémoire, aide au logement", at="mois", level=1),
        Step("ppa_base_ressources_{k}", "Ressources", total=True, always=True),
        Step("ppa_montant_mensuel_{k}", "Prime du mois", total=True, always=True),
    ),
    monthly="ppa_montant_mensuel_{k}",
    mean_label="Moyenne des trois primes mensuelles",
    mean="ppa_moyenne_des_mois",
    threshold=f"{_PRIME}.seuil_versement",
    reasons=(
        Reason(
            "Le foyer n'a aucun revenu professionnel dans les trois mois (L842-1 CSS).",
            "ppa_revenu_activite_{k}",
        ),
        Reason(
            "Les ressources atteignent, dans chacun des trois mois, le montant forfaitaire "
            "augmenté de la fraction des revenus professionnels et des bonifications "
            "(L842-3 CSS).",
            "ppa_montant_mensuel_{k}",
        ),
    ),
    due_reasons=(
        Reason(
            "L'examen donne un montant, mais personne ne remplit la condition de résidence ce "
            "mois (R842-1 CSS).",
            "rsa_condition_residence",
        ),
    ),
    parameters=(
        ("ppa_forfait_logement_1", f"{QUARTER}.mois_de_reference.decalage"),
        ("ppa_montant_examine", f"{_PRIME}.seuil_versement"),
    ),
    readings=(
        Reading("parametres_prime_activite"),
        Reading("bonification_2026", "ppa_bonification_{k}"),
        Reading("mois_de_reference_msa", "affilie_msa"),
        Reading("prestations_familiales_comptees", "ppa_prestations_comptees_{k}"),
    ),
)
