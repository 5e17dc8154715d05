"""One household: what it has a right to and does not receive. Amounts from the texts, by hand."""

from __future__ import annotations

import json

import pytest

import zeronr_rules as zr

# Montant forfaitaire of one person from 1 April 2025 (décret n° 2025-293): the months of
# reference of February and of May 2026 are in its time.
MF = 646.52
# Forfait logement of one person: 12 % of it (R262-9 CASF), to the cent.
FORFAIT = 77.58


def alone(**more):
    """A person of 36, without any income, in the Ain; everything that the rules ask is told."""
    years = ("2024", "2025", "2026")
    return {
        "individus": {"p1": {"date_naissance": "1990-03-15", **more.pop("individu", {})}},
        "familles": {"f1": {"parents": ["p1"], **more.pop("famille", {})}},
        "foyers_fiscaux": {"d1": {"declarants": ["p1"]}},
        "menages": {
            "m1": {
                "personne_de_reference": "p1",
                "depcom": dict.fromkeys(years, "01053"),
                "statut_occupation_logement": dict.fromkeys(
                    years, more.pop("tenure", "sans_domicile")
                ),
                **more,
            }
        },
    }


def tenant(**more):
    years = ("2024", "2025", "2026")
    return alone(tenure="locataire_vide", loyer=dict.fromkeys(years, 6000), **more)


def rights(situation, received, period="2026-05", **more):
    more.setdefault("readings", False)
    return zr.takeup.unclaimed(situation, received, period, **more).families[0]


class TestOneRight:
    def test_nothing_received(self):
        """R262-4 CASF: no resources, three months at 646.52: 646.52 a month, all missing."""
        found = rights(alone(), {"rsa": 0})["rsa"]
        assert (found.eligible, found.due, found.received) == (True, MF, 0.0)
        assert (found.missing, found.status, found.lost) == (MF, "non_percu", True)
        assert found.reference == "L262-18 et R262-33 CASF"

    def test_all_received(self):
        found = rights(alone(), {"rsa": MF, "ppa": 0})
        assert found.missing == 0
        assert found["rsa"].status == "percu"
        assert found.paths == ()

    def test_part_received_is_a_revision_and_no_claim(self):
        found = rights(alone(), {"rsa": 300})
        assert (found["rsa"].status, found["rsa"].missing) == ("incomplet", 346.52)
        assert found.paths == ()

    def test_not_named_is_not_zero(self):
        found = rights(alone(), {"ppa": 0})["rsa"]
        assert (found.due, found.received, found.missing) == (MF, None, None)
        assert found.status == "a_verifier"

    @pytest.mark.parametrize(("received", "status"), [(MF - 1, "percu"), (MF - 1.01, "incomplet")])
    def test_a_euro_is_no_difference(self, received, status):
        assert rights(alone(), {"rsa": received})["rsa"].status == status

    def test_more_than_due_is_told_without_an_amount(self):
        found = zr.takeup.unclaimed(alone(), {"rsa": 987.65}, "2026-05", readings=False)
        assert found.families[0]["rsa"].status == "ecart_a_verifier"
        assert found.missing == 0
        assert "987,65" not in str(found)
        assert "écart à vérifier avec la personne" in str(found)
        assert "trop-perçu" not in str(found)

    def test_no_right(self):
        """L262-4 1° CASF: 20 years, no child, no work: no RSA."""
        situation = alone()
        situation["individus"]["p1"]["date_naissance"] = "2005-06-01"
        found = rights(situation, {"rsa": 0})["rsa"]
        assert (found.eligible, found.missing, found.status) == (False, 0.0, "pas_de_droit")

    def test_a_reform_changes_what_is_missing(self):
        reform = zr.reforms.parametric({"prestations.rsa.montant_forfaitaire": {"2025-10:": 700}})
        assert rights(alone(), {"rsa": 0}, reform=reform)["rsa"].missing == 700

    def test_amounts_given_for_the_month_are_not_what_is_due(self):
        situation = alone(famille={"rsa": {"2026-05": 12.0}})
        assert rights(situation, {"rsa": 0})["rsa"].missing == MF


@pytest.fixture(scope="module")
def found():
    return rights(tenant(), {"rsa": 0, "ppa": 0, "aide_logement": 0})


