"""The resources of a right: means over its reference months (R262-7 CASF)."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import maximum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.effets_figes import premier_renouvellement
from zeronr_rules.variables.outils.mois_de_reference import (
    RANGS,
    au_mois_de_reference,
    par_mois_de_reference,
)


@par_mois_de_reference
class rsa_ressources_individuelles:
    value_type = float
    entity = Individu
    label = "Ressources de la personne, {mois}"
    unit = "EUR"
    documentation = (
        "Après neutralisation, hors prestations de la caisse, hors revenus exceptionnels comptés "
        "dans leur mois et hors autres ressources interrompues."
    )
    reference = ["R262-7 CASF", "R262-13 CASF"]

    def formula(individu, period, parameters, rang):
        def du_mois(nom):
            return au_mois_de_reference(individu, nom, period, parameters, rang)

        professionnels = (
            du_mois("rsa_revenus_professionnels")
            + du_mois("recettes_agricoles_nettes")
            * individu("option_recettes_agricoles_retenue", period)
            + individu("revenus_non_salaries_annuels", period)
        )
        exceptionnels = du_mois("revenus_professionnels_exceptionnels") * not_(
            individu("revenus_exceptionnels_au_mois", period)
        )
        return (
            (professionnels + exceptionnels)
            * not_(individu("rsa_neutralisation_revenus_professionnels", period))
            + du_mois("rsa_allocations_chomage")
            * not_(individu("rsa_neutralisation_allocations_chomage", period))
            + du_mois("rsa_autres_ressources")
            * not_(individu("interruption_autres_ressources", period))
            + du_mois("rsa_revenus_patrimoine")
            + du_mois("aides_familiales_regulieres") * individu("aides_familiales_comptees", period)
        )


class revenus_exceptionnels_au_mois(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Les revenus professionnels exceptionnels comptent en entier dans leur mois"
    documentation = "Règle de 2017 que les textes sur les mois M-4 à M-2 ont supprimée."
    reference = "R262-7 II 3° CASF, du 2017-01-01 au 2025-02-28 ; décret n° 2025-185"

    def formula(individu, period, parameters):
        return not_(individu.famille("mois_de_reference_decales", period))


class aides_familiales_comptees(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Les aides régulières de la famille ou de proches sont comptées"
    documentation = "Jusqu'en juin 2025, et jusqu'en août 2025 pour les droits versés par la MSA."
    reference = "R262-11 14° et 14° bis CASF ; décret n° 2025-185"

    def formula(individu, period, parameters):
        return individu.filled_array(True)

    def formula_2025_07(individu, period, parameters):
        return individu.famille("affilie_msa", period)

    def formula_2025_09(individu, period, parameters):
        return individu.filled_array(False)


class rsa_ressources_moyennes_individuelles(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Moyenne mensuelle des ressources de la personne sur les trois mois de référence"
    unit = "EUR"
    reference = "R262-7 CASF"

    def formula(individu, period, parameters):
        total = sum(individu(f"rsa_ressources_individuelles_{rang}", period) for rang in RANGS)
        return total / len(RANGS)


class rsa_ressources_deux_derniers_mois(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Moyenne mensuelle des ressources de la personne sur les deux derniers mois"
    unit = "EUR"
    reference = "Décret n° 2024-693, article 8 ; décret n° 2025-185"

    def formula(individu, period, parameters):
        return (
            individu("rsa_ressources_individuelles_2", period)
            + individu("rsa_ressources_individuelles_3", period)
        ) / 2


class rsa_ressources_personne_a_charge(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Ressources d'une personne, opposées à la majoration qu'elle occasionne"
    unit = "EUR"
    reference = "R262-3 CASF"

    def formula(individu, period, parameters):
        exceptionnels_au_mois = individu("revenus_exceptionnels_au_mois", period)
        hors_moyenne = sum(
            au_mois_de_reference(individu, "aah_et_complement", period, parameters, rang)
            + exceptionnels_au_mois
            * au_mois_de_reference(
                individu, "revenus_professionnels_exceptionnels", period, parameters, rang
            )
            for rang in RANGS
        )
        moyennes = individu("rsa_ressources_moyennes_individuelles", period)
        return moyennes + hors_moyenne / len(RANGS)


class rsa_premier_renouvellement(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Premier renouvellement d'un RSA sous les mois de référence M-4 à M-2"
    documentation = (
        "Le droit était ouvert, et son examen précédent, trois mois plus tôt, suivait les mois "
        "M-3 à M-1."
    )
    reference = "Décret n° 2024-693, article 8 ; décret n° 2025-185"

    def formula(famille, period, parameters):
        return premier_renouvellement(famille, period, "rsa_mois_demande")


class rsa_abattement_premier_renouvellement(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Part des ressources moyennes écartée au premier renouvellement"
    unit = "EUR"
    documentation = (
        "Lorsque la moyenne des trois mois dépasse celle des deux derniers (M-3 et M-2), la plus "
        "faible est retenue : aucun mois n'est compté deux fois."
    )
    reference = "Décret n° 2024-693, article 8 ; décret n° 2025-185"

    def formula(famille, period, parameters):
        comptes = famille.members("rsa_ressources_comptees_3", period)
        trois = famille.sum(
            comptes * famille.members("rsa_ressources_moyennes_individuelles", period)
        )
        deux = famille.sum(comptes * famille.members("rsa_ressources_deux_derniers_mois", period))
        return famille("rsa_premier_renouvellement", period) * maximum(trois - deux, 0)


class rsa_excedent_ressources_interrompues(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Autres ressources interrompues, au-delà de ce qui est neutralisé"
    unit = "EUR"
    documentation = (
        "Les autres ressources interrompues sont ignorées dans la limite, chaque mois et pour "
        "leur total, du montant forfaitaire d'une personne seule ; le surplus compte."
    )
    reference = "R262-13 CASF"

    def formula(famille, period, parameters):
        interrompues = famille.members("interruption_autres_ressources", period)
        total = 0.0
        for rang in RANGS:
            plafond = famille(f"rsa_base_forfaitaire_{rang}", period)
            du_mois = au_mois_de_reference(
                famille.members, "rsa_autres_ressources", period, parameters, rang
            )
            comptes = famille.members(f"rsa_ressources_comptees_{rang}", period)
            total = total + maximum(famille.sum(interrompues * comptes * du_mois) - plafond, 0)
        return total / len(RANGS)
