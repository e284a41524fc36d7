"""A school's own templates: what is wrong with one is told all at once, and none brings the program down or runs for ever."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as Doc

from softenv_xl.documents import bounded
from softenv_xl.documents.bounded import filled_in_bounds
from softenv_xl.documents.builtin import template
from softenv_xl.documents.examining import faults
from softenv_xl.documents.filling import filled
from softenv_xl.documents.writing import KINDS, Kind
from softenv_xl.errors import Stop
from softenv_xl.words import LANGS, Lang

KNOWN: dict[str, Collection[str] | None] = {
    "name": None,
    "names": None,
    "rows": ("name", "sum"),
    "facts": ("people",),
}
FIELDS = {"name": "王", "names": ["a", "b"], "rows": [{"name": "x", "sum": "1"}], "facts": {"people": "3"}}


def _template(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return _bytes(document)


def _bytes(document: Doc) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "words",
    [
        "{{ 1 / 0 }}",
        "{{ name + 1 }}",
        "{{ names.nothing.more }}",
        "{{ name.upper(1) }}",
        "{{ names[5].x }}",
        "{{ '%d' % name }}",
        "{{ dict(names) }}",
        "{{ names | sum }}",
        "{{ range(10 ** 9) | list }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include 'x' %}",
        "{{ 'x'.join(names | map('x')) }}",
        "{% set ns = namespace() %}{{ ns.x.y }}",
    ],
)
def test_whatever_a_template_computes_ends_in_a_sentence(words: str) -> None:
    with pytest.raises(Stop) as stop:
        filled(_template(words), [FIELDS], "own.docx")
    assert stop.value.code in ("document.template-broken", "document.field-unknown")
    for lang in LANGS:
        assert "own.docx" in stop.value.sentence(lang)


@pytest.mark.parametrize(
    "words",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 9 ** (9 ** 9) }}",
        "{{ 'a' * 10 ** 10 }}",
        "{{ ('%' ~ 10 ** 10 ~ 'd') % 1 }}",
    ],
)
def test_one_that_never_ends_or_takes_all_memory_is_ended(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "SECONDS", 4)
    with pytest.raises(Stop) as stop:
        filled_in_bounds(_template(words), [FIELDS], "own.docx")
    assert stop.value.code == "document.template-endless"


def test_in_bounds_the_same_comes_out_and_the_same_is_told() -> None:
    good = _template("{{ name }}", "{%p for row in rows %}", "{{ row.name }}{{ row.sum }}", "{%p endfor %}")
    made = Document(BytesIO(filled_in_bounds(good, [FIELDS, FIELDS], "own.docx")))
    assert [p.text for p in made.paragraphs] == ["王", "x1", "王", "x1"]
    for words, code in (
        ("{{ nobody }}", "document.field-unknown"),
        ("{{ 1 / 0 }}", "document.template-broken"),
    ):
        with pytest.raises(Stop) as stop:
            filled_in_bounds(_template(words), [FIELDS], "own.docx")
        assert (stop.value.code, stop.value.arguments["file"]) == (code, "own.docx")


def test_everything_that_is_wrong_is_told_in_one_list_with_its_paragraph() -> None:
    document = Document()
    for text in (
        "好的 {{ name }} {{ facts.people }} {% if names %}{{ names | length }}{% endif %}",
        "{%p for row in rows %}",
        "{{ row.name }} {{ row.total }}",
        "{%p endfor %}",
        "甲 {{ nmae }}",
        "乙 {{ name",
        "}} 丙",
        "{%p for one in names %}",
        "丁 {{ one }} {{ loop.index }}",
        "{{ facts.poeple }}",
        "{%tr for row in rows %}",
        "{% endif %}",
        "{{ name | nothing }} {{ + }}",
        "{% set more = name %}{{ more }}{{ less }}",
    ):
        document.add_paragraph(text)
    document.sections[0].footer.paragraphs[0].text = "页脚 {{ page }}"
    told = [(fault.what.en, fault.where) for fault in faults(_bytes(document), KNOWN)]
    expected = [
        ("there is no field “row.total”", "{{ row.name }} {{ row.total }}"),
        ("there is no field “nmae”", "甲 {{ nmae }}"),
        ("a tag doesn't begin and end in one paragraph", "乙 {{ name"),
        ("a tag doesn't begin and end in one paragraph", "}} 丙"),
        ("there is no field “facts.poeple”", "{{ facts.poeple }}"),
        ("a tag with tr stands in no table", "{%tr for row in rows %}"),
        ("endif closes nothing that is open", "{% endif %}"),
        ("it cannot be read: No filter named 'nothing'.", "{{ name | nothing }} {{ + }}"),
        ("there is no field “less”", "{% set more = name %}{{ more }}{{ less }}"),
        ("for has no endfor", "{%p for one in names %}"),
        ("for has no endfor", "{%tr for row in rows %}"),
        ("there is no field “page”", "页脚 {{ page }}"),
    ]
    assert [one for one in expected if one not in told] == []
    others = [one for one in told if one not in expected]
    assert [where for _, where in others] == ["{{ name | nothing }} {{ + }}"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.template)
@pytest.mark.parametrize("lang", LANGS)
def test_the_programs_own_templates_are_in_order(kind: Kind, lang: Lang) -> None:
    known: dict[str, Collection[str] | None] = dict.fromkeys(kind.means)
    content = template(kind.template, lang, numbered=True)
    assert faults(content, known) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no document"])
def test_a_file_that_is_no_document_is_one_fault(content: bytes) -> None:
    (fault,) = faults(content, {})
    assert fault.where == ""
    assert fault.words.zh.startswith("写法有误")
