"""Income by consumption unit, and what the schedule gives for it."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import maximum, where
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import FoyerFiscal, Individu, Menage
from zeronr_rules.variables.outils.arrondis import atteint
from zeronr_rules.variables.outils.ternaire import Ternaire
from zeronr_rules.variables.outils.trois_valeurs import Reponse, si_connu

_ARRETES = "R124-1 et R124-2 du code de l'énergie ; arrêtés du 26 décembre 2018, du 24 février 2021, du 3 mars 2023 et du 31 juillet 2025"


def valeur_faciale(revenu, unites, p):
    """Amount of the schedule for an income by unit and a number of units."""
    seconde = atteint(revenu, p.tranches.tranche_1)
    troisieme = atteint(revenu, p.tranches.tranche_2)
    quatrieme = atteint(revenu, p.tranches.tranche_3)
    plusieurs, deux = not_(atteint(1, unites)), atteint(unites, 2)

    def de_la_tranche(tranche):
        m = p.montants
        return where(
            deux,
            m.deux_unites_ou_plus[tranche],
            where(plusieurs, m.moins_de_deux_unites[tranche], m.une_unite[tranche]),
        )

    montant = where(
        quatrieme,
        de_la_tranche("tranche_4"),
        where(
            troisieme,
            de_la_tranche("tranche_3"),
            where(seconde, de_la_tranche("tranche_2"), de_la_tranche("tranche_1")),
        ),
    )
    return where(atteint(revenu, p.plafond), 0, montant)


class cheque_energie_revenu_par_unite_foyer(Variable):
    value_type = float
    entity = FoyerFiscal
    definition_period = DateUnit.YEAR
    label = "Revenu fiscal de référence de l'année N-2 par unité de consommation du foyer fiscal"
    unit = "EUR"
    reference = "R124-1 du code de l'énergie (décret n° 2025-735 du 31 juillet 2025)"

    def formula_2018(foyer_fiscal, period, parameters):
        unites = foyer_fiscal("cheque_energie_unites_consommation_foyer", period)
        return foyer_fiscal("rfr", period.n_2) / where(unites > 0, unites, 1)


class cheque_energie_montant_foyer(Variable):
    value_type = float
    entity = FoyerFiscal
    definition_period = DateUnit.YEAR
    label = "Chèque énergie du foyer fiscal s'il est celui du titulaire du contrat d'électricité"
    unit = "EUR"
    reference = _ARRETES

    def formula_2025(foyer_fiscal, period, parameters):
        return valeur_faciale(
            foyer_fiscal("cheque_energie_revenu_par_unite_foyer", period),
            foyer_fiscal("cheque_energie_unites_consommation_foyer", period),
            parameters(period).prestations.cheque_energie,
        )


class cheque_energie_titulaire_possible(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.YEAR
    label = "Peut être le titulaire du contrat d'électricité du logement"
    documentation = "Celui que le ménage désigne ; s'il n'en désigne aucun, chacun de ses membres."
    reference = "L124-1 et R124-1 du code de l'énergie"

    def formula_2025(individu, period, parameters):
        designe = individu("titulaire_contrat_electricite", period)
        return where(individu.menage("cheque_energie_titulaire_connu", period), designe, True)


class cheque_energie_titulaire_connu(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Le ménage désigne le titulaire du contrat d'électricité"
    reference = "L124-1 et R124-1 du code de l'énergie"

    def formula_2025(menage, period, parameters):
        return menage.any(menage.members("titulaire_contrat_electricite", period))


class cheque_energie_revenu_par_unite(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Revenu fiscal de référence de l'année N-2 par unité de consommation, opposé au plafond"
    unit = "EUR"
    documentation = (
        "Jusqu'en 2024, la somme de ceux des foyers fiscaux dont le déclarant principal vit dans le "
        "logement ; depuis, celui du foyer fiscal du titulaire du contrat d'électricité, à défaut le "
        "plus élevé de ceux du ménage."
    )
    reference = "R124-1 du code de l'énergie"

    def formula_2025(menage, period, parameters):
        candidat = menage.members("cheque_energie_titulaire_possible", period)
        revenus = menage.members.foyer_fiscal("cheque_energie_revenu_par_unite_foyer", period)
        return menage.max(where(candidat, revenus, 0))

    def formula_2018(menage, period, parameters):
        principal = menage.members.has_role(FoyerFiscal.DECLARANT_PRINCIPAL)
        revenus = menage.members.foyer_fiscal("rfr", period.n_2)
        unites = menage("cheque_energie_unites_consommation", period)
        return menage.sum(principal * revenus) / where(unites > 0, unites, 1)


class cheque_energie_rfr_connu(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Tous les revenus fiscaux de référence que la campagne compte sont connus"
    reference = "R124-1 du code de l'énergie"

    def formula_2025(menage, period, parameters):
        candidat = menage.members("cheque_energie_titulaire_possible", period)
        connu = menage.members.foyer_fiscal("rfr_connu", period.n_2) == Ternaire.oui
        return menage.all(where(candidat, connu, True))

    def formula_2018(menage, period, parameters):
        principal = menage.members.has_role(FoyerFiscal.DECLARANT_PRINCIPAL)
        connu = menage.members.foyer_fiscal("rfr_connu", period.n_2) == Ternaire.oui
        return menage.all(where(principal, connu, True)) * menage.any(principal)


class cheque_energie_revenu_sous_plafond(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Le revenu par unité de consommation est inférieur au plafond de la campagne"
    documentation = (
        "Un revenu fiscal inconnu laisse la réponse indéterminée, sauf si ce qui est connu atteint "
        "déjà le plafond ; de même, depuis 2025, un titulaire inconnu dans un logement de plusieurs "
        "foyers fiscaux dont les réponses diffèrent."
    )
    reference = _ARRETES

    def formula_2025(menage, period, parameters):
        plafond = parameters(period).prestations.cheque_energie.plafond
        candidat = menage.members("cheque_energie_titulaire_possible", period)
        revenus = menage.members.foyer_fiscal("cheque_energie_revenu_par_unite_foyer", period)
        connu = menage.members.foyer_fiscal("rfr_connu", period.n_2) == Ternaire.oui
        dessous = si_connu(connu, not_(atteint(revenus, plafond)))
        return Reponse(
            menage.all(where(candidat, dessous.certain, True)),
            menage.any(candidat * dessous.possible),
        ).en_ternaire()

    def formula_2018(menage, period, parameters):
        plafond = parameters(period).prestations.cheque_energie.plafond
        tous = menage("cheque_energie_rfr_connu", period)
        dessous = not_(atteint(menage("cheque_energie_revenu_par_unite", period), plafond))
        # What is not known can only add to the income.
        return Reponse(dessous * tous, dessous).en_ternaire()


class cheque_energie_montant(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Valeur du chèque énergie que donne le barème de la campagne"
    unit = "EUR"
    documentation = (
        "Sans les conditions du logement. Depuis 2025, le plus petit de ceux des foyers fiscaux "
        "dont le titulaire du contrat peut être."
    )
    reference = _ARRETES

    def formula_2025(menage, period, parameters):
        candidat = menage.members("cheque_energie_titulaire_possible", period)
        montants = menage.members.foyer_fiscal("cheque_energie_montant_foyer", period)
        return menage.min(where(candidat, montants, float("inf")))

    def formula_2018(menage, period, parameters):
        return valeur_faciale(
            menage("cheque_energie_revenu_par_unite", period),
            menage("cheque_energie_unites_consommation", period),
            parameters(period).prestations.cheque_energie,
        )


class cheque_energie_montant_max(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Valeur du chèque énergie si le titulaire du contrat est celui qui donne le plus"
    unit = "EUR"
    reference = _ARRETES

    def formula_2025(menage, period, parameters):
        candidat = menage.members("cheque_energie_titulaire_possible", period)
        montants = menage.members.foyer_fiscal("cheque_energie_montant_foyer", period)
        return maximum(menage.max(where(candidat, montants, 0)), 0)

    def formula_2018(menage, period, parameters):
        return menage("cheque_energie_montant", period)
