"""How tables come in and go out: read, checked as a whole, made ready for a population."""

from __future__ import annotations

from zeronr_rules.inputs.tables.export import tables_of
from zeronr_rules.inputs.tables.filling import fill, read_tables
from zeronr_rules.inputs.tables.ids import Ids, arrow_ids
from zeronr_rules.inputs.tables.report import Report

__all__ = ["Ids", "Report", "arrow_ids", "fill", "read_tables", "tables_of"]
