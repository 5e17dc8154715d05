"""The rate and the duration of sanctions, where a reform decides them and not the département."""

from __future__ import annotations

from numpy import isnan, where
from openfisca_core.variables import Variable

from zeronr_rules.variables.loi_plein_emploi import sanctions as law
from zeronr_rules.variables.loi_plein_emploi.bareme_departemental import publie_par


class AtTheFloor:
    """The lowest rate and the shortest duration of the décret; the refusal of a control as decided."""

    class rsa_sanction_taux_decide(Variable):
        label = "Part du RSA retenue : toujours la plus faible que permet le décret"

        def formula_2025_06(individu, period, parameters):
            minimum, _ = law.bornes_du_taux(individu, period, parameters)
            decide = law.rsa_sanction_taux_decide.formula(individu, period, parameters)
            return _but_controls(individu, period, minimum, decide)

    class rsa_sanction_duree_decidee(Variable):
        label = "Durée de la sanction : toujours la plus courte que permet le décret"

        def formula_2025_06(individu, period, parameters):
            minimum, _ = law.bornes_de_la_duree(individu, period, parameters)
            decidee = law.rsa_sanction_duree_decidee.formula(individu, period, parameters)
            return _but_controls(individu, period, minimum, decidee)


class AtTheCeiling:
    """The highest rate and the longest duration of the décret; the refusal of a control as decided."""

    class rsa_sanction_taux_decide(Variable):
        label = "Part du RSA retenue : toujours la plus forte que permet le décret"

        def formula_2025_06(individu, period, parameters):
            _, maximum = law.bornes_du_taux(individu, period, parameters)
            decide = law.rsa_sanction_taux_decide.formula(individu, period, parameters)
            return _but_controls(individu, period, maximum, decide)

    class rsa_sanction_duree_decidee(Variable):
        label = "Durée de la sanction : toujours la plus longue que permet le décret"

        def formula_2025_06(individu, period, parameters):
            _, maximum = law.bornes_de_la_duree(individu, period, parameters)
            decidee = law.rsa_sanction_duree_decidee.formula(individu, period, parameters)
            return _but_controls(individu, period, maximum, decidee)


class AsInBouchesDuRhone:
    """What the Bouches-du-Rhône published, everywhere."""

    class rsa_sanction_taux_decide(Variable):
        label = "Part du RSA retenue : partout le barème des Bouches-du-Rhône"

        def formula_2025_06(individu, period, parameters):
            publie = publie_par("departement_13", individu, period, parameters, "taux")
            decide = law.rsa_sanction_taux_decide.formula(individu, period, parameters)
            return where(isnan(publie), decide, publie)

    class rsa_sanction_duree_decidee(Variable):
        label = "Durée de la sanction : partout le barème des Bouches-du-Rhône"

        def formula_2025_06(individu, period, parameters):
            publiee = publie_par("departement_13", individu, period, parameters, "duree")
            decidee = law.rsa_sanction_duree_decidee.formula(individu, period, parameters)
            return where(isnan(publiee), decidee, publiee)


class AsInPyreneesAtlantiques:
    """What the Pyrénées-Atlantiques published, everywhere."""

    class rsa_sanction_taux_decide(Variable):
        label = "Part du RSA retenue : partout le barème des Pyrénées-Atlantiques"

        def formula_2025_12(individu, period, parameters):
            publie = publie_par("departement_64", individu, period, parameters, "taux")
            decide = law.rsa_sanction_taux_decide.formula(individu, period, parameters)
            return where(isnan(publie), decide, publie)

    class rsa_sanction_duree_decidee(Variable):
        label = "Durée de la sanction : partout le barème des Pyrénées-Atlantiques"

        def formula_2025_12(individu, period, parameters):
            publiee = publie_par("departement_64", individu, period, parameters, "duree")
            decidee = law.rsa_sanction_duree_decidee.formula(individu, period, parameters)
            return where(isnan(publiee), decidee, publiee)


def _but_controls(individu, period, bound, decided):
    """The article on the refusal of a control was not read: what was decided stays."""
    controle = individu("rsa_sanction_motif", period) == law.TypesMotifSanctionRSA.refus_controle
    return where(controle, decided, bound)