class TestClaims:
    """RSA and housing aid of a tenant: R262-9 and R262-10 CASF, M-4 to M-2, quarter by quarter.

    Without aid in the months of reference, RSA is 646.52; with it in all three, it is
    646.52 - 77.58 = 568.94. Claimed together in month 0, the quarter of months 3 to 5 looks at
    months -1, 0 and 1, two of which have the aid: (646.52 + 2 x 568.94) / 3 = 594.80; that of
    months 6 to 8 at months 2 to 4: 568.94.
    """

    quarters = (3 * [MF]) + (3 * [594.80]) + (6 * [568.94])

    def test_first_month(self, found):
        """Nothing claimed this month changes what another right gives this month."""
        aid = found["aide_logement"].due
        assert aid > FORFAIT
        for path in found.paths:
            for right, at in path.claims.items():
                if not at:
                    assert path.amounts[right][0] == found[right].due

    def test_alone(self, found):
        aid = found["aide_logement"].due
        assert found.path({"rsa": 0}).amounts["rsa"] == (MF,) * 12
        assert found.path({"aide_logement": 0}).total == pytest.approx(12 * aid)
        assert found.path({}).total == 0

    def test_together(self, found):
        path = found.path({"rsa": 0, "aide_logement": 0})
        assert path.amounts["rsa"] == pytest.approx(self.quarters)
        assert path.amounts["aide_logement"] == (found["aide_logement"].due,) * 12
        assert path.monthly[0] == pytest.approx(MF + found["aide_logement"].due)

    def test_waiting(self, found):
        """A month later, the same quarters: their last month is what waiting loses."""
        now, later = (found.path(dict.fromkeys(("rsa", "aide_logement"), at)) for at in (0, 1))
        assert later.amounts["rsa"] == pytest.approx([0, *self.quarters[:-1]])
        assert now.total - later.total == pytest.approx(568.94 + found["aide_logement"].due)

    def test_the_aid_first(self, found):
        """Aid in month 0, RSA in month 1: its second quarter, months 4 to 6, looks at 0 to 2."""
        path = found.path({"aide_logement": 0, "rsa": 1})
        assert path.amounts["rsa"] == pytest.approx([0, *(3 * [MF]), *(8 * [568.94])])

    def test_rsa_first(self, found):
        """RSA in month 0, aid in month 1: the second quarter, months 3 to 5, looks at -1 to 1."""
        path = found.path({"rsa": 0, "aide_logement": 1})
        second = (2 * MF + 568.94) / 3
        assert path.amounts["rsa"] == pytest.approx(
            [*(3 * [MF]), *(3 * [second]), *(6 * [568.94])], abs=0.01
        )

    def test_advice(self, found):
        """RSA first loses the aid of a month, but 25.86 x 3 of RSA; the aid first loses more."""
        aid = found["aide_logement"].due
        now = found.path({"rsa": 0, "aide_logement": 0}).total
        assert found.first == ("rsa", "aide_logement")
        loses = now - found.path({"rsa": 0, "aide_logement": 1}).total
        assert loses == pytest.approx(aid - 3 * 25.86, abs=0.02)
        text = "\n".join(found.advice)
        assert "commencer par RSA" in text
        assert "R262-9 et R262-10 CASF" in text
        assert "646,52" in text
        assert "568,94" in text

    def test_rsa_raises_the_aid_of_who_had_wages(self):
        """R822-17 CCH: with RSA received the month before, past wages are left out of the AL."""
        wages = {f"2025-{month:02}": 1500 for month in range(4, 13)}
        situation = tenant(individu={"salaire_imposable": wages, "salaire_net": wages})
        found = rights(situation, {"rsa": 0, "ppa": 0, "aide_logement": 0})
        told = tenant(
            individu={"salaire_imposable": wages, "salaire_net": wages},
            famille={"rsa_percu": {"2026-04": 500}},
        )
        with_rsa = float(zr.calculate(told, "2026-05", "aide_logement")["aide_logement"][0])
        path = found.path({"rsa": 0, "aide_logement": 0})
        assert found["aide_logement"].due < with_rsa
        assert path.amounts["aide_logement"][3:] == (with_rsa,) * 9
        only = found.path({"aide_logement": 0}).amounts["aide_logement"]
        assert only == (found["aide_logement"].due,) * 12
        assert "R822-17 CCH" in "\n".join(found.advice)

    def test_rsa_opens_an_aid_that_wages_close(self):
        """3000 euros a month until December: no AL; RSA received, they are left out (R822-17)."""
        wages = {f"2025-{month:02}": 3000 for month in range(4, 13)}
        situation = tenant(individu={"salaire_imposable": wages, "salaire_net": wages})
        found = rights(situation, {"rsa": 0, "ppa": 0, "aide_logement": 0})
        aid = found["aide_logement"]
        assert (aid.due, aid.missing, aid.status) == (0.0, 0.0, "apres_une_autre_demande")
        assert found.path({"aide_logement": 0}).total == 0
        amounts = found.path({"rsa": 0, "aide_logement": 0}).amounts["aide_logement"]
        assert amounts[:3] == (0, 0, 0)
        assert amounts[3] > 200
        assert "Demander en même temps" in "\n".join(found.advice)

    def test_a_claim_of_rsa_is_one_of_prime_activite(self):
        """300 euros of wages: RSA and prime d'activité are due; one claim opens both."""
        wages = {f"2026-{month:02}": 300 for month in range(1, 5)}
        found = rights(alone(individu={"salaire_net": wages}), {"rsa": 0, "ppa": 0})
        assert found["ppa"].missing > 0
        assert [path.claims for path in found.paths] == [{}, {"rsa": 0}, {"rsa": 1}]
        assert found.path({"rsa": 0}).amounts["ppa"][0] == found["ppa"].due

    def test_other_rights_follow(self, found):
        assert [one.label for one in found.follows] == [
            "Complémentaire santé solidaire sans participation",
            "Prime de Noël",
        ]
        assert rights(alone(), {"rsa": MF}).follows != ()
        young = alone()
        young["individus"]["p1"]["date_naissance"] = "2005-06-01"
        assert rights(young, {"rsa": 0}).follows == ()

    def test_a_sanction_leaves_the_right_open(self):
        """A total suspension pays nothing, but the right to RSA stays open (R262-68 CASF)."""
        sanction = {
            "rsa_sanction": {"2026-05": "suspension"},
            "rsa_sanction_taux_demande": {"2026-05": 1.0},
            "rsa_sanction_duree_demandee": {"2026-05": 1},
        }
        found = rights(alone(individu=sanction), {"rsa": 0})
        assert (found["rsa"].eligible, found["rsa"].missing) == (True, 0)
        assert found["rsa"].status == "rien_a_verser"
        assert found.paths == ()
        assert found.follows != ()


