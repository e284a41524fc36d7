"""A folder of files that follow from a workbook: what is the program's and what isn't, wherever it is interrupted."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softenv_xl import store
from softenv_xl.errors import Stop
from softenv_xl.store import disk

FILES = st.dictionaries(st.sampled_from(["a", "b", "sub/a", "sub/b", "other/deep/c"]), st.binary(max_size=4))
LIST = ".softenv-site.json"


def there(out: Path) -> dict[str, bytes]:
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    found.pop(LIST, None)
    return found


@settings(max_examples=30)
@given(st.lists(FILES, min_size=1, max_size=4), FILES)
def test_the_folder_holds_the_last_files_and_what_others_put_there(
    tmp_path_factory: pytest.TempPathFactory, builds: list[dict[str, bytes]], theirs: dict[str, bytes]
) -> None:
    out = tmp_path_factory.mktemp("derived") / "out"
    foreign = {f"theirs/{name}": content for name, content in theirs.items()}
    for files in builds:
        done = store.derive(out, files, "site")
        for name, content in foreign.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(content)
        assert set(done.written) | set(done.same) == set(files)
    assert there(out) == {**builds[-1], **foreign} if out.exists() else not builds[-1]


class Killed(BaseException):
    pass


@pytest.mark.parametrize("after", range(8))
def test_wherever_it_is_killed_the_next_run_knows_its_own_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    out, before, then = (
        tmp_path / "out",
        {"a": b"1", "b": b"1", "c/d": b"1"},
        {"a": b"2", "b": b"1", "e": b"2"},
    )
    store.derive(out, before, "site")
    real, calls = disk.put, iter(range(100))

    def put(draft: Path, target: Path) -> None:
        if next(calls) == after:
            raise Killed
        real(draft, target)

    with monkeypatch.context() as patched:
        patched.setattr(disk, "put", put)
        try:
            store.derive(out, then, "site")
        except Killed:
            for name, content in there(out).items():
                assert content in (before.get(name), then.get(name))
    last = {"a": b"3", "e": b"3"}  # neither what was nor what was begun
    store.derive(out, last, "site")
    assert there(out) == last
    assert not (out / ".softenv").exists()


@pytest.mark.parametrize("path", ["../outside", "/etc/outside", "sub/../../outside", "..\\outside"])
def test_a_list_that_somebody_forged_removes_nothing_elsewhere(tmp_path: Path, path: str) -> None:
    out, outside = tmp_path / "out", tmp_path / "outside"
    outside.write_bytes(b"theirs")
    store.derive(out, {"a": b"1"}, "site")
    listing = json.loads((out / LIST).read_text())
    listing["files"][path] = listing["files"]["a"]
    (out / LIST).write_text(json.dumps(listing))
    store.derive(out, {}, "site")
    assert outside.read_bytes() == b"theirs"


@pytest.mark.parametrize(
    "content", ["", "[]", '{"files": 3}', '{"files": {"a": 3}}', "\ud800".encode("utf-8", "surrogatepass")]
)
def test_a_list_that_is_none_knows_no_file(tmp_path: Path, content: str | bytes) -> None:
    out = tmp_path / "out"
    store.derive(out, {"a": b"1"}, "site")
    (out / LIST).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Stop) as stop:
        store.derive(out, {"a": b"2"}, "site")
    assert stop.value.code == "folder.not-ours"
    assert there(out) == {"a": b"1"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_nothing_is_written_through_a_link(tmp_path: Path, what: str) -> None:
    out, outside = tmp_path / "out", tmp_path / "outside"
    out.mkdir()
    outside.mkdir()
    (outside / "a").write_bytes(b"theirs")
    link, target = ("a", outside / "a") if what == "file" else ("sub", outside)
    (out / link).symlink_to(target)
    with pytest.raises(Stop) as stop:
        store.derive(out, {"a" if what == "file" else "sub/a": b"1"}, "site")
    assert stop.value.code == "folder.not-ours"
    assert (outside / "a").read_bytes() == b"theirs"
    assert not (out / ".softenv").exists()


def test_a_changed_file_is_not_removed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    store.derive(out, {"a": b"1", "b": b"1"}, "site")
    (out / "a").write_bytes(b"changed")
    with pytest.raises(Stop):
        store.derive(out, {"b": b"2"}, "site")
    assert there(out) == {"a": b"changed", "b": b"1"}
    assert [one.kind for one in store.written()][-2:] == ["created", "created"]


def test_kinds_know_nothing_of_each_other(tmp_path: Path) -> None:
    out = tmp_path / "out"
    store.derive(out, {"a": b"1"}, "site")
    store.derive(out, {"b": b"1"}, "export")
    assert set(there(out)) >= {"a", "b"}
    assert store.derive(out, {}, "export").removed == ("b",)
    assert "a" in there(out)
