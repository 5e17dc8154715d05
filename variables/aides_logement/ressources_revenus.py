"""Net categorical income of each person, in the periods of reference (R822-4 and R822-5 CCH)."""

from __future__ import annotations

from numpy import float64, maximum, minimum, where
from openfisca_core.periods import DateUnit
from openfisca_core.populations import ADD
from openfisca_core.variables import Variable

from zeronr_rules.entities import FoyerFiscal, Individu
from zeronr_rules.variables.aides_logement.ressources_periodes import selon_periodes
from zeronr_rules.variables.outils.arrondis import arrondi_centime
from zeronr_rules.variables.outils.calendrier import premier_jour
from zeronr_rules.variables.outils.selon_le_cas import si_concerne

INDEMNITES_ACCIDENT_TRAVAIL = (
    "indemnites_journalieres_accident_travail",
    "indemnites_journalieres_maladie_professionnelle",
)
ZERO = float64(0)


class aide_logement_abattement_professionnalisation(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Abattement sur le salaire du mois d'un contrat de professionnalisation"
    unit = "EUR"
    documentation = "Le salaire de ce contrat, dans la limite du SMIC mensuel."
    reference = "R822-18 CCH (LEGIARTI000043616221)"

    def formula(individu, period, parameters):
        p = parameters(period).prestations
        heures = p.aides_logement.ressources.contrat_professionnalisation.heures
        smic = arrondi_centime(heures * p.commun.smic_horaire)
        salaire = individu("salaire_imposable", period)
        return individu("professionnalisation", period) * minimum(salaire, smic)


class aide_logement_abattement_contrats(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = (
        "Abattement sur les salaires de contrats de professionnalisation de la période glissante"
    )
    unit = "EUR"
    reference = "R822-18 CCH (LEGIARTI000043616221) ; décret n° 2021-720 du 4 juin 2021, article 3"

    def formula(individu, period, parameters):
        def de_la_periode(periodes):
            if not periodes.glissante:
                return ZERO
            return si_concerne(
                individu("professionnalisation", periodes.revenus, options=[ADD]) > 0,
                lambda: individu(
                    "aide_logement_abattement_professionnalisation",
                    periodes.revenus,
                    options=[ADD],
                ),
            )

        return selon_periodes(individu, period, parameters, de_la_periode)


class aide_logement_complements_salaire(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Rémunérations exonérées d'impôt comptées avec les salaires de la période de référence"
    unit = "EUR"
    documentation = (
        "Heures supplémentaires exonérées ; selon la convention, moitié exonérée des indemnités "
        "journalières d'accident du travail ou de maladie professionnelle."
    )
    reference = "R822-4, I, 1° et 2°, CCH (LEGIARTI000045920163)"

    def formula(individu, period, parameters):
        p = parameters(period)
        part = p.prestations.aides_logement.ressources.accident_travail
        if p.conventions.al_indemnites_accident_travail == "part_imposee":
            part = 0

        def total(nom, periodes):
            return individu(nom, periodes.revenus, options=[ADD])

        def de_la_periode(periodes):
            heures = total("heures_supplementaires_exonerees", periodes)
            if part == 0:
                return heures
            return heures + part * sum(total(nom, periodes) for nom in INDEMNITES_ACCIDENT_TRAVAIL)

        return selon_periodes(individu, period, parameters, de_la_periode)


class aide_logement_salaires(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Traitements et salaires de la période de référence, avant frais professionnels"
    unit = "EUR"
    documentation = (
        "Salaires imposables, indemnités journalières imposables comprises, et rémunérations "
        "exonérées que le texte y ajoute ; salaire d'un contrat de professionnalisation après son "
        "abattement."
    )
    reference = [
        "R822-4, I (LEGIARTI000045920163) et R822-18 CCH (LEGIARTI000043616221)",
        "R822-3, 1°, CCH (LEGIARTI000041419142)",
    ]

    def formula(individu, period, parameters):
        return (
            selon_periodes(
                individu,
                period,
                parameters,
                lambda periodes: individu("salaire_imposable", periodes.revenus, options=[ADD]),
            )
            + individu("aide_logement_complements_salaire", period)
            - individu("aide_logement_abattement_contrats", period)
        )


class aide_logement_allocations_chomage(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Indemnités de chômage de la période de référence, avant frais professionnels"
    unit = "EUR"
    documentation = (
        "Toutes les allocations imposables, allocation de solidarité spécifique comprise."
    )
    reference = "R822-3, 1° (LEGIARTI000041419142) et R822-4 CCH (LEGIARTI000045920163)"

    def formula(individu, period, parameters):
        return selon_periodes(
            individu,
            period,
            parameters,
            lambda periodes: individu("chomage_imposable", periodes.revenus, options=[ADD]),
        )


class aide_logement_frais_professionnels(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Frais professionnels déduits des salaires et du chômage de la période de référence"
    unit = "EUR"
    documentation = (
        "10 % entre un minimum et un maximum, ou les frais réels de l'année N-1 s'ils sont plus "
        "élevés, sans dépasser ces revenus."
    )
    reference = [
        "R822-3, 2° (LEGIARTI000041419142) et R822-4, I, CCH (LEGIARTI000045920163)",
        "Article 83, 3°, CGI",
    ]

    def formula(individu, period, parameters):
        revenus = individu("aide_logement_salaires", period) + individu(
            "aide_logement_allocations_chomage", period
        )

        def des_periodes(periodes):
            p = parameters(
                periodes.bareme
            ).prestations.prestations_familiales.ressources.frais_professionnels
            forfait = minimum(maximum(p.taux * revenus, p.minimum), p.maximum)
            return minimum(maximum(forfait, individu("frais_reels", periodes.charges)), revenus)

        return si_concerne(
            revenus > 0, lambda: selon_periodes(individu, period, parameters, des_periodes)
        )


class aide_logement_benefices(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Bénéfices non salariés retenus"
    unit = "EUR"
    documentation = (
        "Ceux de l'année N-2. Pour une activité commencée pendant ou après cette année : le chiffre "
        "d'affaires de la période glissante, après l'abattement forfaitaire de chaque activité."
    )
    reference = "R822-5 CCH (LEGIARTI000041419180)"

    def formula(individu, period, parameters):
        ignore = parameters(period).conventions.al_deficits == "ignore"
        debut = individu("date_debut_activite_non_salariee", period).astype("datetime64[D]")

        def des_periodes(periodes):
            annee = periodes.autres
            ancien = (
                individu("rpns_benefice_exploitant_agricole", annee)
                + individu("rpns_autres_revenus", annee)
                + individu("rpns_micro_entreprise_benefice", annee)
                + individu("rpns_auto_entrepreneur_benefice", annee, options=[ADD])
            )
            if ignore:
                ancien = maximum(ancien, 0)
            if not periodes.glissante:
                return ancien
            nouveau = debut >= premier_jour(annee)
            return where(
                nouveau,
                si_concerne(nouveau, lambda: _chiffre_d_affaires_net(individu, periodes.revenus)),
                ancien,
            )

        return selon_periodes(individu, period, parameters, des_periodes)


def _chiffre_d_affaires_net(individu, periode):
    return individu("rpns_auto_entrepreneur_benefice", periode, options=[ADD]) + individu(
        "recettes_agricoles_nettes", periode, options=[ADD]
    )


class aide_logement_revenus_activite(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Revenus d'activité professionnelle retenus, avant mesure individuelle"
    unit = "EUR"
    documentation = "Salaires, après leur part des frais professionnels, et bénéfices."
    reference = "R822-4 (LEGIARTI000045920163) et R822-5 CCH (LEGIARTI000041419180)"

    def formula(individu, period, parameters):
        salaires = individu("aide_logement_salaires", period)
        return (
            salaires
            - part_des_frais(individu, period, salaires)
            + individu("aide_logement_benefices", period)
        )


class aide_logement_indemnites_chomage(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Indemnités de chômage retenues, avant mesure individuelle"
    unit = "EUR"
    documentation = "Après leur part des frais professionnels."
    reference = "R822-4 CCH (LEGIARTI000045920163)"

    def formula(individu, period, parameters):
        chomage = individu("aide_logement_allocations_chomage", period)
        return chomage - part_des_frais(individu, period, chomage)


def part_des_frais(individu, period, revenu):
    """Share of the one deduction that falls on wages, or on unemployment benefits."""
    total = individu("aide_logement_salaires", period) + individu(
        "aide_logement_allocations_chomage", period
    )
    frais = individu("aide_logement_frais_professionnels", period)
    return frais * revenu / where(total > 0, total, 1)


class aide_logement_pensions_brutes(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Pensions imposables des périodes de référence, avant abattement"
    unit = "EUR"
    documentation = (
        "Retraites et pensions d'invalidité de la période glissante, pensions alimentaires et "
        "prestations compensatoires de l'année N-1."
    )
    reference = "R822-3, 1° et 2° (LEGIARTI000041419142), et R822-4 CCH (LEGIARTI000045920163)"

    def formula(individu, period, parameters):
        return selon_periodes(
            individu,
            period,
            parameters,
            lambda periodes: (
                individu("retraite_imposable", periodes.revenus, options=[ADD])
                + individu("pensions_invalidite", periodes.revenus, options=[ADD])
                + individu("pensions_alimentaires_percues", periodes.charges, options=[ADD])
                + individu("prestation_compensatoire", periodes.charges, options=[ADD])
            ),
        )


class aide_logement_pensions(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Pensions retenues, après abattement"
    unit = "EUR"
    documentation = (
        "10 %, avec un minimum par personne et un maximum par foyer fiscal, réparti en proportion."
    )
    reference = "R822-4, I, CCH (LEGIARTI000045920163) ; article 158, 5, a, CGI"

    def formula(individu, period, parameters):
        brutes = individu("aide_logement_pensions_brutes", period)
        return brutes - si_concerne(
            brutes > 0,
            lambda: selon_periodes(
                individu,
                period,
                parameters,
                lambda periodes: _abattement_pensions(
                    individu, brutes, parameters(periodes.bareme)
                ),
            ),
        )


def _abattement_pensions(individu, brutes, p):
    p = p.prestations.prestations_familiales.ressources.pensions
    abattement = minimum(maximum(p.taux * brutes, p.minimum), brutes)
    total = individu.foyer_fiscal.sum(abattement)
    return abattement * minimum(1, p.maximum / where(total > 0, total, p.maximum))


class aide_logement_autres_revenus(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Autres revenus retenus, moins les pensions alimentaires et les frais de tutelle"
    unit = "EUR"
    documentation = (
        "Revenus fonciers, de capitaux, plus-values et rentes viagères de l'année N-2, comptés une "
        "fois au déclarant principal ; pensions versées et frais de tutelle de l'année N-1. Peut "
        "être négatif. L'abattement des personnes âgées ou invalides (article 157 bis CGI) est à "
        "retrancher de autres_revenus_imposables."
    )
    reference = "R822-3, 2° et 3° (LEGIARTI000041419142), et R822-4, II, CCH (LEGIARTI000045920163)"

    def formula(individu, period, parameters):
        def des_periodes(periodes):
            foyer = individu.foyer_fiscal("autres_revenus_imposables", periodes.autres)
            return (
                si_concerne(
                    foyer != 0,
                    lambda: individu.has_role(FoyerFiscal.DECLARANT_PRINCIPAL) * foyer,
                )
                - individu(
                    "pensions_alimentaires_versees_individu", periodes.charges, options=[ADD]
                )
                - individu("frais_tutelle", periodes.charges)
            )

        return selon_periodes(individu, period, parameters, des_periodes)