class TestCertainty:
    def test_certain(self):
        """February 2026: no text that is read has another reading that changes 646.52."""
        found = rights(alone(), {"rsa": 0, "aide_logement": 0}, "2026-02", readings=True)
        assert found["rsa"].certainty.level == "certain", found["rsa"].certainty.reasons
        assert found["rsa"].certainty.reasons == ()

    def test_another_reading(self):
        """May 2026: read at the month of the right, the value is that of April 2026, 651.69."""
        found = rights(alone(), {"rsa": 0, "aide_logement": 0}, readings=True)["rsa"].certainty
        assert found.level == "probable"
        assert any("651,69" in reason for reason in found.reasons)

    def test_a_permit(self):
        """L262-4 2° CASF reads how long the permit has been held."""
        situation = alone(individu={"nationalite": dict.fromkeys(("2025", "2026"), "DZ")})
        found = rights(situation, {"rsa": 0})["rsa"]
        assert found.eligible is False
        assert found.certainty.level == "needs_document"
        assert found.certainty.documents == (
            "titre de séjour et sa durée (L262-4 2° CASF, L842-2 CSS)",
        )

    def test_a_lease(self):
        situation = alone(tenure="locataire_vide")
        found = rights(situation, {"aide_logement": 0})["aide_logement"]
        assert found.certainty.level == "needs_document"
        assert "bail" in found.certainty.documents[0]

    def test_what_the_aid_lacks_is_not_hidden_by_what_was_received(self):
        situation = alone(tenure="locataire_vide")
        found = rights(situation, {"aide_logement": 210})["aide_logement"]
        assert found.certainty.level == "needs_document"
        assert found.status == "ecart_a_verifier"

    def test_nobody_can_tell(self):
        """Mayotte: amounts that nobody published."""
        situation = alone(individu={"salaire_net": {f"2026-{m:02}": 900 for m in range(1, 6)}})
        years = ("2024", "2025", "2026")
        situation["menages"]["m1"]["depcom"] = dict.fromkeys(years, "97611")
        found = zr.takeup.unclaimed(situation, {"ppa": 0}, "2026-05", readings=False)
        assert found.families[0]["ppa"].certainty.level == "indetermine"
        assert ("f1", "ppa") in found.undecided

    def test_something_assumed(self):
        situation = {"individus": {"p1": {"date_naissance": "1990-03-15"}}}
        found = rights(situation, {"rsa": 0})
        assert found["rsa"].certainty.level == "probable"


