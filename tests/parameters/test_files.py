"""Every parameter file is complete: reference, confidence, unit, dates, date of the last check."""

from __future__ import annotations

import datetime as dt
import math
import re

import pytest
import yaml

from zeronr_rules.structures.system import PARAMETERS as STRUCTURES
from zeronr_rules.system import load_parameters, parameter_files

FILES = parameter_files()
OF_STRUCTURES = parameter_files(STRUCTURES)
EARLIEST_READ = "2016-01-01"

CODES = {
    "code_departement", "code_pays", "code_commune",
    # Words that a formula compares: a form of ceiling, an energy, a tenure.
    "choix", "nature_dette", "statut_occupation",
}  # fmt: skip
UNITS = {
    "EUR/mois", "EUR/jour", "EUR/an", "EUR/heure", "EUR", "taux", "mois", "ans", "heures_smic", "personnes",
    "enfants", "jours", "heures", "date", "convention", *CODES,
    # Tables of housing aids: parts of a household, francs of the loans signed before 2002.
    "multiple", "parts", "m2", "FRF",
    # How many awards a fund gives in a period.
    "aides",
    # Thresholds that the law counts in montants forfaitaires; a rule that does not exist (0)
    # or exists (1, and more where there are several, said in the description).
    "montants_forfaitaires", "option",
}  # fmt: skip
CONFIDENCES = {"high", "medium", "low"}
TOP_KEYS = {"description", "documentation", "values", "metadata"}
METADATA_KEYS = {
    "short_label", "unit", "last_value_checked_on", "possible_values", "default_reason",
    "unused_reason", "note",
}  # fmt: skip
NODE_KEYS = {"description", "documentation", "metadata"}
VALUE_KEYS = {"value", "metadata"}
VALUE_METADATA_KEYS = {"reference", "confidence", "note"}
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class NoDuplicates(yaml.SafeLoader):
    """A loader that keeps dates as text and refuses a key given twice."""


def _mapping(loader, node):
    keys = [key.value for key, _ in node.value]
    repeated = {key for key in keys if keys.count(key) > 1}
    assert not repeated, f"keys given twice: {sorted(repeated)}"
    return loader.construct_mapping(node, deep=True)


NoDuplicates.add_constructor("tag:yaml.org,2002:map", _mapping)
NoDuplicates.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)


def read(file):
    return yaml.load(file.read_text(encoding="utf-8"), Loader=NoDuplicates)  # noqa: S506 - a safe loader


def leaves(document, path=()):
    """Every series of a file: the file itself, or the cells of the table it holds."""
    if "values" in document or not any(isinstance(child, dict) for child in document.values()):
        yield path, document
        return
    assert set(document) - NODE_KEYS, f"{path}: an empty table"
    for key, child in document.items():
        if key not in NODE_KEYS:
            yield from leaves(child, (*path, key))


every_parameter = pytest.mark.parametrize(
    ("path", "file"),
    [*FILES, *OF_STRUCTURES],
    ids=[".".join(path) for path, _ in FILES]
    + [".".join(("structures", *path)) for path, _ in OF_STRUCTURES],
)


def faults_of(document) -> list[str]:
    faults = [f"unexpected key {key}" for key in set(document) - TOP_KEYS]
    faults += [
        f"no {key}" for key in ("description", "values", "metadata") if not document.get(key)
    ]
    metadata = document.get("metadata") or {}
    faults += [f"unexpected metadata {key}" for key in set(metadata) - METADATA_KEYS]
    unit = metadata.get("unit")
    if unit not in UNITS:
        faults.append(f"unit {unit!r}, expected one of {sorted(UNITS)}")
    if not metadata.get("short_label"):
        faults.append("no metadata.short_label")
    checked = str(metadata.get("last_value_checked_on"))
    if not DATE.fullmatch(checked):
        faults.append("no metadata.last_value_checked_on (YYYY-MM-DD)")
    elif checked > dt.datetime.now(tz=dt.UTC).date().isoformat():
        faults.append(f"last_value_checked_on {checked} is in the future")
    for date, entry in (document.get("values") or {}).items():
        faults += [f"{date}: {fault}" for fault in faults_of_value(str(date), entry, unit)]
    return faults


