"""Everything that is wrong with a template, before it is used: each with the paragraph where it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple

from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from jinja2 import TemplateSyntaxError, meta, nodes

from softenv_xl.documents.filling import environment
from softenv_xl.words import Text

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HALF = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_STATEMENT = re.compile(
    r"\{%[-+]?\s*(?:(?P<part>tr|tc|p|r)\s)?\s*(?P<word>\w+)(?P<rest>.*?)[-+]?%\}", re.DOTALL
)
_PREFIX = re.compile(r"^(\{[{%])(?:tr|tc|p|r)\s")
_CLOSES = {
    "endfor": "for",
    "endif": "if",
    "endmacro": "macro",
    "endset": "set",
    "endwith": "with",
    "endfilter": "filter",
}
_OPENS = frozenset(_CLOSES.values())
_BETWEEN = frozenset({"else", "elif"})
_LONGEST = 60

SPLIT = Text("标签没有在同一段内写完", "a tag doesn't begin and end in one paragraph")
UNKNOWN = Text("没有名为“{name}”的字段", "there is no field “{name}”")
UNCLOSED = Text("{word} 没有对应的 end{word}", "{word} has no end{word}")
UNOPENED = Text("{word} 没有对应的开头", "{word} closes nothing that is open")
NO_TABLE = Text("{part} 标签不在表格中", "a tag with {part} stands in no table")
SYNTAX = Text("写法有误：{reason}", "it cannot be read: {reason}")


class Fault(NamedTuple):
    """What is wrong, and the text of the paragraph in which it is."""

    what: Text
    where: str

    @property
    def words(self) -> Text:
        if not self.where:
            return self.what
        where = self.where if len(self.where) <= _LONGEST else f"{self.where[:_LONGEST]}…"
        return Text("“{where}”：{what}", "“{where}”: {what}").format(where=where, what=self.what)


class _Open(NamedTuple):
    """A statement that is open: what it is, where, and the names that hold inside it, with their columns if these are known."""

    word: str
    where: str
    names: Mapping[str, Collection[str] | None]


@dataclass
class _Examination:
    """`known` are the names that a template may use, each with what may stand behind a dot, if that is known."""

    known: Mapping[str, Collection[str] | None]
    faults: list[Fault] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)

    def names(self) -> dict[str, Collection[str] | None]:
        inside = [one.names for one in self.open]
        return {
            **dict.fromkeys(environment().globals),
            **self.known,
            **{k: v for names in inside for k, v in names.items()},
        }

    def tell(self, what: Text, where: str) -> None:
        if (fault := Fault(what, where)) not in self.faults:
            self.faults.append(fault)

    def paragraph(self, text: str, *, in_table: bool) -> None:
        if _HALF.search(_TAG.sub("", text)):
            self.tell(SPLIT, text)
        for tag in _TAG.findall(text):
            if tag.startswith("{%"):
                self._statement(tag, text, in_table=in_table)
            elif tag.startswith("{{"):
                self._expression(_PREFIX.sub(r"\1 ", tag), text)

    def _statement(self, tag: str, where: str, *, in_table: bool) -> None:
        found = _STATEMENT.fullmatch(tag)
        if not found:
            self.tell(SYNTAX.format(reason=tag), where)
            return
        part, word, rest = found["part"], found["word"], found["rest"]
        if part in ("tr", "tc") and not in_table:
            self.tell(NO_TABLE.format(part=part), where)
        if word in _CLOSES:
            self._close(word, where)
        elif word in _BETWEEN:
            if not any(one.word in ("if", "for") for one in self.open):
                self.tell(UNOPENED.format(word=word), where)
            if rest.strip():
                self._expression(f"{{{{ {rest} }}}}", where)
        else:
            self._begin(word, rest, where)

    def _begin(self, word: str, rest: str, where: str) -> None:
        body = f"{{% {word}{rest} %}}" + (
            f"{{% end{word} %}}" if word in _OPENS and not _sets(word, rest) else ""
        )
        tree = self._expression(body, where)
        if word in _OPENS and not _sets(word, rest):
            self.open.append(_Open(word, where, self._bound(tree)))
        elif word == "set" and tree is not None:
            self.known = {
                **self.known,
                **{name.name: None for name in tree.find_all(nodes.Name) if name.ctx == "store"},
            }

    def _bound(self, tree: nodes.Template | None) -> dict[str, Collection[str] | None]:
        if tree is None:
            return {}
        bound: dict[str, Collection[str] | None] = {
            name.name: None for name in tree.find_all(nodes.Name) if name.ctx in ("store", "param")
        }
        for loop in tree.find_all(nodes.For):
            bound["loop"] = None
            if isinstance(loop.iter, nodes.Name) and isinstance(loop.target, nodes.Name):
                bound[loop.target.name] = self.names().get(loop.iter.name)
        return bound

    def _close(self, word: str, where: str) -> None:
        if self.open and self.open[-1].word == _CLOSES[word]:
            self.open.pop()
        elif any(one.word == _CLOSES[word] for one in self.open):
            while self.open[-1].word != _CLOSES[word]:
                last = self.open.pop()
                self.tell(UNCLOSED.format(word=last.word), last.where)
            self.open.pop()
        else:
            self.tell(UNOPENED.format(word=word), where)

    def _expression(self, source: str, where: str) -> nodes.Template | None:
        try:
            tree = environment().parse(source)
            unknown = meta.find_undeclared_variables(tree)  # it also looks for filters that there aren't
        except TemplateSyntaxError as error:
            self.tell(SYNTAX.format(reason=error.message or source), where)
            return None
        names = self.names()
        for name in sorted(unknown - names.keys()):
            self.tell(UNKNOWN.format(name=name), where)
        for one in tree.find_all(nodes.Getattr):
            columns = names.get(one.node.name) if isinstance(one.node, nodes.Name) else None
            if columns is not None and one.attr not in columns and isinstance(one.node, nodes.Name):
                self.tell(UNKNOWN.format(name=f"{one.node.name}.{one.attr}"), where)
        return tree


def _sets(word: str, rest: str) -> bool:
    """Is it `set name = …`, which nothing closes?"""
    return word == "set" and "=" in rest


def faults(template: bytes, known: Mapping[str, Collection[str] | None]) -> list[Fault]:
    """Every unknown name, open loop and split tag, in the order in which they stand. `known` are the names that there are; of
    a table, or of what has parts, what may stand behind the dot.
    """
    try:
        document = Document(BytesIO(template))
    except Exception as error:  # whatever the file is, it is no Word document
        return [Fault(SYNTAX.format(reason=str(error) or type(error).__name__), "")]
    examination = _Examination(known)
    for part in _parts(document):
        for paragraph in part.iter(qn("w:p")):
            text = "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
            examination.paragraph(text, in_table=any(True for _ in paragraph.iterancestors(qn("w:tbl"))))
        for one in examination.open:
            examination.tell(UNCLOSED.format(word=one.word), one.where)
        examination.open.clear()
    return examination.faults


def _parts(document: Doc) -> Iterator[BaseOxmlElement]:
    """The body, and what stands above and below it on the pages."""
    yield document.element.body
    for section in document.sections:
        for part in (
            section.header,
            section.first_page_header,
            section.even_page_header,
            section.footer,
            section.first_page_footer,
            section.even_page_footer,
        ):
            if not part.is_linked_to_previous:
                yield part._element
