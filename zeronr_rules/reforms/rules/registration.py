"""Registration at France Travail by choice only, as before the loi plein emploi."""

from __future__ import annotations

from openfisca_core.variables import Variable

from zeronr_rules.variables.loi_plein_emploi import inscription as law


class inscrit_france_travail(Variable):
    label = "Inscrit comme demandeur d'emploi, sur sa propre initiative seulement"

    def formula_2025_01(individu, period, parameters):
        return law.inscrit_france_travail.formula(individu, period, parameters)


class categorie_demandeur_emploi(Variable):
    label = "Catégorie de demandeur d'emploi, de A à E"

    def formula_2025_01(individu, period, parameters):
        return law.categorie_demandeur_emploi.formula(individu, period, parameters)
