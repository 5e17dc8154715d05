"""The conventions: where the texts leave two readings, which one is the default and why."""

from __future__ import annotations

from zeronr_reference.markdown import code, escape, paragraphs, section, table
from zeronr_reference.parameters import leaves, references


def page(system) -> str:
    """Return one section a convention; included by ``reference/conventions.md``."""
    found = [leaf for leaf in leaves(system) if leaf.name.startswith("conventions.")]
    return "\n".join(entry(convention) for convention in found)


def entry(convention) -> str:
    """Return both readings, the default, its reason and its source."""
    name = convention.name.removeprefix("conventions.")
    latest = convention.values_list[0]
    rows = [
        [code(reading), "default" if reading == latest.value else ""]
        for reading in convention.metadata["possible_values"]
    ]
    return paragraphs(
        section(2, code(name), target=f"convention-{name}"),
        escape(convention.description),
        escape(convention.documentation or ""),
        table(["reading", ""], rows),
        f"- Why this default: {escape(convention.metadata['default_reason'])}",
        f"- Reference: {references(latest.metadata)} "
        f"(confidence: {escape(latest.metadata.get('confidence', ''))})",
    )