def faults_of_value(date, entry, unit) -> list[str]:
    faults = [] if DATE.fullmatch(date) else ["not a date (YYYY-MM-DD)"]
    if not isinstance(entry, dict) or "value" not in entry:
        return [*faults, "expected a mapping with `value` and `metadata`"]
    faults += [f"unexpected key {key}" for key in set(entry) - VALUE_KEYS]
    metadata = entry.get("metadata") or {}
    faults += [f"unexpected metadata {key}" for key in set(metadata) - VALUE_METADATA_KEYS]
    references = metadata.get("reference")
    if not references or not isinstance(references, list):
        faults.append("no metadata.reference (a list of titles)")
    else:
        faults += ["a reference has no title" for r in references if not dict(r).get("title")]
    if metadata.get("confidence") not in CONFIDENCES:
        faults.append(f"confidence {metadata.get('confidence')!r}")
    faults += faults_of_number(entry["value"], unit)
    return faults


def faults_of_number(value, unit) -> list[str]:
    if value is None:
        return []
    if unit in {"convention", "date"}:
        return [] if isinstance(value, str) else [f"{value!r} is not a text"]
    if isinstance(value, list):
        return [fault for item in value for fault in faults_of_number(item, unit)]
    if unit in CODES:
        return [] if isinstance(value, str) else [f"{value!r} is not a text"]
    if unit == "option" and (value in range(10) or value != value):  # noqa: PLR0124 - nan: unknown
        return []
    if unit == "option" or isinstance(value, bool) or not isinstance(value, int | float):
        return [f"{value!r} is not a number"]
    if math.isnan(value):
        return []
    if value < 0:
        return [f"{value!r} is negative"]
    if unit == "taux" and value > 2:
        return [f"{value!r}: a rate is a fraction (0.32), not a percentage"]
    return []


@every_parameter
def test_nothing_is_missing(path, file):
    faults = [
        f"{'.'.join(cell)} {fault}"
        for cell, document in leaves(read(file))
        for fault in faults_of(document)
    ]
    assert not faults, f"{file.name}:\n" + "\n".join(faults)


@every_parameter
def test_dates_ascend(path, file):
    for cell, document in leaves(read(file)):
        dates = list(document["values"])
        assert dates == sorted(set(dates)), cell


@every_parameter
def test_the_name_is_a_name(path, file):
    for cell, _ in leaves(read(file)):
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", part) for part in (*path, *cell)), cell


@every_parameter
def test_a_table_says_what_it_is(path, file):
    assert read(file)["description"].strip()


@every_parameter
def test_a_convention_has_two_readings_and_argues_its_default(path, file):
    for _, document in leaves(read(file)):
        is_convention = document["metadata"]["unit"] == "convention"
        assert is_convention == (path[0] == "conventions")
    if path[0] == "conventions":
        document = read(file)
        metadata = document["metadata"]
        assert len(path) == 2
        readings = metadata["possible_values"]
        assert len(set(readings)) == len(readings) >= 2
        for entry in document["values"].values():
            assert entry["value"] in readings
        assert metadata["default_reason"].strip().endswith(".")
        assert document["documentation"].strip(), "both readings are said in `documentation`"


def test_roots_are_the_public_ones():
    assert {path[0] for path, _ in FILES} <= {"prestations", "territoires", "conventions"}


def test_the_tree_holds_every_file():
    tree = load_parameters()
    loaded = {leaf.name for leaf in tree.get_descendants() if hasattr(leaf, "values_list")}
    written = {".".join((*path, *cell)) for path, file in FILES for cell, _ in leaves(read(file))}
    assert loaded == written


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ({"values": {"2017-01-01": {"value": 1}}}, "no description"),
        ({"values": {"2017-01-01": 1}}, "expected a mapping"),
        ({"values": {"2017-1-1": {"value": 1}}}, "not a date"),
        ({"values": {"2017-01-01": {"value": 1}}, "metadata": {"unit": "euros"}}, "unit 'euros'"),
        ({"values": {"2017-01-01": {"value": 32}}, "metadata": {"unit": "taux"}}, "fraction"),
        ({"values": {"2017-01-01": {"value": "1"}}, "metadata": {"unit": "EUR"}}, "not a number"),
        ({"values": {"2017-01-01": {"value": 1}}}, "confidence None"),
        ({"values": {"2017-01-01": {"value": 1}}}, "no metadata.reference"),
        ({"metadata": {"last_value_checked_on": "2999-01-01"}}, "in the future"),
    ],
)
def test_the_check_sees(document, fault):
    assert any(fault in found for found in faults_of(document))
