"""The one member that is explained, and the persons around it."""

from __future__ import annotations

from attrs import frozen

from zeronr_rules.errors import UnknownIdError, did_you_mean, near_names
from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.inputs.faults import show
from zeronr_rules.inputs.situation import Situation


@frozen
class Target:
    """One member of an entity: its rank, and the ranks of its persons."""

    entity: str
    id: str
    rank: int
    persons: tuple[int, ...]


def find_target(
    situation: Situation, catalogue: Catalogue, entity: str, entity_id: str | None
) -> Target:
    """Return the member asked for; without identifier, the only one.

    Raises
    ------
    UnknownIdError
        When nobody has that identifier, or none is given and there are several.

    """
    ids = situation.ids(entity)
    plural = catalogue.plural_of(entity)
    if entity_id is None:
        if len(ids) != 1:
            message = (
                f"La situation a {len(ids)} {plural} : dire lequel expliquer par son "
                f"identifiant (entity_id). Attendu l'un de : {_listed(ids)}."
            )
            raise UnknownIdError(message)
        entity_id = ids[0]
    if entity_id not in ids:
        hint = did_you_mean(near_names(str(entity_id), ids))
        message = (
            f"entity_id : reçu {show(entity_id)} ; attendu l'un des identifiants de "
            f"{plural} : {_listed(ids)}. {hint}"
        )
        raise UnknownIdError(message.rstrip())
    rank = ids.index(entity_id)
    if entity == catalogue.persons_key:
        return Target(entity, entity_id, rank, (rank,))
    members = situation.groups[entity].members
    persons = tuple(person for person, group in enumerate(members) if group == rank)
    return Target(entity, entity_id, rank, persons)


def ranks_around(situation: Situation, target: Target, entity: str) -> tuple[int, ...]:
    """Return the ranks of the members of an entity that share a person with the target."""
    if entity == target.entity:
        return (target.rank,)
    if entity not in situation.groups:
        return target.persons
    members = situation.groups[entity].members
    return tuple(dict.fromkeys(members[person] for person in target.persons))


def _listed(ids: tuple[str, ...]) -> str:
    more = f" et {len(ids) - 20} autres" if len(ids) > 20 else ""
    return ", ".join(ids[:20]) + more
