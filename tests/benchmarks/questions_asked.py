"""How many questions the questionnaire needs, on households that were drawn.

``python -m tests.benchmarks.questions_asked [households] [seed]``

Of each household, six inputs are hidden: tenure, rent and commune of the home, and
of the demandeur the wage, the unemployment benefit and the activity. Their values of
March 2026 are the answers, for all months. Questions are put until the rights of
May 2026 are known within a euro, the best first or in a fixed order.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from datetime import date

import numpy as np

import zeronr_rules as zr
from zeronr_rules.calculation import requested_variables
from zeronr_rules.core.blocks import components
from zeronr_rules.core.periods import by_key
from zeronr_rules.errors import ZeronrError
from zeronr_rules.inputs.catalogue import catalogue_of
from zeronr_rules.inputs.periods import requested_period
from zeronr_rules.inputs.situation import Group, Situation

PERIOD, ANSWERED = "2026-05", 2026 * 12 + 2
HOME = ("statut_occupation_logement", "loyer", "depcom")
PERSON = ("salaire_net", "chomage_net", "activite")
ALSO = {"salaire_net": "salaire_imposable", "chomage_net": "chomage_imposable"}
FIXED = {"home first": HOME + PERSON, "incomes first": PERSON + HOME}
RIGHTS = ("rsa", "ppa", "aide_logement")
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


class Household:
    """One household whose explorations are computed once, whatever the order of the answers."""

    def __init__(self, situation, answers):
        self.answers = answers
        start = zr.questions.explore(situation, list(answers), PERIOD, RIGHTS, also=ALSO)
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


def main(households=1000, seed=0):
    """Ask, and print the distribution of the number of questions."""
    catalogue = catalogue_of(zr.system())
    requested_variables(RIGHTS, requested_period(PERIOD), catalogue)
    people = zr.synthetic_population(households * 2, 2026, seed)
    counts = {name: [] for name in ("best first", *FIXED)}
    misses = {name: [] for name in counts}
    outside, skipped, started = [], 0, time.perf_counter()
    for situation in situations(people):
        if len(outside) == households:
            break
        if situation is None:
            skipped += 1
            continue
        try:
            household = Household(*hidden(situation, catalogue))
            runs = {"best first": household.questions(None)}
            for name, order in FIXED.items():
                keys = [next(key for key in household.answers if key[1] == one) for one in order]
                runs[name] = household.questions(keys)
            outside.append(household.misses([]))
            for name, asked in runs.items():
                counts[name].append(len(asked))
                misses[name].append(household.misses(asked))
        except ZeronrError as error:
            skipped += 1
            print("skipped:", str(error)[:150], file=sys.stderr)
    done = time.perf_counter() - started
    print(f"{date.today()}  zeronr-rules {zr.__version__}  {len(outside)} households, seed {seed}, "
          f"{skipped} skipped, {done:.0f} s")  # fmt: skip
    for name in counts:
        report(name, counts[name], misses[name])
    best = np.array(counts["best first"])
    for name in FIXED:
        other = np.array(counts[name])
        print(f"best first against {name}: fewer {np.mean(best < other):.1%}, the same "
              f"{np.mean(best == other):.1%}, more {np.mean(best > other):.1%}")  # fmt: skip
    print(f"rights over a euro outside the first intervals: "
          f"{np.mean(np.array(outside) > WITHIN):.1%}")  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
