"""What ``zr.compare`` refuses, and how it says so."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from openfisca_core.periods import DateUnit
from openfisca_core.reforms import Reform
from openfisca_core.variables import Variable

import zeronr_rules as zr
from zeronr_rules.entities import Famille

MONTH = "2026-05"


def two_homes(births=("1990-01-15", "1990-01-15")):
    people = zr.Population(persons=["a", "b"])
    people.set_input("date_naissance", "ETERNITY", list(births))
    return people


@pytest.fixture(scope="module")
def made():
    return zr.compare(two_homes(), None, MONTH, "rsa")


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([1.0], "reçu 1 poids ; attendu un poids par ménage, 2 en tout"),
        ([[1.0, 2.0]], r"un tableau de forme \(1, 2\)"),
        ([1.0, -2.0], r"1 poids négatif\(s\).*Le premier : ménage 1"),
        ([float("nan"), 1.0], r"1 poids inconnu\(s\) ou infini\(s\).*ménage 0"),
        ([float("inf"), 1.0], r"inconnu\(s\) ou infini\(s\)"),
        ([0.0, 0.0], "des poids tous nuls ; attendu au moins un poids positif"),
        (["un", "deux"], "autre chose que des nombres"),
    ],
)
def test_wrong_weights(weights, message):
    with pytest.raises(zr.ComparisonError, match=message):
        zr.compare(two_homes(), None, MONTH, "rsa", weights=weights)


def test_an_empty_population():
    with pytest.raises(zr.ComparisonError, match="une population vide"):
        zr.compare(zr.Population(persons=0), None, MONTH, "rsa")


def test_every_fault_is_told_together():
    with pytest.raises(zr.ComparisonError) as caught:
        zr.compare(two_homes(), None, MONTH, ["rsa", "age", "en_couple"], weights=[1.0])
    text = str(caught.value)
    assert text.startswith("La comparaison contient 3 erreurs.")
    assert "variables / age : reçu « Âge" in text
    assert "variables / en_couple" in text
    assert "weights" in text
    assert pickle.loads(pickle.dumps(caught.value)).faults == caught.value.faults  # noqa: S301


def test_an_amount_without_period_or_unknown():
    with pytest.raises(zr.UnknownVariableError, match="rsa"):
        zr.compare(two_homes(), None, MONTH, "rsaa")
    with pytest.raises(zr.UnknownVariableError, match="rsa"):
        zr.compare(two_homes(), None, "2026", ["rsaa", "ppa"])
    with pytest.raises(zr.UnknownVariableError, match="liste vide"):
        zr.compare(two_homes(), None, "2026", [])
    with pytest.raises(zr.UnknownVariableError):
        zr.compare(two_homes(), None, "2026", [3])


@pytest.mark.parametrize("period", ["2016-12", "2016", "hier", "month:2026-01:3", "2026-13"])
def test_periods_outside(period):
    with pytest.raises(zr.PeriodError, match="Période demandée"):
        zr.compare(two_homes(), None, period, "rsa")


def test_a_population_drawn_for_another_year():
    people = zr.synthetic_population(10, 2025, seed=0)
    with pytest.raises(zr.PeriodError, match=r"tirée pour 2025.*2024-02 à 2025-12"):
        zr.compare(people, None, "2026", "rsa")
    with pytest.raises(zr.PeriodError, match="tirée pour 2025"):
        zr.compare(people, None, "2024", "rsa")
    assert zr.compare(people, None, "2024-02", "rsa").period == "2024-02"


@pytest.mark.parametrize("line", ["relatif", 0, -5, float("nan"), True, [600]])
def test_wrong_lines(line, made):
    with pytest.raises(zr.ComparisonError, match="poverty_line : reçu"):
        zr.compare(two_homes(), None, MONTH, "rsa", poverty_line=line)
    with pytest.raises(zr.ComparisonError, match="poverty_line : reçu"):
        made.poverty(line)


def test_wrong_groups(made):
    with pytest.raises(zr.ComparisonError, match="Vouliez-vous dire « decile »"):
        made.by("deciles")
    with pytest.raises(zr.ComparisonError, match="3 libellés ; attendu un libellé par ménage, 2"):
        made.by(["a", "b", "c"])
    with pytest.raises(zr.ComparisonError, match="group"):
        made.by(np.zeros((2, 2)))
    for wrong in (0, -1, True, 2.5):
        with pytest.raises(zr.ComparisonError, match="minimum_cell"):
            made.by("decile", minimum_cell=wrong)
    for wrong in (-1, float("nan"), "un", True):
        with pytest.raises(zr.ComparisonError, match="threshold"):
            made.winners(wrong)
    with pytest.raises(zr.ComparisonError, match="Vouliez-vous dire « couts »"):
        made.table("cout")
    with pytest.raises(zr.ComparisonError, match="kind : reçu"):
        made.plot("camembert")


def test_laws_without_disposable_income():
    lost = zr.reforms.structural(neutralise=["af"], name="x") + Removed
    with pytest.raises(zr.ComparisonError, match="reform : reçu des règles sans revenu_disponible"):
        zr.compare(two_homes(), lost, MONTH, "rsa")


def test_unknown_amounts_are_refused_unless_they_have_no_weight():
    reform = zr.reforms.structural(replace=[unknown_rsa()], name="rsa_inconnu")
    with pytest.raises(zr.ComparisonError) as caught:
        zr.compare(two_homes(), reform, MONTH, "rsa")
    text = str(caught.value)
    assert "après / rsa : reçu 1 ménage(s) au montant inconnu" in text
    assert "après / revenu_disponible_mensuel" in text
    assert not any(fault.path[0] == "avant" for fault in caught.value.faults)
    made = zr.compare(two_homes(), reform, MONTH, "rsa", weights=[0, 1])
    assert made.cost()["par_mois_apres"].tolist() == [100]
    assert not np.isnan(made.by("decile")["solde"]).any()
    assert not np.isnan(made.gini()).any()


def test_a_menage_where_nobody_is_born():
    people = two_homes(("1990-01-15", "2026-09-01"))
    with pytest.raises(zr.ComparisonError, match=r"1 ménage\(s\) sans personne née \(1\)"):
        zr.compare(people, None, MONTH, "rsa")
    assert zr.compare(people, None, MONTH, "rsa", weights=[1, 0]).homes.sizes.tolist() == [1, 0]


def unknown_rsa():
    class rsa(Variable):  # noqa: N801
        value_type = float
        entity = Famille
        definition_period = DateUnit.MONTH
        label = "RSA inconnu pour la première famille"
        unit = "EUR"

        def formula(famille, period, parameters):  # noqa: N805
            return np.where(famille.members_entity_id == 0, np.nan, 100.0)

    return rsa


class Removed(Reform):
    """A law that forgets what disposable incomes are."""

    def apply(self):
        del self.variables["revenu_disponible_mensuel"]


def test_what_is_no_population():
    with pytest.raises(zr.ComparisonError, match=r"people : .* attendu une population"):
        zr.compare({"individus": {"p1": {}}}, None, MONTH, "rsa")


def test_a_menage_without_weight_makes_no_group():
    """The second has no weight: its own label, its type and its département are in no table."""
    people = two_homes()
    made = zr.compare(people, None, MONTH, "rsa", weights=[2, 0])
    assert made.by(["one", "two"])["groupe"].tolist() == ["one"]
    assert made.by(["one", "two"], minimum_cell=2)["note"].tolist() == [
        "masqué : moins de 2 ménages observés"
    ]
    for name in ("decile", "type_menage", "departement"):
        table = made.by(name)
        assert table["menages"].tolist() == [2]
        assert len(table) == 1
