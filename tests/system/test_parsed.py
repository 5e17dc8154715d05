"""What is kept of the parameter files never changes what they say."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from zeronr_rules import parsed

AMOUNT = """description: Montant
values:
  2017-01-01:
    value: 1
  2018-01-01:
    value: 1.0
  2019-01-01:
    value: .nan
  2020-01-01:
    value: null
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = tmp_path / "parameters"
    (made / "rsa").mkdir(parents=True)
    (made / "rsa" / "montant.yaml").write_text(AMOUNT, encoding="utf-8")
    (made / "rsa" / "index.yaml").write_text("description: RSA\n", encoding="utf-8")
    return made


@pytest.fixture
def parses(monkeypatch):
    """How many times files were parsed."""
    done = []
    plain = parsed.parse

    def counted(sources):
        done.append(1)
        return plain(sources)

    monkeypatch.setattr(parsed, "parse", counted)
    return done


def kept(folder: Path) -> Path:
    return folder / "__pycache__" / "parameters.1.json"


def truth(folder: Path):
    return parsed.parse(parsed.sources_of(parsed.parameter_files(folder)))


def test_the_second_time_nothing_is_parsed(folder, parses):
    first = parsed.parameter_tree(folder)
    second = parsed.parameter_tree(folder)
    assert len(parses) == 1
    assert parsed._same(first, second)
    values = second["rsa"]["montant"]["values"]
    assert type(values["2017-01-01"]["value"]) is int
    assert type(values["2018-01-01"]["value"]) is float
    assert math.isnan(values["2019-01-01"]["value"])
    assert values["2020-01-01"]["value"] is None
    assert [file.name for file in kept(folder).parent.iterdir()] == [kept(folder).name]


@pytest.mark.parametrize("change", ["content", "new file", "removed", "renamed"])
def test_changed_files_are_parsed_again(folder, parses, change):
    parsed.parameter_tree(folder)
    file = folder / "rsa" / "montant.yaml"
    before = file.stat()
    if change == "content":
        # Same size, same date: only the content tells.
        file.write_text(AMOUNT.replace("value: 1\n", "value: 2\n"), encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif change == "new file":
        (folder / "af.yaml").write_text(AMOUNT, encoding="utf-8")
    elif change == "removed":
        (folder / "rsa" / "index.yaml").unlink()
    else:
        file.rename(folder / "rsa" / "autre.yaml")
    found = parsed.parameter_tree(folder)
    assert len(parses) == 2
    assert parsed._same(found, truth(folder))
    assert parsed._same(parsed.parameter_tree(folder), found)


def damage(whole: bytes) -> list[bytes]:
    return [
        b"",
        b"\n",
        b"\xff\xfe",
        whole[: len(whole) // 2],
        whole.replace(b"1.0", b"7.0"),
        whole + b" ",
    ]


@pytest.mark.parametrize("rank", range(6))
def test_a_damaged_file_is_not_believed_and_is_replaced(folder, parses, rank):
    parsed.parameter_tree(folder)
    whole = kept(folder).read_bytes()
    kept(folder).write_bytes(damage(whole)[rank])
    assert parsed._same(parsed.parameter_tree(folder), truth(folder))
    assert kept(folder).read_bytes() == whole


def test_a_folder_that_cannot_be_written_leaves_it_to_the_users_own(folder, parses, tmp_path):
    # A file where a folder should be: nobody can write there, root neither.
    (folder / "__pycache__").write_text("")
    parsed.parameter_tree(folder)
    assert len(list((tmp_path / "cache" / "zeronr-rules").iterdir())) == 1
    parsed.parameter_tree(folder)
    assert len(parses) == 1


def test_nowhere_to_write_is_harmless(folder, parses, tmp_path):
    (folder / "__pycache__").write_text("")
    (tmp_path / "cache").write_text("")
    for _ in range(2):
        assert parsed._same(parsed.parameter_tree(folder), truth(folder))


def test_a_full_disk_leaves_nothing_behind(folder, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    assert parsed._same(parsed.parameter_tree(folder), truth(folder))
    assert list(kept(folder).parent.iterdir()) == []


def test_nothing_is_written_where_python_writes_no_bytecode(folder, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    parsed.parameter_tree(folder)
    assert not kept(folder).parent.exists()


def test_it_follows_the_prefix_of_compiled_modules(folder, parses, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "prefix"))
    parsed.parameter_tree(folder)
    parsed.parameter_tree(folder)
    assert len(parses) == 1
    assert not kept(folder).exists()
    assert list((tmp_path / "prefix").rglob("*.json"))


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="POSIX permissions")
def test_what_anybody_could_have_written_is_not_believed(folder, parses):
    parsed.parameter_tree(folder)
    kept(folder).parent.chmod(0o777)
    parsed.parameter_tree(folder)
    assert len(parses) == 2


def test_what_json_would_change_is_not_kept(folder, parses):
    (folder / "rangs.yaml").write_text("1: un\n", encoding="utf-8")
    for _ in range(2):
        assert parsed.parameter_tree(folder)["rangs"] == {1: "un"}
    assert not kept(folder).exists()


def test_threads_at_once(folder):
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: parsed.parameter_tree(folder), range(12)))
    assert all(parsed._same(tree, truth(folder)) for tree in found)
    assert [file.name for file in kept(folder).parent.iterdir()] == [kept(folder).name]


def test_two_processes_at_once(folder, tmp_path):
    code = (
        "import sys; sys.dont_write_bytecode = False\n"
        "from pathlib import Path\n"
        "from zeronr_rules import parsed\n"
        "tree = parsed.parameter_tree(Path(sys.argv[1]))\n"
        "assert tree['rsa']['montant']['values']['2018-01-01']['value'] == 1.0\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(folder)]) for _ in range(4)]
    assert [process.wait() for process in running] == [0] * 4
    assert [file.name for file in kept(folder).parent.iterdir()] == [kept(folder).name]
    assert parsed._same(parsed.parameter_tree(folder), truth(folder))
