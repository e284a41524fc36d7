"""The notes of marks: what is wrong and what to do, put above whatever somebody has noted at the cell already."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.hosts.file.marking.shapes import Shapes
from softenv_xl.hosts.file.markup import MAIN, SPACE
from softenv_xl.hosts.file.relations import relations
from softenv_xl.hosts.file.upgrade.parts import add_part, free_name, relate
from softenv_xl.legible import UNSHOWN, escape
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from softenv_xl.grid.address import Area
    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.workbook import Workbook

OPENING = Text("【请修改】", "[Please correct]")
_CLOSING = "— softenv-xl"
_OWN = re.compile(
    rf"(?:{'|'.join(map(re.escape, OPENING))})\r?\n.*?\n{re.escape(_CLOSING)}(?:\r?\n)?", re.DOTALL
)
_LONGEST = 2_000  # characters; more can't be read in a note
_AUTHOR = "softenv-xl"

_COMMENTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<comments xmlns="{MAIN[1:-1]}"><authors/><commentList/></comments>'
)
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_ITEM, _RUN, _WORDS = f"{MAIN}comment", f"{MAIN}r", f"{MAIN}t"


def note_of(words: str, opening: str) -> str:
    """A note's whole text; its first and last line tell it from what people write."""
    return f"{opening}\n{words[:_LONGEST]}\n{_CLOSING}"


def put_notes(book: Workbook, sheet: Sheet, notes: Sequence[tuple[Area, str]]) -> None:
    """Each note at its area's first cell; those of an earlier time go. A cell with a thread of comments gets none."""
    parts = {one.kind: one.part for one in relations(book.package, sheet.part)}
    wanted: dict[str, str] = {}
    for area, words in notes:
        cell = area._replace(bottom=area.top, right=area.left).ref
        wanted[cell] = f"{wanted[cell]}\n{words}" if cell in wanted else words
    if "comments" not in parts and not wanted:
        return
    if "comments" not in parts:
        parts["comments"] = _new_part(book, sheet)
    root = book.tree(parts["comments"])
    shapes = Shapes(book, sheet)
    threads = set(_threads(book, parts.get("threadedComment")))
    there = {item.get("ref", ""): item for item in root.iter(_ITEM)}
    changed = False
    for cell, item in list(there.items()):
        if cell not in threads and _without_own(item):
            changed = True
            if cell not in wanted and not _text(item):
                _drop(there.pop(cell))
                shapes.drop(cell)
    for cell, words in wanted.items():
        if cell not in threads:
            changed = True
            _put(root, there.get(cell), cell, words)
            shapes.add(cell, words)
    if changed:
        book.store_tree(parts["comments"])
        shapes.store()


def _new_part(book: Workbook, sheet: Sheet) -> str:
    part = free_name(book.package, "xl/comments1.xml")
    add_part(book.package, part, _COMMENTS.encode(), _TYPE)
    relate(book.package, sheet.part, "comments", part)
    return part


def _threads(book: Workbook, part: str | None) -> Iterator[str]:
    """The cells whose note only stands for a thread, which programs show instead."""
    for one in book.tree(part) if part else ():
        yield one.get("ref", "")


def _text(item: Element) -> str:
    return "".join(words.text or "" for words in item.iter(_WORDS))


def _without_own(item: Element) -> bool:
    """Takes what is the program's off the note; whether there was anything. Runs of other people stay as they are."""
    own = _OWN.search(_text(item))
    if not own:
        return False
    begins = 0
    for words in item.iter(_WORDS):
        text = words.text or ""
        first, last = (min(max(at - begins, 0), len(text)) for at in own.span())
        words.text = text[:first] + text[last:]
        begins += len(text)
    return True


def _drop(item: Element) -> None:
    parent = item.getparent()
    assert parent is not None  # noqa: S101 - it was found in the list
    parent.remove(item)


def _put(root: Element, item: Element | None, cell: str, words: str) -> None:
    run = etree.Element(_RUN)
    text = etree.SubElement(run, _WORDS)
    text.set(SPACE, "preserve")
    if item is None:
        listed = root.find(f"{MAIN}commentList")
        assert listed is not None  # noqa: S101 - the format wants one
        item = etree.SubElement(listed, _ITEM, ref=cell, authorId=_author(root))
        etree.SubElement(item, f"{MAIN}text")
    body = item.find(f"{MAIN}text")
    assert body is not None  # noqa: S101 - the format wants one
    _as_runs(body)
    rest = _text(item)
    text.text = UNSHOWN.sub(_shown, words) + ("\n" if rest else "")
    body.insert(0, run)


def _shown(letter: re.Match[str]) -> str:
    return letter[0] if letter[0] == "\n" else escape(letter[0])


def _as_runs(body: Element) -> None:
    """Text that stands there by itself becomes a run, before which another one may stand."""
    plain = body.find(_WORDS)
    if plain is not None:
        run = etree.Element(_RUN)
        body.replace(plain, run)
        run.append(plain)
    for run in body.findall(_RUN):
        if not any(words.text for words in run.iter(_WORDS)):
            body.remove(run)


def _author(root: Element) -> str:
    authors = root.find(f"{MAIN}authors")
    assert authors is not None  # noqa: S101 - the format wants it
    names = [author.text for author in authors]
    if _AUTHOR not in names:
        etree.SubElement(authors, f"{MAIN}author").text = _AUTHOR
        return str(len(names))
    return str(names.index(_AUTHOR))
