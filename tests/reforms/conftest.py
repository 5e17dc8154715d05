"""What the tests of reforms share."""

from __future__ import annotations

import hashlib

import pytest

import zeronr_rules as zr
from zeronr_rules.reforms.tree import leaves

ALONE = {"individus": {"p1": {"date_naissance": {"ETERNITY": "1990-03-15"}}}}


def law_digest(root) -> str:
    """Digest every dated value of a tree, with its references."""
    content = [
        (path, leaf.name, str(leaf.metadata), one.instant_str, repr(one.value), str(one.metadata))
        for path, leaf in sorted(leaves(root))
        for one in leaf.values_list
    ]
    return hashlib.sha256(repr(content).encode()).hexdigest()


@pytest.fixture
def law_unchanged():
    """Check that the law is the same after a test as before."""
    rules = zr.system()
    root, variables, before = rules.parameters, dict(rules.variables), law_digest(rules.parameters)
    attributes = {name: dict(vars(one)) for name, one in variables.items()}
    yield
    assert rules.parameters is root
    assert law_digest(root) == before
    assert rules.variables == variables
    assert {name: dict(vars(one)) for name, one in rules.variables.items()} == attributes


@pytest.fixture
def alone() -> dict:
    return {plural: {key: dict(one) for key, one in ids.items()} for plural, ids in ALONE.items()}
