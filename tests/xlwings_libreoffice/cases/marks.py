"""Borders, notes and conditional formats."""

from __future__ import annotations

from typing import Any

from tests.xlwings_libreoffice.cases import Case, Step, done, given


def _bordered(call: Any, *steps: Any) -> Step:
    """Gives `call` the borders of B2:C3 after each of the steps has had them."""

    def step(sheet: Any) -> Any:
        borders = sheet["B2:C3"].borders
        for each in steps:
            each(borders)
        return call(borders)

    return step


BORDERS = [
    Case("no border", _bordered(lambda b: (b.line_style, b["edge_top"].line_style)), ("none", "none")),
    Case("every border", _bordered(lambda b: b.line_style, lambda b: setattr(b, "line_style", "continuous")), "continuous"),
    *(
        Case(f"border {style}", _bordered(lambda b: b["edge_bottom"].line_style,
             lambda b, style=style: b.set("edge_bottom", line_style=style)), style)
        for style in ("continuous", "dash", "dash_dot", "dash_dot_dot", "dot", "double")
    ),
    *(
        Case(f"border {weight}", _bordered(lambda b: b["edge_top"].weight,
             lambda b, weight=weight: b.set("edge_top", weight=weight)), weight)
        for weight in ("hairline", "thin", "medium", "thick")
    ),
    Case("a weight shows a border", _bordered(lambda b: b["edge_top"].line_style,
         lambda b: setattr(b["edge_top"], "weight", "thick")), "continuous"),
    Case("a border's colour", _bordered(lambda b: b["edge_left"].color,
         lambda b: b.set("outside", line_style="continuous", color="#ff0000")), (255, 0, 0)),
    Case("no border has no colour", _bordered(lambda b: b["edge_left"].color), None),
    Case("outside only", _bordered(lambda b: (b["edge_right"].line_style, b["inside_vertical"].line_style, b.line_style),
         lambda b: b.set("outside", line_style="continuous")), ("continuous", "none", None)),
    Case("inside only", _bordered(lambda b: (b["edge_right"].line_style, b["inside_vertical"].line_style),
         lambda b: b.set("inside", line_style="continuous")), ("none", "continuous")),
    Case("an edge is its cells'", lambda s: (s["B2"].borders.set("edge_bottom", line_style="double"),
         s["B2"].borders["edge_bottom"].line_style, s["B3"].borders["edge_bottom"].line_style)[1:], ("double", "none")),
    Case("cleared", _bordered(lambda b: b.line_style, lambda b: b.set(line_style="continuous"), lambda b: b.clear()),
         "none"),
    Case("inside cleared", _bordered(lambda b: (b["edge_top"].line_style, b["inside_horizontal"].line_style),
         lambda b: b.set(line_style="continuous"), lambda b: b.clear("inside")), ("continuous", "none")),
    Case("a diagonal", _bordered(lambda b: (b["diagonal_down"].line_style, b["diagonal_up"].line_style),
         lambda b: b.set("diagonal_down", line_style="continuous")), ("continuous", "none")),
    Case("no such side", _bordered(lambda b: b["edge_middle"]), ValueError),
]  # fmt: skip

_NOTED = (done("B2", "add_note", "check 这里"),)


def _deleted(sheet: Any) -> object:
    sheet["B2"].note.delete()
    return sheet["B2"].note, len(sheet.notes)


NOTES = [
    Case("no note", lambda s: s["A1"].note, None),
    Case("a note", lambda s: s["B2"].note.text, "check 这里", _NOTED),
    Case("a note beside", lambda s: s["B3"].note, None, _NOTED),
    Case("a note of two lines", lambda s: s["A1"].note.text, "one\ntwo", (done("A1", "add_note", "one\ntwo"),)),
    Case("a note as it is made", lambda s: s["A1"].add_note("new").text, "new"),
    Case("a note rewritten", lambda s: s["B2"].note.text, "new", (*_NOTED, given("B2", note__text="new"))),
    Case("a note deleted", _deleted, (None, 0), _NOTED),
    Case("a second note", lambda s: s["B2"].add_note("again"), Exception, _NOTED),
    Case("where a note is", lambda s: s["B2"].note.location.address, "$B$2", _NOTED),
    Case("who wrote a note", lambda s: isinstance(s["B2"].note.author, str), True, _NOTED),
    Case("a note leaves the value", lambda s: s["B2"].value, None, _NOTED),
    Case("a sheet's notes, row by row", lambda s: [(n.location.address, n.text) for n in s.notes],
         [("$C$1", "c"), ("$A$2", "a"), ("$B$2", "b")],
         (done("B2", "add_note", "b"), done("A2", "add_note", "a"), done("C1", "add_note", "c"))),
    Case("a sheet's notes by index", lambda s: (len(s.notes), s.notes[0].text), (1, "check 这里"), _NOTED),
    Case("a sheet's note by address", lambda s: s.notes["B2"].text, "check 这里", _NOTED),
    Case("a note that isn't there", lambda s: s.notes["A1"], KeyError, _NOTED),
    Case("a note follows inserted rows", lambda s: (s["1:1"].insert("down"), s["B3"].note.text)[1], "check 这里", _NOTED),
    Case("clear wipes notes", lambda s: s["B2"].note, None, (*_NOTED, done("A1:C3", "clear"))),
]  # fmt: skip


