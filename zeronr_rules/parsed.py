"""The parameter files, parsed once and kept beside them as long as they stay the same.

Parsing YAML is most of what loading the parameters costs. The tree it gives is
kept as JSON where Python keeps compiled modules: in ``__pycache__`` beside the
files or, where that cannot be written, in the user's own cache folder. The
SHA-256 of every path and content decides whether what is kept is used; a file
that is missing, damaged or out of date costs a parse, never an error.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import json
import os
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

PARAMETERS_PACKAGE = "zeronr_rules.parameters"
# Changes with the format, and with what parsing makes of the same files.
_NAME = "parameters.1.json"

Source = tuple[tuple[str, ...], bytes]


def parameter_folder() -> Path:
    """Return the folder of the parameters."""
    return Path(importlib.import_module(PARAMETERS_PACKAGE).__path__[0])


def parameter_files(folder: Path | None = None) -> list[tuple[tuple[str, ...], Path]]:
    """Return every parameter file with its path in the tree, sorted."""
    root = str(parameter_folder() if folder is None else folder)
    found = []
    for where, _, names in os.walk(root):
        # Not Path.relative_to: it would cost more than reading the files.
        parts = tuple(part for part in where[len(root) :].split(os.sep) if part)  # noqa: PTH206
        found += [
            ((*parts, name.removesuffix(".yaml")), Path(where, name))
            for name in names
            if name.endswith(".yaml")
        ]
    return sorted(found)


def sources_of(files: Iterable[tuple[tuple[str, ...], Path]]) -> list[Source]:
    """Read files; a text file may have been checked out with either line ending."""
    return [(parts, path.read_bytes().replace(b"\r\n", b"\n")) for parts, path in files]


def digest_of(sources: Iterable[Source]) -> str:
    """Return the SHA-256 of files, by path then content."""
    digest = hashlib.sha256()
    for parts, content in sources:
        digest.update("/".join(parts).encode() + b"\0" + content + b"\0")
    return digest.hexdigest()


def parameter_tree(folder: Path | None = None) -> dict[str, Any]:
    """Return the parameters as nested mappings, from what is kept or from the files."""
    folder = parameter_folder() if folder is None else folder
    sources = sources_of(parameter_files(folder))
    digest = digest_of(sources)
    for place in _places(folder):
        tree = _read(place, digest, folder)
        if tree is not None:
            return tree
    tree = parse(sources)
    if not sys.dont_write_bytecode:
        _keep(tree, digest, folder)
    return tree


def parse(sources: Iterable[Source]) -> dict[str, Any]:
    """Return the tree of parameter files; ``index`` describes the folder it is in."""
    import yaml

    loader = _text_dates(getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    tree: dict[str, Any] = {}
    for parts, content in sources:
        node = tree
        for part in parts[:-1]:
            node = node.setdefault(part, {})
        data = yaml.load(content.decode("utf-8"), Loader=loader)
        if parts[-1] == "index":
            node.update(data)
        else:
            node[parts[-1]] = data
    return tree


@functools.cache
def _text_dates(base: type[Any]) -> type[Any]:
    """Return a YAML loader that keeps dates as text, as openfisca_core's keys are."""
    loader = type("TextDates", (base,), {})
    loader.yaml_implicit_resolvers = {  # type: ignore[attr-defined]
        first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in base.yaml_implicit_resolvers.items()
    }
    return loader


# What is kept


def _places(folder: Path) -> Iterator[Path]:
    """Return where the tree may be kept, best first."""
    if sys.pycache_prefix is None:
        yield folder / "__pycache__" / _NAME
    else:
        # As Python does: the same path under another root.
        yield Path(sys.pycache_prefix, *folder.absolute().parts[1:], _NAME)
    home = _user_folder()
    if home is not None:
        # Every installation of this user: the folder tells them apart.
        here = hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:16]
        yield home / "zeronr-rules" / f"{here}.{_NAME}"


def _user_folder() -> Path | None:
    given = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        found = Path(given) if given else Path.home() / ".cache"
    except RuntimeError:
        return None
    return found if found.is_absolute() else None


def _only_ours(place: Path, folder: Path) -> bool:
    """Tell whether nobody else could have written there: the values are those of the law."""
    if not hasattr(os, "geteuid"):
        return True
    # Who can write the files can write what is kept of them.
    trusted = {os.geteuid(), folder.stat().st_uid}
    for path in (place.parent, place):
        status = path.stat()
        if status.st_uid not in trusted or status.st_mode & 0o002:
            return False
    return True


def _read(place: Path, digest: str, folder: Path) -> dict[str, Any] | None:
    """Return what is kept if it is whole, ours and of these very files."""
    try:
        sources, body, content = place.read_bytes().split(b"\n", 2)
        if sources.decode() != digest or not _only_ours(place, folder):
            return None
        if hashlib.sha256(content).hexdigest() != body.decode():
            return None
        tree: dict[str, Any] = json.loads(content)
    except (OSError, ValueError):
        return None
    return tree


def _keep(tree: dict[str, Any], digest: str, folder: Path) -> None:
    """Keep a tree in the first place that can be written, whole or not at all."""
    try:
        content = json.dumps(tree, ensure_ascii=False)
    except (TypeError, ValueError):
        return
    if not _same(tree, json.loads(content)):
        return
    text = content.encode()
    whole = b"\n".join((digest.encode(), hashlib.sha256(text).hexdigest().encode(), text))
    for place in _places(folder):
        # Of this thread alone until it is complete.
        draft = place.with_name(f"{place.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            place.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(whole)
                draft.replace(place)
            except OSError:
                draft.unlink(missing_ok=True)
                raise
        except OSError:
            continue
        return


def _same(one: Any, other: Any) -> bool:
    """Tell whether two trees hold the same values of the same types, NaN included."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        # In the same order: it is that of the children.
        return list(one) == list(other) and all(
            type(key) is str and _same(value, other[key]) for key, value in one.items()
        )
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return repr(one) == repr(other)
