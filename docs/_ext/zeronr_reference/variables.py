"""One page a folder of variables/, one section a variable."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby

from zeronr_reference.markdown import code, escape, number, paragraphs, section, table

PACKAGE = "zeronr_rules.variables."
SET_INPUT = {
    "set_input_divide_by_period": "a year given is divided over its months",
    "set_input_dispatch_by_period": "a year given holds for each of its months",
}
UNITS = {"EUR": "euros"}


def pages(system) -> dict[str, str]:
    """Return the page of each folder of variables."""
    folders = defaultdict(list)
    for variable in system.variables.values():
        folders[folder_of(variable)].append(variable)
    return {folder: page(folder, found) for folder, found in sorted(folders.items())}


def module_of(variable) -> str:
    """Return the module under ``variables/``, dotted."""
    return type(variable).__module__.removeprefix(PACKAGE)


def folder_of(variable) -> str:
    """Return the folder of ``variables/`` in which a variable is written."""
    return module_of(variable).split(".")[0]


def page(folder: str, variables) -> str:
    """Return the page of a folder, its modules in order, its variables by name."""
    parts = [section(1, f"Variables: {folder}", target=f"variables-{folder}")]
    ordered = sorted(variables, key=lambda variable: (module_of(variable), variable.name))
    for module, found in groupby(ordered, key=module_of):
        parts.append(section(2, code(module.partition(".")[2] or module)))
        parts += [entry(variable) for variable in found]
    return "\n".join(parts)


def entry(variable) -> str:
    """Return the section of one variable."""
    return paragraphs(
        section(3, code(variable.name), target=f"variable-{variable.name}"),
        escape(variable.label or ""),
        escape(variable.documentation) if variable.documentation else None,
        "\n".join(facts(variable)),
        members(variable),
    )


def facts(variable) -> list[str]:
    """Return what a user must know, one line a fact."""
    kind = variable.value_type.__name__.lower()
    unit = f", in {UNITS.get(variable.unit, variable.unit)}" if variable.unit else ""
    entity, period = code(variable.entity.key), code(variable.definition_period)
    lines = [
        f"- Entity {entity}, period {period}, type {code(kind)}{escape(unit)}.",
        f"- {source(variable)}",
    ]
    if variable.set_input is not None:
        name = variable.set_input.__name__
        lines.append(f"- As an input: {SET_INPUT.get(name, code(name))}.")
    references = variable.reference or []
    references = [references] if isinstance(references, str) else references
    lines += [f"- Reference: {escape(reference)}" for reference in references]
    return lines


def source(variable) -> str:
    """Return whether the value is computed, since when, or an input."""
    if not variable.formulas:
        return f"Input; without it: {default(variable)}."
    starts = [start for start in variable.formulas if start != "0001-01-01"]
    since = f", formulas from {', '.join(starts)}" if starts else ""
    end = f", until {variable.end}" if variable.end else ""
    return f"Computed{since}{end}; a value given as input wins."


def default(variable) -> str:
    """Return the value that an absent input takes."""
    value = variable.default_value
    if hasattr(value, "name"):
        return code(value.name)
    if variable.value_type in (int, float, bool):
        return number(variable.value_type(value))
    return code(value) if str(value) else "empty"


def members(variable) -> str | None:
    """Return the table of the values of an Enum."""
    values = getattr(variable, "possible_values", None)
    if values is None:
        return None
    return table(["value", "meaning"], [[code(m.name), escape(m.value)] for m in values])
