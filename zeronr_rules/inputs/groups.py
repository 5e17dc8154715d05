"""Who belongs to which famille, foyer fiscal and ménage, and in what role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zeronr_rules.errors import did_you_mean, near_names
from zeronr_rules.inputs.catalogue import EntitySpec
from zeronr_rules.inputs.faults import Faults, name_of, show
from zeronr_rules.inputs.situation import Group


def default_group(entity: EntitySpec, persons: Mapping[str, int]) -> Group:
    """Put each person alone in a group of its own, as openfisca_core does."""
    first = entity.roles[entity.first_role].flat_roles[0]
    return Group(
        ids=tuple(persons),
        members=tuple(range(len(persons))),
        roles=(first,) * len(persons),
    )


def read_groups(
    entity: EntitySpec,
    nodes: Mapping[str, Mapping[Any, Any]],
    persons: Mapping[str, int],
    faults: Faults,
) -> Group:
    """Read the members of every group of an entity that the situation lists.

    Each person must be in exactly one of them, and each must have somebody in
    its first role.
    """
    member_of: list[int] = [-1] * len(persons)
    role_of: list[str] = [""] * len(persons)
    ids = tuple(nodes)
    for rank, (group_id, node) in enumerate(nodes.items()):
        path = (entity.plural, group_id)
        lists = _role_lists(entity, node, path, faults)
        for key, people in lists.items():
            _check_count(entity, key, people, path, faults)
            flat = entity.roles[key].flat_roles
            for position, (given, place) in enumerate(people):
                index = persons.get(given)
                if index is None:
                    _unknown_person(given, place, persons, faults)
                elif member_of[index] >= 0:
                    first = ids[member_of[index]]
                    faults.add(
                        place,
                        f"« {given} »",
                        f"une personne dans une seule entrée de {entity.plural}",
                        f"« {given} » est déjà dans « {first} ».",
                    )
                else:
                    member_of[index] = rank
                    role_of[index] = flat[min(position, len(flat) - 1)]
        if not lists.get(entity.first_role):
            first_role = entity.roles[entity.first_role]
            faults.add(
                (*path, entity.first_role),
                "personne",
                f"au moins une personne ({first_role.flat_roles[0]})",
                f"Donner « {entity.first_role} ».",
            )
    _check_complete(entity, persons, member_of, faults)
    return Group(ids=ids, members=tuple(member_of), roles=tuple(role_of))


def is_role_key(entity: EntitySpec, key: str) -> bool:
    """Whether a key of a group lists members, and is not a variable."""
    return key in entity.roles or key in entity.subroles


# A person named in a role, and where.
_Named = tuple[str, tuple[str, ...]]


def _role_lists(
    entity: EntitySpec, node: Mapping[Any, Any], path: tuple[str, ...], faults: Faults
) -> dict[str, list[_Named]]:
    lists: dict[str, list[_Named]] = {}
    single: dict[str, dict[int, _Named]] = {}
    for key, value in node.items():
        if not isinstance(key, str) or not is_role_key(entity, key):
            continue
        people = _people(value, (*path, key), faults)
        if key in entity.roles:
            lists[key] = people
            continue
        role, place = entity.subroles[key]
        if len(people) > 1:
            faults.add((*path, key), f"{len(people)} personnes", f"une personne pour {key}")
        if people:
            single.setdefault(role, {})[place] = people[0]
    for role, by_place in single.items():
        keys = " et ".join(entity.roles[role].flat_roles)
        if role in lists:
            faults.add(
                (*path, role),
                f"« {role} » et « {keys} »",
                f"l'un ou l'autre : la liste « {role} », ou {keys}",
            )
        elif 0 not in by_place:
            # A conjoint without demandeur: the missing first place is reported once.
            lists[role] = []
            named, place_path = next(iter(by_place.values()))
            faults.add(
                place_path, f"« {named} » seul", f"d'abord {entity.roles[role].flat_roles[0]}"
            )
        else:
            lists[role] = [by_place[place] for place in sorted(by_place)]
    return lists


def _people(value: Any, path: tuple[str, ...], faults: Faults) -> list[_Named]:
    if value is None:
        return []
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        value = [value]
    if not isinstance(value, (list, tuple)):
        faults.add(path, show(value), "une liste d'identifiants de personnes")
        return []
    people: list[_Named] = []
    for rank, item in enumerate(value):
        if isinstance(item, (str, int)) and not isinstance(item, bool):
            people.append((name_of(item), path))
        else:
            faults.add((*path, str(rank)), show(item), "l'identifiant d'une personne")
    return people


def _check_count(
    entity: EntitySpec, key: str, people: list[_Named], path: tuple[str, ...], faults: Faults
) -> None:
    limit = entity.roles[key].max
    if limit is not None and len(people) > limit:
        plural = "s" if limit > 1 else ""
        faults.add(
            (*path, key),
            f"{len(people)} personnes",
            f"au plus {limit} personne{plural} dans le rôle {key} d'une entrée de {entity.plural}",
        )


def _unknown_person(
    given: str, place: tuple[str, ...], persons: Mapping[str, int], faults: Faults
) -> None:
    near = near_names(given, persons) if len(faults.found) < 20 else []
    faults.add(place, show(given), "l'identifiant d'une personne de individus", did_you_mean(near))


def _check_complete(
    entity: EntitySpec, persons: Mapping[str, int], member_of: list[int], faults: Faults
) -> None:
    left_out = [person for person, index in persons.items() if member_of[index] < 0]
    if left_out:
        named = ", ".join(f"« {person} »" for person in left_out[:10])
        faults.add(
            (entity.plural,),
            f"une liste où manque {named}" + (" …" if len(left_out) > 10 else ""),
            "toutes les personnes, chacune une fois",
            f"Les ajouter, ou ôter {entity.plural} en entier : chacun y sera alors compté seul.",
        )
