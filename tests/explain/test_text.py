"""The page of two households, read line by line against the computation by hand."""

from __future__ import annotations

import pytest
from explain_situations import MOTHER, THREE

import zeronr_rules as zr

# RSA of June 2026, examined in April 2026 (claim), over December, January and February.
# Base of one person 646,52 (April 2025). Couple: + 50 % = 323,26. Eve, born on 20 January, counts
# from January, first child of a couple: 30 % = 193,956, rounded to 193,96. Cid has 24 000 / 24 =
# 1 000 a month, above his increment: he and his income leave.
#   December: 646,52 + 323,26 = 969,78 ; January and February: + 193,96 = 1 163,74.
# Family benefits of February: AF of two children 32 % x 474,37 = 151,80 ; allocation de base
# 41,65 % x 474,37 = 197,575..., 197,58. Together 349,38.
# Salaries of Ana: (600 + 0 + 900) / 3 = 500.
#   December 969,78 - 500 = 469,78 ; January 1 163,74 - 500 = 663,74 ;
#   February 1 163,74 - 849,38 = 314,36 ; mean 1 447,88 / 3 = 482,6266, rounded to 482,63.
RSA_OF_THE_COUPLE = """
Revenu de solidarité active — juin 2026, famille f1
  rsa = 482,63 €
  Droit examiné en avril 2026 ; mois de référence : décembre 2025, janvier, février 2026.
  Mois de la demande : avril 2026 ; cet examen vaut pour avril, mai, juin 2026 (effets figés).

Foyer
  - ana : demandeur, 36 ans ; personne comptée
  - bob : conjoint, 22 ans, étudiant ; personne comptée
  - cid : enfant, 19 ans ; personne non comptée (ses ressources atteignent la majoration qu'elle
    occasionne, R262-3 CASF)
  - eve : enfant, 0 an ; personne comptée : non, oui, oui (hors des conditions d'âge, de naissance,
    de séjour ou de parenté, R262-3 CASF)

Conditions
                                         ana  bob
    Âge, ou enfant né ou à naître        oui  oui  L262-4 1°, L262-7-1 et L262-18 CASF
    Nationalité ou séjour                oui  oui  L262-4 2°, L262-6 et L542-6 CASF
    Résidence en France                  oui  oui  L262-2 et R262-5 CASF
    Ni élève, ni étudiant, ni stagiaire  oui  non  L262-4 3° et L262-8 CASF
    Ni congé ni disponibilité            oui  oui  L262-4 4° CASF
  = Peut demander la prestation          oui  non  L262-2 et L262-4 CASF

Calcul
                                           déc. 2025  janv. 2026  févr. 2026
    Adultes comptés                                2           2           2  L262-5 CASF
    Enfants et personnes à charge                  0           1           1  R262-3 CASF
      personne seule                        646,52 €    646,52 €    646,52 €
      enfants et personnes à charge           0,00 €    193,96 €    193,96 €
      second adulte                         323,26 €    323,26 €    323,26 €
  = Montant forfaitaire                     969,78 €  1 163,74 €  1 163,74 €  L262-2, L262-9 et R262-1 CASF
    Prestations du mois                       0,00 €      0,00 €    349,38 €  R262-7, R262-10-1 et R262-11 CASF
      allocations familiales                  0,00 €      0,00 €    151,80 €
      allocation de base                      0,00 €      0,00 €    197,58 €
    Autres ressources, moyenne des 3 mois   500,00 €    500,00 €    500,00 €  R262-7 CASF
      reçu : revenus professionnels         600,00 €      0,00 €    900,00 €
  = Ressources                              500,00 €    500,00 €    849,38 €  R262-6 et R262-7 CASF
  = Montant intermédiaire                   469,78 €    663,74 €    314,36 €  R262-4 CASF
  - Montant intermédiaire : Montant forfaitaire moins ressources, jamais négatif.
  - Moyenne des trois montants intermédiaires : 482,63 €
  - Montant mensuel au-dessous duquel le RSA n'est pas versé : 6,00 € (R262-39 CASF)
  - RSA, si le droit était examiné ce mois, avril 2026 : 482,63 € (R262-4, R262-7 et R262-39 CASF)
  - Revenu de solidarité active, juin 2026 : 482,63 € (L262-2 CASF)
"""

