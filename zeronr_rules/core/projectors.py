"""From one entity to another: ``individu.famille``, ``famille.demandeur.menage``."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from openfisca_core.entities import find_role

from zeronr_rules.core.arrays import Array

# Methods of an entity whose result goes through the projection.
PROJECTABLE = frozenset(
    [
        "has_role",
        "value_from_partner",
        "get_rank",
        "sum",
        "any",
        "reduce",
        "all",
        "max",
        "min",
        "nb_persons",
        "value_from_person",
        "value_nth_person",
        "value_from_first_person",
    ]
)


class Projector:
    """Another entity seen from where the formula stands.

    Parameters
    ----------
    view
        The entity that is read.
    transform
        What brings its values one step back.
    parent
        The projector this one was reached through, if any.

    """

    def __init__(
        self, view: Any, transform: Callable[[Array], Array], parent: Projector | None
    ) -> None:
        self.reference_entity = view
        self.parent = parent
        self._transform = transform

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return a variable of the entity reached, brought back."""
        return self.transform_and_bubble_up(self.reference_entity(*args, **kwargs))

    def transform_and_bubble_up(self, result: Any) -> Any:
        """Bring values back to where the formula stands."""
        result = self._transform(result)
        if self.parent is None:
            return result
        return self.parent.transform_and_bubble_up(result)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found: Any = shortcut(self.reference_entity, name, self)
        if found is None:
            found = getattr(self.reference_entity, name)
            if name in PROJECTABLE:
                found = functools.partial(self._projected, found)
            elif not callable(found):
                return found
        self.__dict__[name] = found
        return found

    def _projected(self, method: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return self.transform_and_bubble_up(method(*args, **kwargs))


def shortcut(view: Any, name: str, parent: Projector | None = None) -> Projector | None:
    """Return the projector that a name stands for, seen from an entity; None if it is not one."""
    entity = view.entity
    if entity.is_person:
        other = view.siblings.get(name)
        if other is None or other is view:
            return None
        return Projector(other, other.project, parent)
    if name == "first_person":
        return Projector(view.members, view.value_from_first_person, parent)
    role = find_role(entity.roles, name, total=1)
    if role is not None:
        return Projector(view.members, _FromRole(view, role), parent)
    if name in entity.containing_entities:
        first = Projector(view.members, view.value_from_first_person, parent)
        contained: Projector = getattr(first, name)
        return contained
    return None


class _FromRole:
    """Bring values of persons to their groups, through the one who holds a role."""

    def __init__(self, view: Any, role: Any) -> None:
        self.view = view
        self.role = role

    def __call__(self, array: Array) -> Array:
        found: Array = self.view.value_from_person(array, self.role)
        return found
