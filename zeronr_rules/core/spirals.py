"""What happens when a variable depends on itself at another period."""

from __future__ import annotations

import warnings
from typing import Any

from zeronr_rules.core.arrays import Array
from zeronr_rules.core.errors import SpiralError, SpiralWarning
from zeronr_rules.core.holders import Holder
from zeronr_rules.core.periods import CachedPeriod, intern


class Spirals:
    """The part of the engine that answers spirals as openfisca_core does.

    The variable gets its default value; what was computed on the way is
    forgotten once the calculation ends.
    """

    stack: list[tuple[Holder, CachedPeriod]]
    spirals: dict[str, tuple[tuple[str, str], ...]]
    invalidated_caches: set[tuple[str, CachedPeriod]]
    max_spiral_loops: int
    noted: list[list[Any]]
    on_spiral: str

    @property
    def chain(self) -> tuple[tuple[str, str], ...]:
        """What is being computed: (variable, period), the one first asked for first."""
        return tuple((holder.slot.name, str(period)) for holder, period in self.stack)

    def holder(self, name: str, entity_key: str | None = None) -> Holder:
        """Return the values of a variable."""
        raise NotImplementedError

    def _spiral(self, holder: Holder, period: CachedPeriod) -> Array:
        name = holder.slot.name
        for reads in self.noted:
            # What comes out depends on who asked first.
            reads.append(None)
        if self.on_spiral == "raise":
            chain = (*self.chain, (name, str(period)))
            message = "dépend d'elle-même à une autre période ; aucun montant ne peut en sortir."
            raise SpiralError(message, name, str(period), chain)
        if name not in self.spirals:
            chain = (*self.chain, (name, str(period)))
            self.spirals[name] = chain
            text = " → ".join(f"{one} ({when})" for one, when in chain)
            self._warn(
                f"{name} ({period}) dépend d'elle-même à une autre période : valeur par défaut. "
                f"Chaîne : {text}"
            )
        self.invalidate_cache_entry(name, period)
        count = 1
        for other, when in reversed(self.stack):
            if count > self.max_spiral_loops:
                break
            self.invalidate_cache_entry(other.slot.name, when)
            count += other is holder
        return holder.slot.default

    def _warn(self, message: str) -> None:
        warnings.warn(message, SpiralWarning, stacklevel=3)

    def invalidate_cache_entry(self, variable: str, period: Any) -> None:
        """Mark a value to be forgotten once the calculation ends."""
        self.invalidated_caches.add((variable, intern(period)))

    def purge_cache_of_invalid_values(self) -> None:
        """Forget the values marked, unless a calculation is running."""
        if self.stack:
            return
        for name, period in self.invalidated_caches:
            self.holder(name).delete_arrays(period)
        self.invalidated_caches = set()
