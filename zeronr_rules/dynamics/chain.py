"""The states of persons, month after month: free, under a sanction of rank 1 or 2, struck off.

Nothing here knows the law: who has duties, ranks, durations and ends of right are told by
the rules. Loops are over months only.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

FREE, RANK_1, RANK_2, STRUCK_OFF = range(4)


class Chain:
    """The states of some persons, and the decisions that hold for them.

    Parameters
    ----------
    persons
        How many there are; all are free at first.

    """

    def __init__(self, persons: int) -> None:
        self.state = np.full(persons, FREE, dtype=np.int8)
        # The first month after the sanction, counted from year 0.
        self.until = np.zeros(persons, dtype=np.int64)
        self.complied = np.zeros(persons, dtype=bool)
        self.suppressed = np.zeros(persons, dtype=bool)
        # Who entered the state this month: one transition a month.
        self.moved = np.zeros(persons, dtype=bool)

    def comply(self, month: int, draws: Array, chance: float) -> Array:
        """Return who complies this month; their suspension ends, a suppression goes on."""
        self.moved[:] = False
        under = (self.state == RANK_1) | (self.state == RANK_2)
        found: Array = under & (month < self.until) & ~self.complied & (draws < chance)
        self.complied |= found
        self._free(found & ~self.suppressed)
        return found

    def expire(self, month: int) -> tuple[Array, Array]:
        """Return whose sanction of rank 1, then of rank 2, ends this month without compliance."""
        under = (self.state == RANK_1) | (self.state == RANK_2)
        ended = under & (month >= self.until)
        first, second = (ended & (self.state == rank) & ~self.complied for rank in (RANK_1, RANK_2))
        self._free(ended)
        return first, second

    def strike_off(self, closed: Array) -> None:
        """Put in their state those whose right has ended, and free those whose right re-opened."""
        struck = self.state == STRUCK_OFF
        self._free(struck & ~closed)
        self.moved |= closed & ~struck
        self.state[closed] = STRUCK_OFF

    def open_to_decision(self) -> Array:
        """Return who is free since the month before at the latest."""
        free: Array = (self.state == FREE) & ~self.moved
        return free

    def decide(self, rows: Array, rank: Array, suppressed: Array, until: Array) -> None:
        """Put persons under a sanction that takes effect this month."""
        self.state[rows] = np.where(rank > 1, RANK_2, RANK_1)
        self.suppressed[rows] = suppressed
        self.until[rows] = until
        self.complied[rows] = False
        self.moved[rows] = True

    def _free(self, who: Array) -> None:
        self.state[who] = FREE
        self.complied[who] = False
        self.moved |= who
