"""One page a family of parameters, one section a parameter, with its history."""

from __future__ import annotations

from collections import defaultdict

from zeronr_reference.markdown import code, escape, number, paragraphs, section, table


def leaves(system) -> list:
    """Return every parameter, by path."""
    found = (leaf for leaf in system.parameters.get_descendants() if hasattr(leaf, "values_list"))
    return sorted(found, key=lambda leaf: leaf.name)


def page_of(path: str) -> str:
    """Return the page on which a parameter stands.

    >>> page_of("prestations.rsa.montant_forfaitaire.base")
    'prestations-rsa'
    >>> page_of("territoires.experimentation")
    'territoires'
    """
    parts = path.split(".")
    return "-".join(parts[:2]) if len(parts) > 2 else parts[0]


def pages(system) -> dict[str, str]:
    """Return the page of each family."""
    families = defaultdict(list)
    for leaf in leaves(system):
        families[page_of(leaf.name)].append(leaf)
    return {name: page(name, found) for name, found in sorted(families.items())}


def page(name: str, parameters) -> str:
    """Return the page of a family of parameters."""
    title = section(1, f"Parameters: {name.replace('-', '.')}", target=f"parameters-{name}")
    return "\n".join([title, *(entry(parameter) for parameter in parameters)])


def entry(parameter) -> str:
    """Return the section of one parameter."""
    metadata = parameter.metadata
    unused = metadata.get("unused_reason")
    return paragraphs(
        section(2, code(parameter.name), target=f"parameter-{parameter.name}"),
        escape(parameter.description or ""),
        escape(parameter.documentation) if parameter.documentation else None,
        f"- Unit: {escape(metadata.get('unit', ''))}\n"
        f"- Last checked on: {escape(metadata.get('last_value_checked_on', ''))}"
        + (f"\n- Not read by a formula: {escape(unused)}" if unused else "")
        + (f"\n- Note: {escape(metadata['note'])}" if metadata.get("note") else ""),
        history(parameter),
    )


def history(parameter) -> str:
    """Return the table of values, the latest first."""
    rows = [
        [
            value.instant_str,
            number(value.value),
            references(value.metadata),
            escape(value.metadata.get("confidence", "")),
        ]
        for value in parameter.values_list
    ]
    return table(["from", "value", "reference", "confidence"], rows)


def references(metadata) -> str:
    """Return the references of one value, then its note."""
    found = metadata.get("reference") or []
    titles = [found] if isinstance(found, str) else [item["title"] for item in found]
    note = [metadata["note"]] if metadata.get("note") else []
    return "; ".join(escape(text) for text in [*titles, *note])
