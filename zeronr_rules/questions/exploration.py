"""What a run over a grid tells: intervals, what drives them, the question worth asking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import evolve, frozen
from openfisca_core.reforms import Reform as CoreReformClass

from zeronr_rules.calculation import results_of
from zeronr_rules.engine import Run
from zeronr_rules.errors import Fault, QuestionError, did_you_mean, near_names
from zeronr_rules.frames import Table
from zeronr_rules.inputs.faults import Faults, show
from zeronr_rules.notices import INDETERMINATE
from zeronr_rules.questions import measures
from zeronr_rules.questions.answers import Context, stored_answer, with_values
from zeronr_rules.questions.findings import SAME, Interval, Question
from zeronr_rules.questions.running import run_grid
from zeronr_rules.questions.unknowns import Key, Unknown, with_answer
from zeronr_rules.reforms.reform import Reform
from zeronr_rules.results import Results

Array = np.ndarray[Any, Any]
Reformed = Reform | type[CoreReformClass] | None


@frozen(eq=False, repr=False, str=False)
class Exploration:
    """A household at every point of a grid of unknown answers.

    Made by :func:`zeronr_rules.questions.explore`. It does not change: an answer
    makes another one.

    Attributes
    ----------
    unknowns
        The inputs still unknown, in the order of the axes of ``values``.
    answers
        What was answered, by ``(member, input)``.
    values
        By right, an array of one axis an unknown, then one for the members.

    """

    context: Context
    reform: Reformed
    unknowns: tuple[Unknown, ...]
    values: Mapping[str, Array]
    flags: Mapping[str, Array]
    answers: Mapping[Key, Any]

    @property
    def period(self) -> str:
        """The period asked for."""
        return str(self.context.period)

    @property
    def variables(self) -> tuple[str, ...]:
        """The rights, in the order asked."""
        return self.context.asked

    @property
    def points(self) -> int:
        """How many points the grid has."""
        return int(np.prod([len(unknown.grid) for unknown in self.unknowns], dtype=int))

    def ids(self, variable: str) -> tuple[str, ...]:
        """Return the identifiers of the members that a right is of."""
        entity = self.context.catalogue.variables[variable].entity
        return self.context.situation.ids(entity)

    @property
    def _weights(self) -> list[tuple[float, ...]]:
        return [unknown.weights for unknown in self.unknowns]

    # --- Rights -----------------------------------------------------------

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """The interval of each right of each member."""
        return tuple(one for name in self.variables for one in self._intervals(name))

    def interval(self, variable: str, member: str | None = None) -> Interval:
        """Return the interval of one right, of the one member or of the one given.

        Raises
        ------
        QuestionError
            When the right was not asked, or several members could be meant.

        """
        if variable not in self.values:
            hint = did_you_mean(near_names(str(variable), self.values))
            expected = f"un droit demandé : {', '.join(self.values)}"
            raise QuestionError([Fault(("droit",), show(variable), expected, hint)])
        ids = self.ids(variable)
        if member is None and len(ids) == 1:
            member = ids[0]
        if member not in ids:
            expected = f"un identifiant parmi {', '.join(ids[:10])}"
            raise QuestionError([Fault(("droit", variable), show(member), expected)])
        return self._intervals(variable)[ids.index(member)]

    def _intervals(self, name: str) -> list[Interval]:
        values = self._numbers(name)
        low, high = measures.bounds(values)
        every = range(values.ndim - 1)
        opened = (values > 0).astype(np.float64)
        share = measures.mean(opened, self._weights, every)
        seldom, often = measures.bounds(opened)
        unsure = measures.bounds(np.isnan(values).astype(np.float64))[1]
        if name in self.flags:
            unsure += measures.bounds(self.flags[name].astype(np.float64))[1]
        return [
            Interval(
                variable=name,
                member=member,
                minimum=float(low[rank]),
                maximum=float(high[rank]),
                eligible="all" if seldom[rank] else "some" if often[rank] else "none",
                share=float(share[rank]),
                indeterminate=bool(unsure[rank]),
            )
            for rank, member in enumerate(self.ids(name))
        ]

    def _numbers(self, name: str) -> Array:
        return np.asarray(self.values[name], dtype=np.float64)

    @property
    def width(self) -> float:
        """The sum of the widths of the intervals; 1 for a yes or no that is not known."""
        return float(sum(measures.width(self._numbers(name)) for name in self.variables))

    @property
    def is_settled(self) -> bool:
        """Whether every interval is a point."""
        return all(interval.is_point for interval in self.intervals)

    # --- What drives them, and what to ask --------------------------------

    def drivers(self) -> Table:
        """Return the share of the variance of each right that each unknown explains.

        ``premier_ordre`` is the first-order Sobol index, ``total`` the total one,
        both exact over the grid with its weights. They are not known where a right
        does not vary.
        """
        rows: dict[str, list[Any]] = {
            "droit": [], "de": [], "inconnue": [], "membre": [], "premier_ordre": [], "total": [],
        }  # fmt: skip
        for name in self.variables:
            first, total = measures.sobol(self._numbers(name), self._weights)
            for rank, member in enumerate(self.ids(name)):
                for axis, unknown in enumerate(self.unknowns):
                    rows["droit"].append(name)
                    rows["de"].append(member)
                    rows["inconnue"].append(unknown.name)
                    rows["membre"].append(unknown.member)
                    rows["premier_ordre"].append(float(first[axis, rank]))
                    rows["total"].append(float(total[axis, rank]))
        units = {"premier_ordre": "share", "total": "share"}
        return Table(rows, units, "Part de la variance des droits, sur la grille")

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions left, the one that narrows the intervals most first."""
        now = self.width
        asked = [self._question(axis, now) for axis in range(len(self.unknowns))]
        return tuple(sorted(asked, key=_order))

    def _question(self, axis: int, now: float) -> Question:
        unknown = self.unknowns[axis]
        expected = moved = most = 0.0
        for name in self.variables:
            values = self._numbers(name)
            expected += float(np.dot(unknown.weights, measures.width(values, (axis,))))
            top, middle = measures.reach(values, axis)
            most, moved = max(most, top), moved + middle
        return Question(unknown, expected, max(now - expected, 0.0), most < SAME, moved)

    def next_question(self, excluding: Iterable[Key] = ()) -> Question | None:
        """Return the question whose answer narrows the intervals most, in expectation.

        Ties go to the answer that moves the rights most, then to the order of
        ``unknowns``. A question that changes nothing is never asked.

        Parameters
        ----------
        excluding
            ``(member, input)`` of what is not to be asked, whose answer stays
            unknown.

        Returns
        -------
        Question or None
            None when every right is settled, or when no question left changes one.

        """
        if self.is_settled:
            return None
        refused = set(excluding)
        left = [one for one in self.questions if not one.useless and one.key not in refused]
        return left[0] if left else None

    # --- Answers ----------------------------------------------------------

    def unknown(self, asked: str | Key) -> Unknown:
        """Return an unknown input, by its name or with its member.

        Raises
        ------
        QuestionError
            When there is none, or several.

        """
        found = [one for one in self.unknowns if asked in (one.name, one.key)]
        if len(found) == 1:
            return found[0]
        keys = ", ".join(f"({member!r}, {name!r})" for member, name in self._keys())
        expected = f"une inconnue : {keys or 'il n’en reste pas'}"
        given = f"« {asked} »" if isinstance(asked, str) else str(asked)
        many = ", qui peut être de plusieurs" if found else ""
        raise QuestionError([Fault(("réponse",), f"{given}{many}", expected)])

    def _keys(self) -> list[Key]:
        return [unknown.key for unknown in self.unknowns]

    def answer(self, asked: str | Key, value: Any) -> Exploration:
        """Return the exploration once an answer is known.

        On the grid, nothing is computed again. Off it, the rest of the grid is
        computed with that very answer.

        Parameters
        ----------
        asked
            The input, or ``(member, input)``.
        value
            The answer, as a situation would write it.

        Raises
        ------
        QuestionError
            When there is no such unknown, or the answer does not suit it.
        EngineError, SituationError
            When the rules refuse it.

        """
        unknown = self.unknown(asked)
        axis = self.unknowns.index(unknown)
        faults = Faults()
        stored = stored_answer(self.context, unknown, value, ("réponse", *unknown.key), faults)
        if faults:
            raise QuestionError(faults.found)
        rules = self.context
        situation = with_answer(rules.situation, rules.catalogue, rules.period, unknown, stored)
        context = evolve(rules, situation=situation)
        rest = self.unknowns[:axis] + self.unknowns[axis + 1 :]
        said = with_values(context, unknown, [stored], [1.0]).grid[0]
        answers = {**self.answers, unknown.key: said}
        if stored not in unknown.stored:
            return explored(context, rest, self.reform, answers)
        place = unknown.stored.index(stored)
        return Exploration(
            context,
            self.reform,
            rest,
            _at(self.values, axis, place),
            _at(self.flags, axis, place),
            answers,
        )

    def results(self) -> Results:
        """Compute the rights at the first point of the grid, with notices and provenance.

        Once all is answered, that is the answer: what ``zr.calculate`` gives.
        """
        rules, situation = self.context, self.context.situation
        for unknown in self.unknowns:
            first = unknown.stored[0]
            situation = with_answer(situation, rules.catalogue, rules.period, unknown, first)
        run = Run(rules.rules, situation, (rules.period, rules.asked))
        return results_of(
            run, rules.catalogue, rules.period, rules.asked, strict=False, reform=self.reform
        )

    def __repr__(self) -> str:
        return f"Exploration({self.period}, {', '.join(self.variables)}, {self.points} points)"

    def __str__(self) -> str:
        from zeronr_rules.questions.texts import exploration_text

        return exploration_text(self)


def _order(question: Question) -> tuple[bool, float, float]:
    # Sums of floats differ in their last bits: what is not a real difference is a tie.
    return (question.useless, round(question.expected_width, 6), -round(question.moved, 6))


def _at(values: Mapping[str, Array], axis: int, place: int) -> dict[str, Array]:
    return {name: array.take(place, axis=axis) for name, array in values.items()}


def explored(
    context: Context,
    unknowns: Sequence[Unknown],
    reform: Reformed,
    answers: Mapping[Key, Any] | None = None,
) -> Exploration:
    """Compute the grid of unknown inputs that were checked."""
    flags = {name: f"{name}{INDETERMINATE}" for name in context.asked}
    flags = {name: flag for name, flag in flags.items() if flag in context.catalogue.variables}
    names = dict.fromkeys([*context.asked, *flags.values()])
    found = run_grid(context.rules, context.situation, unknowns, context.period, names, reform)
    return Exploration(
        context,
        reform,
        tuple(unknowns),
        {name: found[name] for name in context.asked},
        {name: found[flag] for name, flag in flags.items()},
        dict(answers or {}),
    )
