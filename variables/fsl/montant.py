"""How much: two bounds, which are one where the règlement says everything."""

from __future__ import annotations

from numpy import inf, isnan, maximum, minimum, where
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage
from zeronr_rules.variables.fsl.logique import INCONNUE, NON, OUI
from zeronr_rules.variables.fsl.reglement import Reglement
from zeronr_rules.variables.fsl.types import TypesDetteFSL, TypesReponseFSL
from zeronr_rules.variables.outils.arrondis import arrondi_centime

_REFERENCE = "Règlement intérieur du FSL du territoire (loi n° 90-449, article 6-1)"


def _bornes(nom, libelle, de, documentation):
    """Return the two variables of an interval that ``de(menage, period, parameters)`` gives."""

    def variable(suffixe, rang, lequel):
        def formula(menage, period, parameters):
            return arrondi_centime(de(menage, period, parameters)[rang])

        return type(
            f"{nom}_{suffixe}",
            (Variable,),
            {
                "__module__": __name__,
                "value_type": float,
                "entity": Menage,
                "definition_period": DateUnit.MONTH,
                "label": f"{libelle}, {lequel}",
                "unit": "EUR",
                "documentation": documentation,
                "reference": _REFERENCE,
                "formula": formula,
            },
        )

    return variable("min", 0, "au moins"), variable("max", 1, "au plus")


def _aidable(menage, period, parameters):
    """Debt that the fund can help with: less penalties and the part left to the household."""
    reglement = Reglement(menage, period, parameters)
    dette = menage("fsl_energie_impaye", period)
    penalites = minimum(menage("fsl_energie_penalites", period), dette)
    exclues = reglement.nombre("dette.penalites_exclues", 0)
    laisse = reglement.nombre("participation.taux", 0)
    basse = (dette - penalites * (exclues != 0)) * where(isnan(laisse), 0, 1 - laisse)
    haute = (dette - penalites * (exclues == 1)) * where(isnan(laisse), 1, 1 - laisse)
    return basse, haute


def _plafond(menage, period, reglement):
    """Cap of the territory for that debt and that household; ``nan`` if unknown."""
    nature = menage("fsl_energie_nature", period)
    personnes = maximum(menage("fsl_nb_personnes", period), 1)
    eau = (nature == TypesDetteFSL.eau) + (nature == TypesDetteFSL.assainissement)
    telephone = (nature == TypesDetteFSL.telephone) + (nature == TypesDetteFSL.internet)

    def du_tableau(cellule):
        return reglement.de_la_table(cellule, personnes - 1)

    plafond = where(
        telephone,
        du_tableau("montant.plafond_telephone"),
        where(eau, du_tableau("montant.plafond_eau"), du_tableau("montant.plafond")),
    )
    connue = where(nature == TypesDetteFSL.non_renseignee, plafond * float("nan"), plafond)
    par_personne = reglement.nombre("montant.par_personne", 0)
    return connue * where(isnan(par_personne), par_personne, where(par_personne > 0, personnes, 1))


def _disponible(menage, period, parameters):
    """What the cap leaves after the help already received in its period."""
    reglement = Reglement(menage, period, parameters)
    plafond = _plafond(menage, period, reglement)
    annee = menage("fsl_energie_aides_annee_civile", period)
    douze = menage("fsl_energie_aides_12_mois", period)
    par_annee = reglement.est("montant.periode", "annee_civile")
    par_douze = reglement.est("montant.periode", "douze_mois")
    par_aide = reglement.est("montant.periode", "aide")
    inconnue = reglement.est("montant.periode", "inconnu")
    une = where(par_annee, annee, where(par_douze, douze, 0))
    # « par an » : the calendar year or twelve months, the text does not say.
    ambigue = 1 - par_annee - par_douze - par_aide > 0
    plus = where(ambigue, maximum(annee, douze), une)
    moins = where(inconnue, 0, where(ambigue, minimum(annee, douze), une))
    basse, haute = maximum(plafond - plus, 0), maximum(plafond - moins, 0)
    return where(isnan(basse), 0, basse), where(isnan(haute), inf, haute)


def _calculee(menage, period, parameters):
    """Help by the rate and the cap, before the minimum."""
    reglement = Reglement(menage, period, parameters)
    basse, haute = _aidable(menage, period, parameters)
    reste_bas, reste_haut = _disponible(menage, period, parameters)
    pourcentage = reglement.est("montant.calcul", "pourcentage_plafonne")
    taux = where(pourcentage, reglement.nombre("montant.taux"), basse * float("nan"))
    return (
        minimum(where(isnan(taux), 0, taux) * basse, reste_bas),
        minimum(where(isnan(taux), 1, taux) * haute, reste_haut),
    )


