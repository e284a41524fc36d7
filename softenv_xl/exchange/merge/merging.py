"""Packs that came back, merged into the control workbook: every file read, everything decided, all in one write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from softenv_xl import catalogue, flow
from softenv_xl.control.workbook import Control
from softenv_xl.errors import Stop
from softenv_xl.exchange.merge.plans import edits_between, plans_for
from softenv_xl.exchange.merge.reading import Reader
from softenv_xl.exchange.merge.recognising import is_another_control_workbook
from softenv_xl.exchange.merge.shapes import Meanings, packed_tables, rows_here, shape_of, standing
from softenv_xl.exchange.merge.state_sheets import read_state, state_patches
from softenv_xl.exchange.merge.telling import issues_of, left_out
from softenv_xl.exchange.merge.three_way import Merged, merge
from softenv_xl.exchange.merge.values import Copy, TableShape
from softenv_xl.exchange.merge.words import cell_words
from softenv_xl.exchange.merge.work import State
from softenv_xl.exchange.pack.opening import OpenedPack, open_pack
from softenv_xl.exchange.passport.record import issuance_of
from softenv_xl.fault_localization import read_control_or_stop
from softenv_xl.grid.grid import Book
from softenv_xl.intake.places import RETURNED_PACKS, folders_named
from softenv_xl.intake.returns import Delivery
from softenv_xl.issues import Issue
from softenv_xl.legible import legible
from softenv_xl.passport.issues import issue_of
from softenv_xl.passport.verification import Verdict
from softenv_xl.retyping import Retyped, write
from softenv_xl.sheets.patch import TablePatch
from softenv_xl.sheets.result import Result
from softenv_xl.views import conflicts, packs_merged
from softenv_xl.words import LANGS, Text

_UNTRUSTED = (Verdict.ALTERED,)
"""What such a pack says of itself isn't believed: all that differs in it is a conflict."""

_NOBODYS = "?"
"""The serial of packs that nothing tells the serial of."""


class MergeLine(NamedTuple):
    """One cell, or one row, that the merge changes in the control workbook: `what` is "cell", "added" or "deleted"."""

    what: str
    sheet: str
    row: str
    column: str = ""
    before: Text = Text("", "")
    after: Text = Text("", "")


def folders(beside: Path) -> list[Path]:
    """Where packs that came back are, beside the control workbook. Raises Stop(merge.no-folder)."""
    found = folders_named(beside, RETURNED_PACKS)
    if not found:
        raise Stop("merge.no-folder", folder=legible(beside), inbox=RETURNED_PACKS)
    return found


class PackMerge(NamedTuple):
    """What a merge came to; `result` is that of the workbook as a whole. `issues` are those of the packs and of decisions."""

    result: Result
    merged: Merged
    lines: tuple[MergeLine, ...]
    files: int
    unread: int
    issues: tuple[Issue, ...]
    changed: bool
    dry_run: bool

    @property
    def counts(self) -> dict[str, int]:
        """How many cells and rows changed, decisions were carried out, changes of locked cells left out; what is to decide."""
        of = Counter(line.what for line in self.lines)
        codes = Counter(event.code for event in self.merged.events)
        return {
            "cells": of["cell"],
            "added": of["added"],
            "deleted": of["deleted"],
            "decided": codes["decided"],
            "locked": codes["pack.locked-column"],
            "open": sum(conflict.is_open for conflict in self.merged.state.conflicts.values()),
        }


