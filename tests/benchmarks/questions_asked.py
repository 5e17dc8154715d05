"""How many questions the questionnaire needs, on households that were drawn.

``python -m tests.benchmarks.questions_asked [households] [seed] [processes]``

Of each household, six inputs are hidden: tenure, rent and commune of the home, and
of the demandeur the wage, the unemployment benefit and the activity. Their values of
March 2026 are the answers, for all months. Questions are put until the rights of
May 2026 are known within a euro, the best first or in a fixed order. Grids are the
default ones, of amounts one value in two.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections import Counter
from datetime import UTC, datetime

import numpy as np

import zeronr_rules as zr
from zeronr_rules.core.blocks import components
from zeronr_rules.core.periods import by_key
from zeronr_rules.errors import ZeronrError
from zeronr_rules.inputs.catalogue import catalogue_of
from zeronr_rules.inputs.periods import requested_period
from zeronr_rules.inputs.situation import Group, Situation
from zeronr_rules.questions.answers import Context
from zeronr_rules.questions.requests import read_unknowns

PERIOD, ANSWERED = "2026-05", 2026 * 12 + 2
HOME = ("statut_occupation_logement", "loyer", "depcom")
PERSON = ("salaire_net", "chomage_net", "activite")
ALSO = {"salaire_net": "salaire_imposable", "chomage_net": "chomage_imposable"}
FIXED = {"home first": HOME + PERSON, "incomes first": PERSON + HOME}
RIGHTS = ("rsa", "ppa", "aide_logement")
AMOUNTS = ("salaire_net", "chomage_net", "loyer")
WITHIN = 1.0


def situations(people):
    """Yield the households that are one ménage, as checked situations."""
    label = components(people)
    holders = people.input_holders
    keys = [key for key in people.entity_keys if key != people.person_key]
    for first in np.unique(label):
        persons = np.flatnonzero(label == first)
        rows = {key: np.unique(people.members[key].groups[persons]) for key in keys}
        if len(rows["menage"]) != 1:
            yield None
            continue
        groups = {}
        for key in keys:
            group = people.members[key]
            roles = [role.key for role in group.entity.flattened_roles]
            groups[key] = Group(
                tuple(f"{key}{rank}" for rank in range(len(rows[key]))),
                tuple(np.searchsorted(rows[key], group.groups[persons]).tolist()),
                tuple(roles[rank] for rank in group.roles[persons]),
            )
        rows[people.person_key] = persons
        values = {}
        for name, holder in holders.items():
            members = rows[holder.slot.entity_key]
            for key, array, where in known(holder):
                column = np.asarray(array)
                taken = column.repeat(len(members)) if len(column) == 1 else column[members]
                told = range(len(members)) if where is None else np.flatnonzero(where[members])
                if len(told):
                    own = values.setdefault(name, {}).setdefault(key, {})
                    own.update({int(rank): plain(taken[rank]) for rank in told})
        yield Situation(tuple(f"p{rank}" for rank in range(len(persons))), groups, values)


def known(holder):
    for key, array in holder.values.items():
        yield moment(key, holder), array, None
    for key, (array, where) in (holder.partial or {}).items():
        yield moment(key, holder), array, where


def moment(key, holder):
    start = by_key(key).start
    if holder.slot.eternal:
        return None
    return start.year * 12 + start.month - 1 if str(holder.slot.unit) == "month" else start.year


def plain(value):
    value = value.item()
    return value.decode() if isinstance(value, bytes) else value


def hidden(situation, catalogue):
    """Return the situation without the six inputs, and their values."""
    famille = situation.groups["famille"]
    person = famille.roles.index("demandeur")
    values = {name: dict(by_month) for name, by_month in situation.values.items()}
    answers = {}
    for name in (*HOME, *PERSON):
        rank = 0 if name in HOME else person
        spec = catalogue.variables[name]
        found = values.get(name, {}).get(ANSWERED, {}).get(rank)
        if found is None:
            found = {"float": 0.0, "enum": spec.members.get(spec.default)}.get(spec.kind)
        if spec.kind == "enum":
            found = next(key for key, index in spec.members.items() if index == found)
        answers[situation.ids(spec.entity)[rank], name] = found
        for own in (name, ALSO.get(name)):
            if own in values:
                values[own] = {
                    month: {one: value for one, value in members.items() if one != rank}
                    for month, members in values[own].items()
                }
    return Situation(situation.persons, situation.groups, values), answers


def thinned(situation, answers):
    """Return the default grids of amounts, one value in two: a tenth of the points."""
    context = Context(zr.system(), situation, requested_period(PERIOD), RIGHTS)
    unknowns = read_unknowns(context, list(answers), {}, {}, {})
    return {one.key: one.grid[::2] for one in unknowns if one.name in AMOUNTS}


class Household:
    """One household whose explorations are computed once, whatever the order of the answers."""

    def __init__(self, situation, answers):
        self.answers = answers
        start = zr.questions.explore(
            situation, list(answers), PERIOD, RIGHTS, also=ALSO, grids=thinned(situation, answers)
        )
        self.known = {frozenset(): start}

    def after(self, asked):
        done = frozenset(asked)
        if done not in self.known:
            before = self.after(asked[:-1])
            self.known[done] = before.answer(asked[-1], self.answers[asked[-1]])
        return self.known[done]

    def questions(self, order):
        """Return the questions put; ``order`` is None for the best first."""
        asked = []
        while (now := self.after(asked)).width > WITHIN:
            if order is None:
                question = now.next_question()
                asked.append(question.key)
            else:
                asked.append(next(one for one in order if one not in asked))
        return asked

    def misses(self, asked):
        """Return by how much the rights of the true answers leave the intervals."""
        truth = self.after([*asked, *(one for one in self.answers if one not in asked)])
        pairs = zip(self.after(asked).intervals, truth.intervals, strict=True)
        return max(
            max(true.maximum - found.maximum, found.minimum - true.minimum, 0)
            for found, true in pairs
        )


def report(name, counts, misses):
    shares = Counter(counts)
    spread = "  ".join(f"{count}: {shares.get(count, 0) / len(counts):5.1%}" for count in range(7))
    wrong = np.mean([miss > WITHIN for miss in misses])
    print(
        f"{name:14s} mean {np.mean(counts):.2f}  median {np.median(counts):.0f}   {spread}   "
        f"rights over a euro outside the final intervals: {wrong:.1%}"
    )


def measured(situation):
    """Return the questions put and the misses in each order, and the misses before any."""
    if situation is None:
        return "plusieurs ménages liés"
    try:
        household = Household(*hidden(situation, catalogue_of(zr.system())))
        runs = {"best first": household.questions(None)}
        for name, order in FIXED.items():
            keys = [next(key for key in household.answers if key[1] == one) for one in order]
            runs[name] = household.questions(keys)
        first = household.after([])
        return (
            first.width > WITHIN,
            household.misses([]),
            {name: (len(asked), household.misses(asked)) for name, asked in runs.items()},
        )
    except ZeronrError as error:
        return str(error)[:150]


def main(households=1000, seed=0, processes=1):
    """Ask, and print the distribution of the number of questions."""
    people = zr.synthetic_population(households * 2, 2026, seed)
    started = time.perf_counter()
    found, skipped = [], 0
    context = multiprocessing.get_context("fork")
    with context.Pool(processes) as pool:
        for one in pool.imap(measured, situations(people)):
            if isinstance(one, str):
                skipped += 1
                print("skipped:", one, file=sys.stderr)
            else:
                found.append(one)
            if len(found) == households:
                break
        pool.terminate()
    done = time.perf_counter() - started
    print(
        f"{datetime.now(tz=UTC).date()}  zeronr-rules {zr.__version__}  {len(found)} households, "
        f"seed {seed}, {skipped} skipped, {done:.0f} s"
    )
    outside = np.mean([miss > WITHIN for _, miss, _ in found])
    print(f"rights over a euro outside the first intervals: {outside:.1%}")
    show("all households", found)
    show("those with something to ask", [one for one in found if one[0]])


def show(title, found):
    """Print the three orders side by side."""
    print(f"\n{title}: {len(found)}")
    counts = {name: [one[2][name][0] for one in found] for name in found[0][2]}
    for name, own in counts.items():
        report(name, own, [one[2][name][1] for one in found])
    best = np.array(counts.pop("best first"))
    for name, own in counts.items():
        fewer, more = np.mean(best < own), np.mean(best > own)
        print(f"best first against {name}: fewer {fewer:.1%}, more {more:.1%}, else the same")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