def _effets_du_minimum(parameters, period, reglement):
    """Whether an award below the minimum may be refused, may be raised."""
    lecture = parameters(period).conventions.fsl_minimum_versement
    rejet = reglement.est("montant.minimum_mode", "rejet")
    plancher = reglement.est("montant.minimum_mode", "plancher")
    ouvert = 1 - rejet - plancher
    return rejet + ouvert * (lecture != "plancher"), plancher + ouvert * (lecture != "rejet")


def _versee(menage, period, parameters):
    """Help after the minimum, whoever decides."""
    reglement = Reglement(menage, period, parameters)
    basse, haute = _calculee(menage, period, parameters)
    dette = _aidable(menage, period, parameters)[1]
    reste = _disponible(menage, period, parameters)[1]
    publie = reglement.nombre("montant.minimum", 0)
    refuse, releve = _effets_du_minimum(parameters, period, reglement)
    minimum_haut = where(isnan(publie), inf, publie)
    relevee = minimum(maximum(haute, minimum_haut), minimum(dette, reste))
    au_moins = where(basse < minimum_haut, 0, basse)
    au_moins = where(refuse > 0, au_moins, _au_plancher(menage, period, parameters, basse, publie))
    refusee = where(haute < where(isnan(publie), 0, publie), 0, haute)
    return au_moins, where(releve > 0, relevee, refusee)


def _au_plancher(menage, period, parameters, basse, publie):
    """Least help where an award below the minimum is raised to it, within the bill and the cap."""
    dette = _aidable(menage, period, parameters)[0]
    reste = _disponible(menage, period, parameters)[0]
    return minimum(maximum(basse, where(isnan(publie), 0, publie)), minimum(dette, reste))


class fsl_energie_condition_montant(Variable):
    value_type = Enum
    possible_values = TypesReponseFSL
    default_value = TypesReponseFSL.inconnue
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Aide du FSL à l'énergie : il reste une aide à verser sous le plafond, sur le minimum"
    documentation = (
        "Inconnue si les aides déjà reçues ont pu épuiser un plafond qui n'est pas publié, ou si "
        "l'aide peut être refusée parce qu'inférieure au minimum."
    )
    reference = _REFERENCE

    def formula(menage, period, parameters):
        reglement = Reglement(menage, period, parameters)
        haute = _versee(menage, period, parameters)[1]
        epuise, peut_l_etre = _epuisement(menage, period, parameters, reglement)
        calculee = _calculee(menage, period, parameters)
        publie = reglement.nombre("montant.minimum", 0)
        refuse = _effets_du_minimum(parameters, period, reglement)[0]
        trop_peu = (refuse > 0) * (isnan(publie) + (calculee[0] < publie))
        sure = where(peut_l_etre + trop_peu > 0, INCONNUE, OUI)
        return where(epuise + (haute <= 0) > 0, NON, sure)


def _epuisement(menage, period, parameters, reglement):
    """Whether the help already received has, or may have, used the cap up."""
    basse, haute = _disponible(menage, period, parameters)
    recues = maximum(
        menage("fsl_energie_aides_annee_civile", period),
        menage("fsl_energie_aides_12_mois", period),
    )
    return haute <= 0, (basse <= 0) * (recues > 0)