# Prime d'activité of May 2026, over January, February and March. One person 633,21 (April 2025),
# the child + 50 % = 316,605, rounded to 316,61: 949,82. Fraction: 59,85 % x 800 = 478,80.
# Bonification: 59 hours of 12,02 = 709,18, 138 hours = 1 658,76, maximum 37,7 % x 633,21 = 238,72;
# 238,72 x (800 - 709,18) / (1 658,76 - 709,18) = 22,83.
# Forfait logement of two persons: 16 % x 949,82 = 151,97, below the aid of 250.
# Resources 800 + 151,97 = 951,97, above 949,82.
# 949,82 + 478,80 + 22,83 - 951,97 = 499,48 each month.
PPA_OF_THE_MOTHER = """
Calcul
                                         janv. 2026  févr. 2026  mars 2026
    Adultes comptés                               1           1          1  L842-3 CSS
    Enfants et personnes à charge                 1           1          1  R842-3 CSS
      personne seule                       633,21 €    633,21 €   633,21 €
      second adulte et enfants             316,61 €    316,61 €   316,61 €
  = Montant forfaitaire                    949,82 €    949,82 €   949,82 €  L842-3 et D843-1 CSS
    Fraction des revenus professionnels    478,80 €    478,80 €   478,80 €  L842-3 1° et D843-3 CSS
    Bonifications                           22,83 €     22,83 €    22,83 €  L842-3 et D843-2 CSS
    Revenus professionnels                 800,00 €    800,00 €   800,00 €  L842-4 1° CSS
      salaires et assimilés                800,00 €    800,00 €   800,00 €
    Forfait logement                       151,97 €    151,97 €   151,97 €  R844-3 et R844-4 CSS
      pour mémoire, aide au logement       250,00 €    250,00 €   250,00 €
  = Ressources                             951,97 €    951,97 €   951,97 €  L842-4 CSS
  = Prime du mois                          499,48 €    499,48 €   499,48 €  L842-3 et R843-1 CSS
"""


def page(*args, **options) -> str:
    return str(zr.explain(*args, **options)).replace("\N{NO-BREAK SPACE}", " ")


def test_the_rsa_of_a_couple():
    text = page(THREE, "rsa", "2026-06", entity_id="f1")
    assert text.startswith(RSA_OF_THE_COUPLE.lstrip("\n"))


def test_the_prime_of_a_mother():
    text = page(MOTHER, "ppa", "2026-05")
    assert text.startswith("Prime d'activité — mai 2026, famille f1\n  ppa = 499,48 €\n")
    assert PPA_OF_THE_MOTHER in text


def test_the_values_of_the_law_are_those_that_the_lines_rest_on():
    text = page(MOTHER, "rsa", "2026-05")
    texts = text.partition("\nTextes et valeurs\n")[2].partition("\n\n")[0]
    assert "Montant forfaitaire du RSA : 646,52 €/mois — depuis le 1er avril 2025" in texts
    # The value of April 2026 is read too, by the conditions of the young worker: not a line here.
    assert "651,69" not in texts
    assert "2 personnes : 16 %" in texts


def test_the_conventions_say_the_reading_and_why():
    text = page(MOTHER, "rsa", "2026-05")
    assert "« mois_de_reference »" in text
    assert "Lues aussi" in text


def test_the_notices_of_the_calculation_are_there():
    result = zr.calculate(THREE, "2026-06", ["rsa"])
    why = zr.explain(THREE, "rsa", "2026-06", entity_id="f1")
    assert why.notices == result.notices
    assert why.provenance == result.provenance
    assert "\nAvis\n" in str(why)


@pytest.mark.parametrize("variable", ["rsa", "ppa"])
def test_it_fits_on_a_screen(variable):
    assert len(page(MOTHER, variable, "2026-05").splitlines()) <= 80


def test_a_date_that_is_not_given_is_not_told_as_1970():
    page = str(zr.explain(MOTHER, "signature_contrat_en_retard", "2026-05", entity_id="claire"))
    assert "1970" not in page
    assert "non donnée" in page
