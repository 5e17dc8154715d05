"""The one entity of the system."""

from __future__ import annotations

from openfisca_core.entities import build_entity

StructureAccueil = build_entity(
    key="structure_accueil",
    plural="structures_accueil",
    label="Structure d'accueil du jeune enfant",
    doc="Une crèche, une micro-crèche, ou un autre mode d'accueil.",
    is_person=True,
)