class fsl_energie_refus_plafond_epuise(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Refus : les aides déjà reçues épuisent le plafond"
    reference = _REFERENCE

    def formula(menage, period, parameters):
        reglement = Reglement(menage, period, parameters)
        epuise = _epuisement(menage, period, parameters, reglement)[0]
        return (menage("fsl_energie_impaye", period) > 0) * epuise


class fsl_energie_refus_minimum(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Refus : l'aide calculée est inférieure au minimum du règlement"
    reference = _REFERENCE

    def formula(menage, period, parameters):
        condition = menage("fsl_energie_condition_montant", period)
        epuise = menage("fsl_energie_refus_plafond_epuise", period)
        dette = menage("fsl_energie_impaye", period) > 0
        return dette * (condition == TypesReponseFSL.non) * (1 - epuise) > 0


def _selon_statut(menage, period, parameters):
    """Nothing for who is refused, perhaps nothing for who is not surely eligible."""
    basse, haute = _versee(menage, period, parameters)
    statut = menage("fsl_energie_statut", period)
    noms = statut.possible_values
    return (
        where(statut == noms.eligible, basse, 0),
        where(statut == noms.non_eligible, 0, haute),
    )


def _subvention(menage, period, parameters):
    """Part of the help that is not to be paid back."""
    reglement = Reglement(menage, period, parameters)
    basse, haute = _selon_statut(menage, period, parameters)
    part = reglement.nombre("forme.subvention")
    pret_minimum = reglement.nombre("forme.pret_minimum", 0)
    petite = menage("fsl_energie_impaye", period) < reglement.nombre(
        "forme.tout_subvention_sous", 0
    )
    # A loan below its minimum: the text does not say whether it becomes a grant.
    douteux = (1 - part) * basse < where(isnan(pret_minimum), inf, pret_minimum)
    douteux = douteux * (part < 1)
    part_basse = where(petite, 1, where(isnan(part), 0, part))
    part_haute = where(petite + isnan(part) + douteux > 0, 1, part)
    return part_basse * basse, part_haute * haute


def _complement(menage, period, parameters):
    """What the CCAS that has a delegation adds; whether the cap holds for the sum is not said."""
    reglement = Reglement(menage, period, parameters)
    taux = reglement.nombre("montant.complement_ccas", 0)
    basse, haute = _aidable(menage, period, parameters)
    delegataire = menage("fsl_energie_ccas_delegataire", period)
    noms = delegataire.possible_values
    aide = _selon_statut(menage, period, parameters)
    reste = maximum(_disponible(menage, period, parameters)[0] - aide[1], 0)
    au_moins = minimum(where(isnan(taux), 0, taux) * basse, reste)
    eligible = aide[0] > 0
    possible = (delegataire != noms.non) * (aide[1] > 0)
    # With the help, never more than the debt.
    au_plus = minimum(where(isnan(taux), 1, taux) * haute, maximum(haute - aide[0], 0))
    return (
        where((delegataire == noms.oui) * eligible, au_moins, 0),
        where(possible, au_plus, 0),
    )


fsl_energie_montant_accord_min, fsl_energie_montant_accord_max = _bornes(
    "fsl_energie_montant_accord",
    "Aide du FSL à l'énergie si la demande est accordée",
    _versee,
    "Par les règles de montant du territoire, que la demande soit éligible ou non. Jamais plus que "
    "la dette.",
)
fsl_energie_montant_min, fsl_energie_montant_max = _bornes(
    "fsl_energie_montant",
    "Aide du FSL à l'énergie à laquelle la demande peut prétendre",
    _selon_statut,
    "Jamais plus que la dette. Les deux bornes se rejoignent où le règlement dit tout ; au moins 0 "
    "si le ménage n'est pas sûrement éligible. La commission décide.",
)
fsl_energie_subvention_min, fsl_energie_subvention_max = _bornes(
    "fsl_energie_subvention",
    "Part de l'aide du FSL à l'énergie versée en subvention",
    _subvention,
    "Le reste de l'aide est un prêt.",
)
fsl_energie_complement_ccas_min, fsl_energie_complement_ccas_max = _bornes(
    "fsl_energie_complement_ccas",
    "Complément du CCAS délégataire à l'aide du FSL à l'énergie",
    _complement,
    "Hors de l'aide du FSL elle-même.",
)


class fsl_energie_montant_indetermine(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Le montant de l'aide du FSL à l'énergie n'est connu qu'entre deux bornes"
    reference = _REFERENCE

    def formula(menage, period, parameters):
        return menage("fsl_energie_montant_min", period) < menage("fsl_energie_montant_max", period)


def _chiffre_inconnu(nom, libelle, inconnu):
    def formula(menage, period, parameters):
        reglement = Reglement(menage, period, parameters)
        demande = (menage("fsl_energie_impaye", period) > 0) * reglement.connu
        return demande * inconnu(menage, period, reglement)

    return type(
        nom,
        (Variable,),
        {
            "__module__": __name__,
            "value_type": bool,
            "entity": Menage,
            "definition_period": DateUnit.MONTH,
            "label": f"FSL inconnu : {libelle}",
            "reference": _REFERENCE,
            "formula": formula,
        },
    )


def _part_inconnue(menage, period, reglement):
    pourcentage = reglement.est("montant.calcul", "pourcentage_plafonne")
    return isnan(reglement.nombre("montant.taux")) + (1 - pourcentage) > 0


def _plafond_inconnu(menage, period, reglement):
    return isnan(_plafond(menage, period, reglement))


def _minimum_inconnu(menage, period, reglement):
    publie = reglement.nombre("montant.minimum", 0)
    mode = reglement.est("montant.minimum_mode", "rejet", "plancher")
    return isnan(publie) + (publie > 0) * (1 - mode) > 0


fsl_energie_inconnu_part = _chiffre_inconnu(
    "fsl_energie_inconnu_part", "part de la dette que l'aide couvre", _part_inconnue
)
fsl_energie_inconnu_plafond_aide = _chiffre_inconnu(
    "fsl_energie_inconnu_plafond_aide", "plafond de l'aide", _plafond_inconnu
)
fsl_energie_inconnu_minimum = _chiffre_inconnu(
    "fsl_energie_inconnu_minimum", "aide minimale ou son effet", _minimum_inconnu
)