def merge_packs(
    workbook: flow.Workbook, path: Path, deliveries: Iterable[Delivery], as_of: date, *, dry_run: bool = False
) -> PackMerge:
    """Merges the files as packs of the workbook at `path`, and brings it up to date; with `dry_run` nothing is written.

    Raises Stop: workbook.needs-upgrade, and what a refresh raises.
    """
    book = workbook.read()
    control = read_control_or_stop(book, workbook.name)
    for sheet in (conflicts.SHEET, packs_merged.SHEET):
        if sheet.key in control.lacking:
            what = Text(f"“{sheet.name.zh}”", f"sheet “{sheet.name.en}”")
            raise Stop("workbook.needs-upgrade", file=workbook.name, what=what)
    control = replace(control, passports=issuance_of(control, path))
    meanings = Meanings(control)
    taken = list(_opened(deliveries, Reader(control, meanings), path))
    copies = [copy for copy, _ in taken if copy]
    told = [issue for _, issues in taken for issue in issues]

    packed = {table.key: table for table in packed_tables(control)}
    shapes = {key: shape_of(table, control) for key, table in packed.items()}
    rows = {key: rows_here(table, shapes[key], control, meanings) for key, table in packed.items()}
    before = read_state(control, {key: standing(rows[key]) for key in packed}, shapes)
    merged = merge(before, copies, shapes, as_of)
    merged = merged._replace(state=_with_what_was_left_out(merged, copies, shapes, control))
    specs = {key: table.full for key, table in packed.items()}
    plans = plans_for(before.tables, merged.state.tables, shapes, rows, control)

    def besides(result: Result) -> Sequence[TablePatch]:
        return state_patches(result.control, merged.state, shapes, packed)

    result, changed = write(workbook, Retyped(book, control, specs, plans), as_of, besides, dry_run=dry_run)
    told += issues_of(merged.events, shapes, control, result)
    lines = tuple(_lines(before, merged.state, shapes, control))
    unread = len(taken) - len(copies)
    return PackMerge(result, merged, lines, len(copies), unread, tuple(told), changed, dry_run)


def _opened(
    deliveries: Iterable[Delivery], reader: Reader, path: Path
) -> Iterator[tuple[Copy | None, tuple[Issue, ...]]]:
    """Each file as a copy, where it is one, with what there is to be told of it."""
    for delivery in deliveries:
        copy, issues = _copy(delivery, reader, path)
        yield copy, tuple(issue.in_file(delivery.file) for issue in issues)


def _copy(delivery: Delivery, reader: Reader, path: Path) -> tuple[Copy | None, list[Issue]]:
    issues = list(delivery.issues)
    if delivery.book is None:
        return None, issues
    opened = open_pack(delivery.book, reader.control, path)
    if opened.verified.verdict is Verdict.FOREIGN:
        return None, [*issues, *_passport_issue(opened)]
    if not opened.serial and opened.base is None and not _looks_like_one(delivery.book, reader):
        return None, [*issues, Issue(catalogue.PACK_NOT_A_PACK)]
    issues += _passport_issue(opened)
    base = None if opened.verified.verdict in _UNTRUSTED else opened.base
    serial = opened.serial or _NOBODYS
    return reader.copy(delivery.book, serial, opened.department, base, delivery.file), issues


def _passport_issue(opened: OpenedPack) -> list[Issue]:
    issue = issue_of(opened.verified, opened.department, pack=True)
    return [issue] if issue else []


def _looks_like_one(book: Book, reader: Reader) -> bool:
    """Some table of a pack, in a workbook that is neither a control workbook nor a return."""
    tables = [table.name for grid in book.grids for table in grid.tables]
    return not is_another_control_workbook(tables) and reader.knows(book)


def _lines(
    before: State, after: State, shapes: Mapping[str, TableShape], control: Control
) -> Iterator[MergeLine]:
    for key, edits in edits_between(before.tables, after.tables):
        table, shape = control.tables[key], shapes[key]
        for row, cells in sorted(edits.changed.items()):
            for name, value in cells.items():
                column = table.texts.get(name) or shape.inputs[name].label(control.lang)
                old, new = (
                    Text(*(cell_words(each, shape, name, lang) for lang in LANGS))
                    for each in (before.tables[key][row].get(name), value)
                )
                yield MergeLine("cell", table.grid.sheet, row, column, old, new)
        yield from (MergeLine("added", table.grid.sheet, row) for row in sorted(edits.added))
        yield from (MergeLine("deleted", table.grid.sheet, row) for row in sorted(edits.deleted))


def _with_what_was_left_out(
    merged: Merged, copies: Sequence[Copy], shapes: Mapping[str, TableShape], control: Control
) -> State:
    known = dict(merged.state.copies)
    for copy in copies:
        identity = copy.identity
        known[identity] = replace(known[identity], told=left_out(merged.events, copy, shapes, control))
    return replace(merged.state, copies=known)
