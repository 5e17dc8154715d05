"""Nationality, right of residence, presence in France."""

from __future__ import annotations

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Individu


class nationalite(Variable):
    value_type = str
    max_length = 2
    default_value = "FR"
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nationalité (code ISO 3166 à deux lettres)"


class est_francais(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "De nationalité française"
    reference = "L262-4 2° CASF, L842-2 2° CSS"

    def formula(individu, period, parameters):
        return np.asarray(individu("nationalite", period)).astype("S2") == b"FR"


class ressortissant_eee(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Ressortissant d'un État de l'Espace économique européen ou de la Suisse"
    reference = "L262-6 CASF, L842-2 2° a) CSS"

    def formula(individu, period, parameters):
        codes = [code.encode() for code in parameters(period).territoires.pays_eee_suisse]
        return np.isin(np.asarray(individu("nationalite", period)).astype("S2"), codes)


class duree_possession_titre_sejour(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Durée de possession d'un titre de séjour autorisant à travailler ; pour un ressortissant de l'EEE ou suisse, durée de résidence en France"
    unit = "ans"
    reference = "L262-4 2° CASF, L842-2 2° CSS"


class dispense_duree_titre_sejour(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Réfugié, bénéficiaire de la protection subsidiaire, apatride, titulaire d'une carte de résident ou d'un titre de droits équivalents"
    reference = "L262-4 2° a) CASF, L842-2 2° CSS"


class sejour_regulier(Variable):
    value_type = bool
    default_value = True
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Séjour régulier au sens de l'article L512-2 du code de la sécurité sociale"
    reference = "L262-4 2° b) et L262-5 CASF"


class droit_sejour_ue(Variable):
    value_type = bool
    default_value = True
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Ressortissant de l'EEE ou suisse : remplit les conditions du droit au séjour"
    reference = "L262-6 CASF"


class maintien_droit_sejour_travailleur_ue(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Ressortissant de l'EEE ou suisse dispensé des trois mois de résidence (ancien travailleur, membre de sa famille)"
    reference = "L262-6 CASF"


class ue_en_recherche_emploi_seule(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Ressortissant de l'EEE ou suisse entré en France pour chercher un emploi et qui s'y maintient à ce seul titre"
    reference = "L262-6 CASF"


class residence_stable_france(Variable):
    value_type = bool
    default_value = True
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Réside en France de manière stable et effective"
    reference = "R262-5 CASF, R842-1 CSS"


class sejour_etranger_plus_trois_mois(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Plus de trois mois à l'étranger, de date à date ou dans l'année civile"
    reference = "R262-5 CASF, R842-1 CSS"


class present_mois_complet(Variable):
    value_type = bool
    default_value = True
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Présent en France pendant tout le mois civil"
    reference = "R262-5 CASF, R842-1 CSS"
