"""Any order of writes, undos and people's own doings, on several workbooks of one folder, against a model."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from softenv_xl import store
from softenv_xl.store.backup_folder import MAX_BACKUPS
from tests.store.shelves import outcome

NAMES = ["账.xlsx", "账.xlsx.", "it's 账.xlsx"]
names = st.sampled_from(NAMES)
contents = st.sampled_from([b"A", b"B", b"C", b"longer", b""])


@dataclass
class Model:
    """A workbook as it should be: its bytes, and (before, after) of every write that can be undone."""

    content: bytes | None = None
    writes: list[tuple[bytes, bytes]] = field(default_factory=list)
    read: store.Snapshot | None = None
    has_open: bool = False

    def settle(self) -> None:
        if self.writes and self.writes[-1][0] == self.content:
            self.writes.pop()

    def replace(self, read: bytes, content: bytes) -> str:
        if self.content is None:
            return "file.not-found"
        if content == self.content:
            return "done"
        self.settle()
        if self.has_open:
            return "file.in-use"
        if self.content != read:
            return "file.changed"
        self.writes = [*self.writes, (self.content, content)][-MAX_BACKUPS:]
        self.content = content
        return "done"

    def undo(self) -> str:
        if self.content is None:
            return "file.not-found"
        self.settle()
        if not self.writes:
            return "undo.nothing"
        if self.has_open:
            return "file.in-use"
        before, after = self.writes[-1]
        if self.content != after:
            return "undo.changed-since"
        self.writes.pop()
        self.content = before
        return "done"

    def create(self, content: bytes) -> str:
        if self.content is not None:
            return "file.exists"
        self.content = content
        self.settle()
        return "done"


class Histories(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.folder = Path(self.place.name)
        self.models = {name: Model() for name in NAMES}

    def teardown(self) -> None:
        self.place.cleanup()

    @rule(name=names)
    def read(self, name: str) -> None:
        model = self.models[name]
        if model.content is None:
            assert outcome(lambda: store.read(self.folder / name)) == "file.not-found"
        else:
            model.read = store.read(self.folder / name)
            assert model.read.content == model.content
        model.settle()

    @rule(name=names, content=contents)
    def replace(self, name: str, content: bytes) -> None:
        """With what was read last, however long ago."""
        read = self.models[name].read
        if read:
            expected = self.models[name].replace(read.content, content)
            assert outcome(lambda: store.replace(read, content)) == expected

    @rule(name=names, content=contents)
    def read_and_replace(self, name: str, content: bytes) -> None:
        self.read(name)
        self.replace(name, content)

    @rule(name=names)
    def undo(self, name: str) -> None:
        assert outcome(lambda: store.undo(self.folder / name)) == self.models[name].undo()

    @rule(name=names, content=contents)
    def create(self, name: str, content: bytes) -> None:
        expected = self.models[name].create(content)
        assert outcome(lambda: store.create(self.folder / name, content)) == expected

    @rule(name=names, content=contents)
    def people_save(self, name: str, content: bytes) -> None:
        (self.folder / name).write_bytes(content)
        self.models[name].content = content

    @rule(name=names)
    def people_delete(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)
        self.models[name].content = None

    @rule(name=names)
    def people_open_or_close(self, name: str) -> None:
        model, mark = self.models[name], self.folder / f"~${name}"
        if model.has_open:
            mark.unlink()
        else:
            mark.touch()
        model.has_open = not model.has_open

    @invariant()
    def the_folder_is_as_expected(self) -> None:
        there = {path.name: path.read_bytes() for path in self.folder.iterdir() if path.name != ".softenv"}
        assert there == {
            **{name: model.content for name, model in self.models.items() if model.content is not None},
            **{f"~${name}": b"" for name, model in self.models.items() if model.has_open},
        }


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
