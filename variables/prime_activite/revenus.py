"""Professional income, bonification and other resources of a reference month."""

from __future__ import annotations

from numpy import clip, isnan, maximum, nan_to_num, where
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, FoyerFiscal, Individu
from zeronr_rules.variables.outils.arrondis import arrondi_centime
from zeronr_rules.variables.outils.mois_de_reference import (
    RANGS,
    au_mois_de_reference,
    par_mois_de_reference,
    selon_mois,
)
from zeronr_rules.variables.prime_activite.bareme import (
    valeur_de_la_bonification,
    valeur_du_bareme,
)


class ppa_revenus_activite_propres(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Revenus professionnels du mois, hors AAH, pensions d'invalidité et bénéfices annuels"
    unit = "EUR"
    documentation = (
        "La gratification d'un stage d'études n'en est pas. Un total négatif compte pour zéro."
    )
    reference = "L842-4 1° et R844-1 CSS, R843-1 CSS"

    def formula(individu, period, parameters):
        return maximum(
            individu("salaire_net", period)
            + individu("revenus_professionnels_exceptionnels", period)
            + individu("remuneration_apprenti", period)
            + individu("indemnites_chomage_partiel", period)
            + individu("revenus_stage_formation_pro", period)
            + individu("indemnites_volontariat", period)
            + individu("remuneration_gerant_article_62", period)
            + individu("indemnites_journalieres_professionnelles", period)
            + individu("rpns_auto_entrepreneur_benefice", period),
            0,
        )


class invalidite_professionnelle_2018(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = (
        "Pension d'invalidité ou rente tenue pour revenu professionnel entre fin 2017 et fin 2018"
    )
    reference = "L842-8 CSS (loi de finances pour 2019)"


class pensions_et_rentes_invalidite(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Pensions d'invalidité, pensions militaires et rentes d'accident du travail"
    unit = "EUR"
    reference = "L842-8 CSS"

    def formula(individu, period, parameters):
        return (
            individu("pensions_invalidite", period)
            + individu("rentes_accident_travail", period)
            + individu("pension_militaire_invalidite", period)
        )


class ppa_invalidite_professionnelle(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Pensions et rentes d'invalidité susceptibles de valoir revenu professionnel"
    unit = "EUR"
    documentation = (
        "Toutes jusqu'en 2018 ; de 2019 à 2024, celles de qui en a bénéficié entre fin 2017 et fin "
        "2018 ; aucune depuis 2025."
    )
    reference = "L842-8 CSS (lois de finances pour 2018, article 172, et pour 2019)"

    def formula(individu, period, parameters):
        return individu("pensions_et_rentes_invalidite", period)

    def formula_2019(individu, period, parameters):
        return individu("pensions_et_rentes_invalidite", period) * individu(
            "invalidite_professionnelle_2018", period
        )

    def formula_2025(individu, period, parameters):
        return individu("pensions_et_rentes_invalidite", period) * 0


@par_mois_de_reference
class ppa_revenus_propres:
    value_type = float
    entity = Individu
    label = "Revenus professionnels de la personne, hors AAH et pensions d'invalidité, {mois}"
    unit = "EUR"
    documentation = (
        "Avec la part mensuelle des bénéfices annuels ou, sur option, les recettes agricoles."
    )
    reference = "L842-4 1°, R843-1 et R844-1 CSS"

    def formula(individu, period, parameters, rang):
        def du_mois(nom):
            return au_mois_de_reference(individu, nom, period, parameters, rang)

        return (
            du_mois("ppa_revenus_activite_propres")
            + du_mois("recettes_agricoles_nettes")
            * individu("option_recettes_agricoles_retenue", period)
            + individu("revenus_non_salaries_annuels", period)
        )


@par_mois_de_reference
class ppa_revenus_assimiles:
    value_type = float
    entity = Individu
    label = "AAH et pensions d'invalidité tenues pour revenus professionnels, {mois}"
    unit = "EUR"
    documentation = "Lorsque les autres revenus professionnels du mois atteignent 29 SMIC horaires."
    reference = "L842-8 et D843-4 CSS"

    def formula(individu, period, parameters, rang):
        def du_mois(nom):
            return au_mois_de_reference(individu, nom, period, parameters, rang)

        plancher = selon_mois(
            individu,
            period,
            parameters,
            rang,
            lambda mois: arrondi_centime(
                parameters(mois).prestations.prime_activite.seuil_aah
                * parameters(mois).prestations.commun.smic_horaire
            ),
        )
        return (individu(f"ppa_revenus_propres_{rang}", period) >= plancher) * (
            du_mois("aah_et_complement") + du_mois("ppa_invalidite_professionnelle")
        )


@par_mois_de_reference
class ppa_revenu_activite_individu:
    value_type = float
    entity = Individu
    label = "Revenus professionnels de la personne, {mois}"
    unit = "EUR"
    reference = "L842-4 1°, L842-8, R843-1 et R844-1 CSS"

    def formula(individu, period, parameters, rang):
        return individu(f"ppa_revenus_propres_{rang}", period) + individu(
            f"ppa_revenus_assimiles_{rang}", period
        )


@par_mois_de_reference
class ppa_bonification_legale:
    value_type = float
    entity = Individu
    label = "Bonification selon le barème, avant de savoir si la personne compte, {mois}"
    unit = "EUR"
    documentation = (
        "Nulle jusqu'à 59 SMIC horaires de revenus professionnels, puis croissante jusqu'à son "
        "maximum, constante au-delà ; à Mayotte, heures et SMIC propres, NaN quand une valeur "
        "nécessaire n'a pas été publiée."
    )
    reference = "L842-3 et D843-2 CSS ; décret n° 2016-866 pour Mayotte"

    def formula(individu, period, parameters, rang):
        def valeur(lire):
            return valeur_de_la_bonification(individu, period, parameters, rang, lire)

        def du_territoire(nationale, mahoraise):
            return where(individu.menage("residence_mayotte", period), mahoraise, nationale)

        def du_bareme(nom):
            return du_territoire(
                valeur(lambda p: p.prime_activite.bonification[nom]),
                valeur(lambda p: p.prime_activite.mayotte.bonification[nom]),
            )

        smic = du_territoire(
            valeur_du_bareme(individu, period, parameters, rang, lambda p: p.commun.smic_horaire),
            valeur_du_bareme(
                individu, period, parameters, rang, lambda p: p.commun.smic_horaire_mayotte
            ),
        )
        seuil = du_bareme("seuil") * smic
        sommet = du_bareme("seuil_maximum") * smic
        base = individu.famille(f"ppa_base_forfaitaire_{rang}", period)
        maximale = arrondi_centime(du_bareme("taux_maximum") * base)
        revenus = individu(f"ppa_revenu_activite_individu_{rang}", period)
        part = clip((revenus - seuil) / (sommet - seuil), 0, 1)
        nulle = (revenus <= 0) + (revenus <= seuil)
        return where(nulle, 0, arrondi_centime(maximale * part))


@par_mois_de_reference
class ppa_bonification:
    value_type = float
    entity = Individu
    label = "Bonification du travailleur, {mois}"
    unit = "EUR"
    documentation = "Zéro, et le dire, quand le barème de Mayotte est inconnu."
    reference = "L842-3 et D843-2 CSS"

    def formula(individu, period, parameters, rang):
        legale = individu(f"ppa_bonification_legale_{rang}", period)
        return nan_to_num(legale) * individu(f"ppa_travailleur_compte_{rang}", period)


class ppa_indetermine(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Prime d'activité à Mayotte calculée sans une valeur que personne n'a publiée"
    documentation = (
        "Bonification comptée zéro, ou plancher de revenus d'un étudiant inconnu : la prime calculée "
        "est alors un minimum."
    )
    reference = "D843-2 CSS ; décrets n° 2016-864, n° 2016-866 et n° 2019-71"

    def formula(famille, period, parameters):
        individu = famille.members
        inconnues = sum(
            individu(f"ppa_travailleur_compte_{rang}", period)
            * isnan(individu(f"ppa_bonification_legale_{rang}", period))
            + isnan(individu(f"ppa_plancher_revenu_activite_apprenant_{rang}", period))
            * individu(f"ppa_apprenant_{rang}", period)
            for rang in RANGS
        )
        return famille.any(inconnues > 0)


class ppa_revenus_remplacement(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Revenus de remplacement et aides du mois, avant assimilation de l'AAH et des pensions"
    unit = "EUR"
    documentation = (
        "L'épargne qui ne produit rien et les intérêts exonérés n'en sont pas : seuls les autres "
        "revenus imposables de l'avant-dernière année le sont."
    )
    reference = "L842-4 2° et 3°, R844-5 CSS"

    def formula(individu, period, parameters):
        return maximum(
            individu("chomage_net", period)
            + individu("ass", period)
            + individu("allocation_securisation_professionnelle", period)
            + individu("dedommagement_victime_amiante", period)
            + individu("prime_forfaitaire_mensuelle_reprise_activite", period)
            + individu("indemnites_journalieres_de_remplacement", period)
            + individu("indemnites_stage", period)
            + individu("retraite_nette", period)
            + individu("asi", period)
            + individu("pensions_alimentaires_percues", period)
            + individu("prestation_compensatoire", period)
            + individu("autres_revenus_remplacement", period)
            + individu("pensions_et_rentes_invalidite", period)
            + individu("aah_et_complement", period),
            0,
        )


class ppa_autres_revenus_imposables(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Un douzième des autres revenus imposables de l'avant-dernière année"
    unit = "EUR"
    documentation = "Attribués au déclarant principal de chaque foyer fiscal."
    reference = "L842-4 5° et R843-1 III CSS"

    def formula(individu, period, parameters):
        annuels = individu.foyer_fiscal("autres_revenus_imposables", period.n_2)
        declarant = individu.has_role(FoyerFiscal.DECLARANT_PRINCIPAL)
        return maximum(annuels, 0) * declarant / 12
