"""Notices: what a result assumed, ignored or could not know."""

from __future__ import annotations

from typing import Any

from attrs import frozen

# Ends the code of a notice on an amount that the rules declare unknown.
INDETERMINATE = "_indetermine"
# Codes of what was taken for granted because an input was absent or partial: with
# ``strict``, errors. The other notices say what nobody could give.
ASSUMED = frozenset(
    {
        "aide_logement_absente",
        "aide_logement_mois_demande_absent",
        "coloc_nombre_cotitulaires_absent",
        "date_evenement_isolement_absente",
        "date_naissance_absente",
        "date_naissance_deduite",
        "date_pret_absente",
        "depcom_absent",
        "entite_completee",
        "loyer_sans_statut",
        "mois_non_renseignes",
        "noms_openfisca_france_ignores",
        "revenus_douze_mois_absents",
        "revenus_n_2_absents",
        "rsa_percu_suppose",
        "situation_asf_absente",
        "statut_occupation_logement_absent",
        "titre_sejour_absent",
        "titre_sejour_etudiant_absent",
        "zone_et_commune_differentes",
    }
)


@frozen
class Notice:
    """One thing that the reader of a result must know.

    Parameters
    ----------
    code
        Stable name of the kind of notice, for programs.
    message
        The sentence, in French, for people.
    variable, entity, ids, period
        What it is about, where that makes sense: variable name, entity key,
        identifiers of the members, period or periods.

    """

    code: str
    message: str
    variable: str | None = None
    entity: str | None = None
    ids: tuple[str, ...] = ()
    period: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that JSON can hold."""
        return {
            "code": self.code,
            "message": self.message,
            "variable": self.variable,
            "entity": self.entity,
            "ids": list(self.ids),
            "period": self.period,
        }

    def __str__(self) -> str:
        return self.message
