"""An explanation as sections: titles, sentences and tables, in French."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from zeronr_rules.explain.explanation import Examination, Explanation, Line, Member, Row
from zeronr_rules.explain.french import (
    day_name,
    months_listed,
    parameter_text,
    short_month,
    value_text,
)
from zeronr_rules.text import month_name

_LINES_SHOWN = 40


@frozen
class TableRow:
    """The cells of a line of a table: its label, its values, then what may follow."""

    cells: tuple[str, ...]
    level: int = 0
    total: bool = False


@frozen
class Table:
    """A table: the head of its columns (the label has none), its lines."""

    head: tuple[str, ...]
    rows: tuple[TableRow, ...]


@frozen
class Section:
    """A title, then sentences, a table, items."""

    title: str
    sentences: tuple[str, ...] = ()
    table: Table | None = None
    items: tuple[str, ...] = field(default=())


def sections(why: Explanation) -> tuple[Section, ...]:
    """Return the page of an explanation, section by section."""
    made = [_head(why)]
    if why.household:
        made.append(Section("Foyer", items=tuple(map(_member, why.household))))
    if why.conditions:
        made.append(_conditions(why))
    if why.steps:
        made.append(_steps(why))
    if why.dependencies:
        made.append(_dependencies(why))
    made += [_texts(why), _conventions(why)]
    made.append(Section("Avis", items=tuple(notice.message for notice in why.notices)))
    return tuple(one for one in made if one.sentences or one.items or one.table)


def _head(why: Explanation) -> Section:
    sentences = [f"{why.variable} = {value_text(why.value, is_money=why.is_money)}"]
    if why.provenance.reform:
        sentences.append(f"Sous la réforme « {why.provenance.reform} », non la loi en vigueur.")
    if why.reason:
        sentences.append(why.reason)
    if why.examination is not None:
        sentences += _months(why.examination)
    else:
        articles = f" ({why.reference})" if why.reference else ""
        text = f"{why.documentation}{articles}".strip()
        sentences += [text] if text else []
    title = f"{why.label} — {month_name(why.period)}, {why.entity} {why.entity_id}"
    return Section(title, tuple(sentences))


def _months(seen: Examination) -> Iterator[str]:
    yield (
        f"Droit examiné en {month_name(seen.month)} ; "
        f"mois de référence : {months_listed(seen.reference_months)}."
    )
    if seen.claim is not None:
        yield (
            f"Mois de la demande : {month_name(seen.claim)} ; cet examen vaut pour "
            f"{months_listed(seen.quarter)} (effets figés)."
        )
    else:
        yield "Mois de demande non donné : chaque mois est un examen."


def _member(member: Member) -> str:
    age = "à naître" if member.age < 0 else f"{member.age} an{'s' if member.age > 1 else ''}"
    parts = ", ".join([member.role, age, *member.flags])
    if all(member.counted):
        return f"{member.id} : {parts} ; personne comptée"
    if not any(member.counted):
        reasons = " ; ".join(dict.fromkeys(filter(None, member.reasons)))
        return f"{member.id} : {parts} ; personne non comptée{f' ({reasons})' if reasons else ''}"
    by_month = ", ".join("oui" if yes else "non" for yes in member.counted)
    reasons = " ; ".join(dict.fromkeys(filter(None, member.reasons)))
    return f"{member.id} : {parts} ; personne comptée : {by_month} ({reasons})"


def _conditions(why: Explanation) -> Section:
    people = tuple(dict.fromkeys(id_ for one in why.conditions for id_ in one.values))
    # Of a benefit, the last line is what the others lead to; elsewhere they are refusals.
    last = why.conditions[-1] if why.examination is not None else None
    rows = [
        TableRow(
            (
                one.label,
                *("oui" if one.values[id_] else "non" for id_ in people),
                _short(one.reference),
            ),
            total=one is last,
        )
        for one in why.conditions
    ]
    title = "Refus" if last is None else "Conditions"
    return Section(title, table=Table((*people, ""), tuple(rows)))


def _steps(why: Explanation) -> Section:
    head = (*(short_month(cell.reference_month) for cell in why.steps[0].cells), "")
    rows = [_step(row) for row in why.steps]
    return Section(
        "Calcul",
        table=Table(head, tuple(rows)),
        # The rule of the last line, which the others lead to.
        items=(
            *(f"{row.label} : {row.note}" for row in why.steps[-1:] if row.note),
            *_outcome(why.outcome),
        ),
    )


def _step(row: Row) -> TableRow:
    shown = (
        parameter_text(cell.value, "taux")
        if row.is_rate
        else value_text(cell.value, is_money=row.is_money)
        for cell in row.cells
    )
    return TableRow(
        (row.label, *shown, "" if row.level else _short(row.reference)), row.level, row.total
    )


def _short(reference: str) -> str:
    """Keep the first of several references: to_dict() has them all."""
    return reference.partition(" ; ")[0] or "sans référence"


def _outcome(lines: tuple[Line, ...]) -> Iterator[str]:
    """Write what follows from the table; an amount that the next one repeats is left out."""
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        repeated = (
            line.variable is not None
            and following is not None
            and (line.value, line.period) == (following.value, following.period)
        )
        if not repeated:
            yield _outcome_line(line)


def _outcome_line(line: Line) -> str:
    month = f", {month_name(line.period)}" if line.period else ""
    articles = f" ({line.reference})" if line.reference else ""
    return f"{line.label}{month} : {value_text(line.value, is_money=line.is_money)}{articles}"


def _dependencies(why: Explanation) -> Section:
    rows = [
        TableRow(
            (
                f"{line.variable} ({line.id})",
                value_text(line.value, is_money=line.is_money),
                line.period or "",
                line.label,
            )
        )
        for line in why.dependencies[:_LINES_SHOWN]
    ]
    more = len(why.dependencies) - _LINES_SHOWN
    items = (f"et {more} autres (to_dict() les donne toutes)",) if more > 0 else ()
    return Section("Ce que la règle a lu", table=Table(("", "", ""), tuple(rows)), items=items)


def _texts(why: Explanation) -> Section:
    main = [read for read in why.parameters if read.main]
    groups: dict[tuple[str, str, str], list[str]] = {}
    for read in main:
        kin = (read.path.rpartition(".")[0], read.since, read.reference)
        value = parameter_text(read.value, read.unit)
        groups.setdefault(kin, []).append(f"{read.short_label} : {value}")
    items = [
        f"{' ; '.join(values)} — depuis le {day_name(since)}, {_short(reference)}"
        for (_, since, reference), values in groups.items()
    ]
    others = len(why.parameters) - len(main)
    if others:
        items.append(f"{others} autres valeurs lues (to_dict() les donne toutes).")
    return Section("Textes et valeurs", items=tuple(items))


def _conventions(why: Explanation) -> Section:
    items = [
        f"{read.label} : « {read.reading} »" + (f". {read.reason}" if read.reason else "")
        for read in why.conventions
        if read.main
    ]
    others = [f"{read.name} « {read.reading} »" for read in why.conventions if not read.main]
    if others:
        items.append(f"Lues aussi : {', '.join(others)}.")
    return Section("Conventions (textes à deux lectures)", items=tuple(items))