def _ruled(call: Any, where: str = "B2:C4") -> Step:
    """Gives `call` the conditional formats of a range after a rule for B2:C4 that fills late rows yellow."""

    def step(sheet: Any) -> Any:
        sheet["B2:C4"].conditional_formats.add_custom(
            '=$D2="Late, or not"', fill_color="#ffff00", font_bold=True
        )
        return call(sheet[where].conditional_formats)

    return step


def _valued(sheet: Any, *arguments: Any) -> Any:
    return sheet["B2:B9"].conditional_formats.add_cell_value(*arguments, fill_color=(1, 2, 3))


def _facts(rule: Any) -> tuple[Any, ...]:
    return rule.type, rule.operator, rule.formula1, rule.formula2, rule.formula, rule.fill_color


def _cleared_in_part(sheet: Any) -> tuple[int, int]:
    _ruled(len)(sheet)
    sheet["B2:C2"].conditional_formats.clear()
    return len(sheet["B2:C2"].conditional_formats), len(sheet["B3:C4"].conditional_formats)


RULES = [
    Case("no rules", lambda s: len(s["A1"].conditional_formats), 0),
    Case("a rule by formula", _ruled(lambda f: _facts(f[0])),
         ("custom", None, None, None, '=$D2="Late, or not"', (255, 255, 0))),
    Case("a rule's font", _ruled(lambda f: (f[0].font_bold, f[0].font_italic, f[0].font_color)), (True, None, None)),
    Case("a rule by value", lambda s: _facts(_valued(s, "less_than", 60)),
         ("cell_value", "less_than", "=60", None, None, (1, 2, 3))),
    Case("a rule between values", lambda s: _facts(_valued(s, "between", 10, 20)),
         ("cell_value", "between", "=10", "=20", None, (1, 2, 3))),
    Case("a rule of text", lambda s: _valued(s, "equal_to", '="x"').formula1, '="x"'),
    Case("a rule over sheets", lambda s: s["A1"].conditional_formats.add_custom(
         "=COUNTIFS(Sheet1!$A$1:$A$9,$B1,Sheet1!$B$1:$B$9,\">0\")>0", fill_color="#ff0000").formula,
         "=COUNTIFS(Sheet1!$A$1:$A$9,$B1,Sheet1!$B$1:$B$9,\">0\")>0"),
    Case("a rule seen from a part", _ruled(len, "C3"), 1),
    Case("a rule not seen from beside", _ruled(len, "D2:E9"), 0),
    Case("a new rule comes first", _ruled(lambda f: (f.add_cell_value("less_than", 1), len(f), f[0].type, f[1].type)[1:]),
         (2, "cell_value", "custom")),
    Case("a rule deleted", _ruled(lambda f: (f[0].delete(), len(f))[1]), 0),
    Case("one rule of two deleted", _ruled(lambda f: (f.add_cell_value("less_than", 1), f[0].delete(),
         [r.type for r in f])[2]), ["custom"]),
    Case("rules cleared", _ruled(lambda f: (f.clear(), len(f))[1]), 0),
    Case("rules cleared in part", _cleared_in_part, (0, 1)),
    Case("a rule changed", _ruled(lambda f: (f[0].set(formula="=$E2>0", fill_color="#00ff00"), _facts(f[0]),
         f[0].font_bold)[1:]), (("custom", None, None, None, "=$E2>0", (0, 255, 0)), True)),
]  # fmt: skip

CASES = [*BORDERS, *NOTES, *RULES]
