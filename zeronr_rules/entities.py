"""The four entities, with OpenFisca-France's keys, plurals and roles."""

from __future__ import annotations

from openfisca_core.entities import build_entity

Individu = build_entity(
    key="individu",
    plural="individus",
    label="Individu",
    doc="Une personne, adulte ou enfant.",
    is_person=True,
)

Famille = build_entity(
    key="famille",
    plural="familles",
    label="Famille",
    doc="Le foyer au sens des prestations : un ou deux parents et les personnes à leur charge.",
    roles=[
        {
            "key": "parent",
            "plural": "parents",
            "label": "Parents",
            "doc": "Le demandeur et son conjoint, concubin ou partenaire de PACS.",
            "subroles": ["demandeur", "conjoint"],
        },
        {
            "key": "enfant",
            "plural": "enfants",
            "label": "Enfants",
            "doc": "Les enfants et les autres personnes à charge du demandeur ou de son conjoint.",
        },
    ],
)

FoyerFiscal = build_entity(
    key="foyer_fiscal",
    plural="foyers_fiscaux",
    label="Foyer fiscal",
    doc="Les personnes d'une même déclaration de revenus.",
    roles=[
        {
            "key": "declarant",
            "plural": "declarants",
            "label": "Déclarants",
            "doc": "Le ou les deux déclarants.",
            "subroles": ["declarant_principal", "conjoint"],
        },
        {
            "key": "personne_a_charge",
            "plural": "personnes_a_charge",
            "label": "Personnes à charge",
            "doc": "Les personnes rattachées à la déclaration.",
        },
    ],
)

Menage = build_entity(
    key="menage",
    plural="menages",
    label="Ménage",
    doc="Les personnes d'un même logement.",
    roles=[
        {
            "key": "personne_de_reference",
            "label": "Personne de référence",
            "doc": "La personne de référence du logement.",
            "max": 1,
        },
        {
            "key": "conjoint",
            "label": "Conjoint",
            "doc": "Le conjoint de la personne de référence.",
            "max": 1,
        },
        {
            "key": "enfant",
            "plural": "enfants",
            "label": "Enfants",
            "doc": "Les enfants de la personne de référence ou de son conjoint.",
        },
        {
            "key": "autre",
            "plural": "autres",
            "label": "Autres",
            "doc": "Les autres personnes du logement.",
        },
    ],
)

ENTITIES = (Individu, Famille, FoyerFiscal, Menage)
