"""A reform is a value: equal by content, frozen, composed, printed."""

from __future__ import annotations

import json
import pickle

import attrs
import pytest
from openfisca_core.reforms import Reform as CoreReform

import zeronr_rules as zr
from zeronr_rules.variables.rsa.montant import rsa as rsa_variable

RSA = "prestations.rsa.montant_forfaitaire"
AGE = "prestations.rsa.age.minimum"
more = zr.reforms.parametric


class SansRsa(CoreReform):
    """Il n'y a plus de RSA."""

    name = "sans RSA"

    def apply(self):
        self.neutralize_variable("rsa")


def test_equality_is_that_of_the_content():
    one = more({RSA: {"2026-04": 700}}, name="a", label="b", documentation="c")
    other = more({RSA: {"2026-04": 700.0}})
    assert one == other
    assert hash(one) == hash(other)
    assert one != more({RSA: {"2026-04": 701}})
    assert one != more({RSA: {"2026-04:": 700}})
    assert len({one, other}) == 1
    assert more({RSA: {"2026-04": 1}, AGE: {"2026-04": 20}}) == more(
        {AGE: {"2026-04": 20}, RSA: {"2026-04": 1}}
    )


def test_it_is_frozen():
    reform = more({RSA: {"2026-04": 700}})
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        reform.name = "autre"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        reform.steps[0].value = 1


def test_what_was_given_can_change_afterwards():
    given = {RSA: {"2026-04": 700}}
    reform = more(given)
    given[RSA]["2026-04"] = 800
    assert reform == more({RSA: {"2026-04": 700}})


@pytest.mark.parametrize(
    "reform",
    [
        more({RSA: {"2026-04": {"factor": 1.1}}}, name="a", reference=["x", "y"]),
        zr.reforms.structural(neutralise=["rsa", "ppa"]),
        zr.reforms.structural(replace=rsa_variable),
        zr.reforms.convention("bonification_2026", "mois_de_reference"),
        more({RSA: {"2026-04": 700}}) + zr.reforms.structural(neutralise="rsa"),
    ],
    ids=["factor", "neutralise", "replace", "convention", "sum"],
)
def test_pickle_json_and_print(reform):
    again = pickle.loads(pickle.dumps(reform))  # noqa: S301 - ours
    assert again == reform
    assert again.to_dict() == reform.to_dict()
    assert json.loads(json.dumps(reform.to_dict())) == reform.to_dict()
    assert reform.name in str(reform)
    assert reform.digest == again.digest


def test_a_class_of_openfisca_core_is_a_reform():
    reform = zr.reforms.of_class(SansRsa)
    assert reform.name == "sans RSA"
    assert reform.documentation == "Il n'y a plus de RSA."
    assert reform == zr.reforms.of_class(SansRsa)
    assert zr.reforms.of_class(reform) is reform
    assert pickle.loads(pickle.dumps(more({RSA: {"2026-04": 1}}))) != reform  # noqa: S301


def test_sums():
    a, b = more({RSA: {"2026-04": 700}}, name="a"), more({AGE: {"2026-04": 20}}, name="b")
    assert a + b == b + a
    assert (a + b).name == "a + b"
    assert sum([a, b]) == a + b
    assert (a + SansRsa).name == "a + sans RSA"
    assert (SansRsa + a).name == "sans RSA + a"
    # Nothing is known of what a class does: its place matters.
    assert a + SansRsa != SansRsa + a
    with pytest.raises(TypeError):
        a + 3


def test_the_order_matters_on_the_same_parameter(alone):
    """First 700 then 10 % more: 770. First 10 % more, then 700: 700."""
    fixed, tenth = more({RSA: {"2026-01:": 700}}), more({RSA: {"2026-01:": {"factor": 1.1}}})
    assert fixed + tenth != tenth + fixed
    found = [
        float(zr.calculate(alone, "2026-05", "rsa", reform=one)["rsa"][0])
        for one in (fixed + tenth, tenth + fixed)
    ]
    assert found == [770, 700]


def test_the_second_sees_the_law_that_the_first_made():
    """Its plain month lasts until the next value, that of the first reform included."""
    first, second = more({RSA: {"2026-07:": 700}}), more({RSA: {"2026-05": 680}})
    segments = [(one.since, one.until, one.after) for one in (first + second).diff().parameters]
    assert segments == [("2026-05-01", "2026-06-30", 680), ("2026-07-01", None, 700)]


def test_diff():
    reform = zr.reforms.get("rsa_plus_10_pour_cent") + zr.reforms.structural(neutralise="ppa")
    found = reform.diff()
    last = found.parameters[-1]
    assert (last.path, last.since, last.until) == (RSA, "2026-04-01", None)
    assert (last.before, last.after) == (651.69, 716.86)
    assert [(one.name, one.action) for one in found.variables] == [("ppa", "neutralisée")]
    text = str(found).replace("\N{NO-BREAK SPACE}", " ")
    assert "à partir du 1er avril 2026 : 651,69 €/mois → 716,86 €/mois" in text
    assert "du 1er avril 2025 au 31 mars 2026 : 646,52 €/mois → 711,17 €/mois" in text
    assert "(ppa) : neutralisée" in text
    assert json.loads(json.dumps(found.to_dict()))["variables"][0]["name"] == "ppa"


def test_diff_of_nothing_and_of_a_class():
    same = more({RSA: {"2026-04": 651.69}}).diff()
    assert not same
    assert "Rien : la loi reste la même." in str(same)
    assert [one.name for one in zr.reforms.of_class(SansRsa).diff().variables] == ["rsa"]
    assert not zr.reforms.parametric({}).diff()
    assert "(ne change rien)" in str(zr.reforms.parametric({}))
