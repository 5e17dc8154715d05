"""The lines of the benefits that RSA and prime d'activité both count."""

from __future__ import annotations

from zeronr_rules.explain.declaration import Step

BMAF = "prestations.prestations_familiales.bmaf"
QUARTER = "prestations.ressources_trimestrielles"


def family_benefits(isolated: str, paje: str) -> tuple[Step, ...]:
    """Return their lines, for the variables that say who is isolated and what AB counts."""
    return (
        Step("af_comptees", "allocations familiales", at="mois", level=1, parameters=(BMAF,)),
        Step(
            "cf_compte",
            "complément familial",
            at="mois",
            level=1,
            parameters=(BMAF, f"{QUARTER}.complement_familial"),
        ),
        Step(
            "rsa_forfait_asf",
            "allocation de soutien familial",
            at="mois",
            level=1,
            parameters=(BMAF, f"{QUARTER}.asf.un_parent_absent"),
        ),
        Step(
            "paje_base_comptee_isolement",
            "allocation de base, parent isolé",
            at="mois",
            level=1,
            when=isolated,
            parameters=(f"{QUARTER}.paje_mois_exclus_isolement",),
        ),
        Step(paje, "allocation de base", at="mois", level=1, unless=isolated),
        Step("prestations_education_comptees", "PreParE et compléments", at="mois", level=1),
        Step("aspa", "ASPA", at="mois", level=1),
    )
