"""One bar for several simulations."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from zeronr_rules.optional import library

Tell = Callable[[int, int], None]


@contextlib.contextmanager
def shared_progress(progress: bool | Tell, runs: int) -> Iterator[Callable[[], bool | Tell]]:
    """Give each simulation in turn what to tell its progress to.

    Parameters
    ----------
    progress
        As :func:`zeronr_rules.simulate` takes it: ``True`` for a bar, or a function
        of the blocks done and in all, here over every simulation.
    runs
        How many simulations there will be, all of the same blocks.

    Examples
    --------
    >>> told = []
    >>> with shared_progress(lambda done, total: told.append((done, total)), 2) as report:
    ...     for _ in range(2):
    ...         report()(1, 1)
    >>> told
    [(1, 2), (2, 2)]

    """
    if not progress:
        yield lambda: False
        return
    with contextlib.ExitStack() as stack:
        tell = progress if callable(progress) else _bar(stack)
        begun = 0

        def report() -> Tell:
            nonlocal begun
            before, begun = begun, begun + 1
            return lambda done, total: tell(before * total + done, runs * total)

        yield report


def _bar(stack: contextlib.ExitStack) -> Tell:
    bar = stack.enter_context(library("tqdm").tqdm(unit="bloc"))

    def tell(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return tell