class TestInput:
    def test_the_kind_of_aid(self):
        assert rights(tenant(), {"apl": 0})["aide_logement"].received == 0
        assert rights(tenant(), {"apl": None})["aide_logement"].received is None

    def test_all_faults_together(self):
        given = {"rsaa": 0, "ppa": -1, "af": "mille", "cf": True, "aide_logement": 1, "apl": 2}
        with pytest.raises(zr.TakeUpError) as raised:
            zr.takeup.unclaimed(alone(), given, "2026-05")
        assert len(raised.value.faults) == 5
        assert "« rsa »" in str(raised.value)

    def test_several_familles(self):
        two = {
            "individus": {
                "a": {"date_naissance": "1990-03-15"},
                "b": {"date_naissance": "1985-03-15"},
            }
        }
        with pytest.raises(zr.TakeUpError, match="chacune des familles"):
            zr.takeup.unclaimed(two, {"rsa": 0}, "2026-05")
        names = [str(one) for one in zr.calculate(two, "2026-05", "rsa").ids("rsa")]
        given = {names[0]: {"rsa": 0}, names[1]: {"rsa": MF}}
        found = zr.takeup.unclaimed(two, given, "2026-05", readings=False)
        assert [one.missing for one in found.families] == [MF, 0]
        assert found[names[0]].path({"rsa": 0}).total == pytest.approx(12 * MF)
        with pytest.raises(zr.TakeUpError, match="une famille de la situation"):
            zr.takeup.unclaimed(two, {"zzz": {"rsa": 0}}, "2026-05")

    @pytest.mark.parametrize("more", [{"months": 0}, {"tolerance": -1.0}, {"months": 2.5}])
    def test_arguments(self, more):
        with pytest.raises(zr.TakeUpError):
            zr.takeup.unclaimed(alone(), {"rsa": 0}, "2026-05", **more)

    def test_an_aid_not_known_is_counted_as_received(self):
        """Not named, the aid is taken as the rules compute it: 646.52 - 77.58."""
        assert rights(tenant(), {"rsa": 0})["rsa"].due == 568.94
        assert rights(tenant(), {"rsa": 0, "aide_logement": 0})["rsa"].due == MF

    def test_a_year_is_refused(self):
        with pytest.raises(zr.PeriodError, match="attendu un mois"):
            zr.takeup.unclaimed(alone(), {"rsa": 0}, "2026")

    def test_the_situation_is_not_changed(self):
        situation = tenant()
        before = json.dumps(situation)
        rights(situation, {"rsa": 0, "aide_logement": 0})
        assert json.dumps(situation) == before


class TestReport:
    def test_json(self):
        given = {"rsa": 0, "aide_logement": 0}
        found = zr.takeup.unclaimed(tenant(), given, "2026-05", readings=False)
        told = json.loads(json.dumps(found.to_dict(), allow_nan=False))
        assert told["families"][0]["rights"][0]["missing"] == MF
        assert told["families"][0]["rights"][0]["certainty"]["level"]
        assert told["families"][0]["paths"][1]["claims"] == {"rsa": 0}

    def test_command(self, tmp_path, capsys):
        from zeronr_rules.cli import main

        situation, received = tmp_path / "famille.json", tmp_path / "recu.yaml"
        situation.write_text(json.dumps(alone()), encoding="utf-8")
        received.write_text("rsa: 0\nppa: 0\n", encoding="utf-8")
        arguments = ["unclaimed", str(situation), "--received", str(received)]
        assert main([*arguments, "--period", "2026-02"]) == 0
        shown = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
        assert "646,52 €" in shown
        assert "Prime de Noël" in shown
        assert main([*arguments, "--period", "2026-02", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["missing"] == MF
        received.write_text("rsaa: 0\n", encoding="utf-8")
        assert main([*arguments, "--period", "2026-02"]) == 2
        assert "« rsa »" in capsys.readouterr().err
