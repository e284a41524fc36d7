"""Word documents from the school's templates: who gets one, what is said, and what a page looks like."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.documents.builtin import template
from softenv_xl.documents.dates import written
from softenv_xl.documents.filling import filled
from softenv_xl.documents.official import LINES
from softenv_xl.documents.writing import FOLDER, KINDS, TEMPLATES, Kind, write_documents
from softenv_xl.errors import Stop
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import cases, fees, honours, letters, rectification, supervised
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.patch import Patch
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import LANGS, Lang
from tests.support.small_school import GROUPS, NAMES, NUMBERS, TODAY, control, register

MM = 25.4 / 72


def _typed(draft: Draft, spec: TableSpec, *rows: dict[str, Value]) -> None:
    control = read_control(draft.read())
    draft.write(Patch((table_patch(control, spec, [Placed(None, row) for row in rows]),)))


CHARGE: dict[str, Value] = {
    "term": "2026秋",
    "nature": "agency",
    "name": "作业本",
    "scope": "自愿订购的学生",
    "unit": "term",
    "approved": 30,
    "charged": 28.5,
    "start": date(2026, 9, 1),
    "authority": "县价格主管部门",
    "document": "目录第5项",
    "waiver": "低保家庭免收",
    "voluntary": "yes",
    "consent": "回执",
    "hotline": "000-0000",
    "settle_due": date(2027, 1, 31),
}
EXPOSED = (("named", "no", 0), ("named", "yes", 1), ("anonymous", "no", 2), ("none", "no", 0))
"""How each case is exposed, whether it harmed a minor, and whom it is about."""


def _exposed(lang: Lang, exposure: str, minor: str, who: int) -> dict[str, Value]:
    entry = control(lang).rulebook.bans[2]
    return {
        "received": date(2026, 8, 3),
        "channel": "letter",
        "matter": "accusation",
        "anonymous": "no",
        "complainant": "赵投诉",
        "contact": "1390000",
        "text": "内部摘要",
        "number": NUMBERS[who],
        "item": entry.label(lang),
        "minor": minor,
        "reported": date(2026, 8, 3) if minor == "yes" else None,
        "reported_to": "公安" if minor == "yes" else None,
        "route": "accept",
        "department": GROUPS[0](lang),
        "informed": date(2026, 8, 4),
        "accepted": date(2026, 8, 4),
        "closed": date(2026, 9, 3),
        "replied": date(2026, 9, 3),
        "reply_ref": "答复1号",
        "outcome": "true",
        "measure": "criticism",
        "measure_from": date(2026, 9, 4),
        "exposure": exposure,
        "exposure_on": date(2026, 9, 8) if exposure != "none" else None,
        "exposure_by": "校长办公会" if exposure != "none" else None,
        "exposure_text": f"{NAMES[who].zh if exposure == 'named' else ''}在校外有偿补课，已退还。"
        if exposure != "none"
        else None,
    }


@cache
def school(lang: Lang) -> Result:
    """Three teachers in two departments: a letter with goals, a pledge with a duty, an item supervised, one elected."""
    draft = Draft("control.xlsx", register(lang))
    _typed(
        draft,
        letters.SPEC,
        {
            "kind": "department",
            "department": GROUPS[0](lang),
            "number": NUMBERS[0],
            "goals": "收费零违规；来信零积压",
            "due": date(2026, 5, 31),
            "valid_from": date(2026, 5, 12),
            "copies": 3,
        },
        {
            "kind": "personal",
            "department": GROUPS[1](lang),
            "number": NUMBERS[1],
            "goals": "不在校外兼职",
            "due": date(2026, 5, 31),
        },
    )
    _typed(
        draft,
        rectification.SPEC,
        {
            "number": NUMBERS[0],
            "item": "9 敷衍失职" if lang == "zh" else "9 Neglect of duty",
            "problem": "公示栏过期",
            "measure": "每月更新",
            "deadline": date(2026, 12, 1),
            "status": "open",
        },
    )
    flow.refresh(draft, TODAY)
    identity = flow.inspect(draft, TODAY).tracker[0].row["id"]
    _typed(
        draft,
        supervised.SPEC,
        {
            "fix": identity,
            "level": "school",
            "supervisor": NUMBERS[2],
            "reason": "多次反映",
            "listed": date(2026, 10, 9),
            "due": date(2026, 12, 1),
            "every": 14,
        },
    )
    charge = {**CHARGE, "department": GROUPS[0](lang)}
    _typed(draft, fees.SPEC, charge, {**charge, "name": "伙食费", "finding": "substantiated"})
    _typed(draft, cases.SPEC, *(_exposed(lang, *how) for how in EXPOSED))
    marks: dict[str, Value] = dict.fromkeys(("k1", "k2", "k3", "k4", "k5"), 90)
    _typed(
        draft,
        honours.SPEC,
        {
            "number": NUMBERS[1],
            "nominated_by": "department",
            "reason": "常年家访",
            "decision": "elected",
            "notice_from": date(2026, 9, 28),
            "notice_until": date(2026, 10, 14),
            "notice_at": "board",
            **marks,
        },
    )
    return flow.inspect(draft, TODAY)


def made(result: Result, folder: Path) -> dict[str, list[str]]:
    """The paragraphs of every document, by its template's name."""
    paths = list(write_documents(result, folder))
    assert len(paths) == len(KINDS)
    return {
        kind.template: [paragraph.text for paragraph in Document(str(path)).paragraphs]
        for kind, path in zip(KINDS, paths, strict=True)
    }


def test_every_department_has_its_letter_and_everybody_a_pledge(tmp_path: Path) -> None:
    texts = made(school("zh"), tmp_path)
    titles = [line for line in texts["letter"] if line.endswith("责任书")]
    assert len(titles) == len(GROUPS)
    assert "1. 收费零违规" in texts["letter"]
    assert "2. 来信零积压" in texts["letter"]
    assert any("自2026年5月12日起" in line for line in texts["letter"])
    assert any("一式3份" in line for line in texts["letter"])
    begun = [line for line in texts["pledge"] if line.startswith("我是")]
    assert [name.zh for name in NAMES if any(name.zh in line for line in begun)] == [n.zh for n in NAMES]
    assert len(begun) == len(NAMES)
    assert texts["pledge"].count("不在校外兼职") == 1
    assert texts["pledge"].count("3 有偿补课") == len(NAMES)


def test_a_slip_says_what_is_supervised_and_a_notice_who_is_to_be_honoured(tmp_path: Path) -> None:
    texts = made(school("zh"), tmp_path)
    assert {"公示栏过期", "多次反映", "每月更新"} <= set(texts["slip"])
    (name,) = [line for line in texts["notice"] if line.startswith("1. ")]
    assert name == f"1. {NAMES[1].zh}（{GROUPS[1].zh}）：常年家访"
    # National Day's week is free, the Saturday after it is worked on: 28 to 30 September, 8 to 10 and 12 to 14 October.
    assert any("（9个工作日）" in line for line in texts["notice"])
    assert not any(number in line for line in texts["notice"] for number in NUMBERS)


def test_a_circular_names_nobody_who_needn_t_be_and_no_child(tmp_path: Path) -> None:
    texts = made(school("zh"), tmp_path)["circular"]
    titles = [line for line in texts if line.startswith("关于")]
    rule = control("zh").rulebook.bans[2].title.zh
    who = (f"{NAMES[0].zh[0]}某某", "一名教师")  # whom harm to a minor is about has no circular by name
    assert titles == [f"关于{one}违反“{rule}”规定问题的通报" for one in who]
    assert texts.count("根据群众反映，学校依规进行了调查核实，现将有关情况通报如下。") == 2
    assert "批评教育。" in texts
    words = "\n".join(texts)
    hidden = ("赵投诉", "1390000", "内部摘要", *NUMBERS, *(name.zh for name in NAMES))
    assert [word for word in hidden if word in words] == []


def test_a_name_is_written_out_where_the_settings_say_so(tmp_path: Path) -> None:
    result = school("zh")
    full = replace(
        result, school=replace(result.school, options={**result.school.options, "exposure_form": "full"})
    )
    titles = [line for line in made(full, tmp_path)["circular"] if line.startswith("关于")]
    assert [NAMES[0].zh in title for title in titles] == [True, False]


def test_the_notice_of_fees_has_what_may_be_charged_and_nothing_of_what_was_found(tmp_path: Path) -> None:
    paths = [path for path in write_documents(school("zh"), tmp_path) if path.name.startswith("收费公示")]
    (table,) = Document(str(paths[0])).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1:] == [
        [
            "代收费",
            "作业本",
            "元/生·学期",
            "28.5",
            "县价格主管部门 目录第5项",
            "自愿订购的学生",
            "低保家庭免收",
            "000-0000",
        ]
    ]
    assert "未列入的不得收取。" in [paragraph.text for paragraph in Document(str(paths[0])).paragraphs]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.template)
def test_the_guide_names_every_field(kind: Kind) -> None:
    assert {frozenset(fields) for fields in kind.fields(school("zh"))} == {frozenset(kind.means)}


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_of_the_template_language_is_left(lang: Lang, tmp_path: Path) -> None:
    for lines in made(school(lang), tmp_path).values():
        assert not [line for line in lines if "{" in line or "%}" in line]


def test_the_same_rows_make_the_same_file_and_others_go_beside_it(tmp_path: Path) -> None:
    first = {path: path.read_bytes() for path in write_documents(school("zh"), tmp_path)}
    assert {path: path.read_bytes() for path in write_documents(school("zh"), tmp_path)} == first
    fewer = replace(school("zh"), control=replace(school("zh").control, people=()))
    texts = list(write_documents(fewer, tmp_path))
    assert [path.name for path in texts] == [
        "责任书 2026-10-20.docx",
        "督办单 2026-10-20.docx",
        "十佳公示 2026-10-20.docx",
        "通报 2026-10-20.docx",
        "收费公示 2026-10-20.docx",
    ]
    pledges = tmp_path / "承诺书 2026-10-20.docx"
    pledges.write_bytes(b"ours")
    list(write_documents(school("zh"), tmp_path))
    assert pledges.read_bytes() == b"ours"
    assert (tmp_path / "承诺书 2026-10-20 (2).docx").read_bytes() == first[pledges]


def test_the_schools_own_template_is_used(tmp_path: Path) -> None:
    list(write_documents(school("zh"), tmp_path))
    own = tmp_path / TEMPLATES.zh / "承诺书.docx"
    document = Document(str(own))
    document.paragraphs[0].text = "{{ school }}的承诺"
    document.save(str(own))
    *_, _, path = [
        path for path in write_documents(school("zh"), tmp_path) if path.name.startswith("承诺书")
    ] * 2
    lines = [paragraph.text for paragraph in Document(str(path)).paragraphs]
    assert sum(line.endswith("的承诺") for line in lines) == len(NAMES)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("{{ nmae }}", "document.field-unknown"),
        ("{{ name", "document.template-broken"),
        ("{% for %}", "document.template-broken"),
        ("{{ ''.__class__.__mro__ }}", "document.template-broken"),
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "document.template-broken"),
    ],
)
def test_what_a_template_may_not_say_is_told(words: str, code: str) -> None:
    document = Document(BytesIO(template("pledge", "zh", numbered=False)))
    document.paragraphs[0].text = words
    stream = BytesIO()
    document.save(stream)
    fields = {"name": "王", "department": "语", "school": "校", "year": "2026", "bans": [], "duties": []}
    with pytest.raises(Stop) as stop:
        filled(stream.getvalue(), [fields], "承诺书.docx")
    assert stop.value.code == code
    assert "承诺书.docx" in stop.value.sentence("zh")


@pytest.mark.parametrize("content", [b"", b"PK", b"no document"], ids=["empty", "cut", "other"])
def test_a_template_that_is_no_document_is_told(content: bytes) -> None:
    with pytest.raises(Stop) as stop:
        filled(content, [{}], "责任书.docx")
    assert stop.value.code == "document.template-broken"


def test_words_that_no_document_can_hold_are_left_out_and_markup_is_text() -> None:
    fields = {
        "name": "王\x0b<b>&\ud800",
        "department": "{{ 7*7 }}",
        "school": "校",
        "year": "2026",
        "bans": ["1\x00"],
        "duties": [],
    }
    content = filled(template("pledge", "zh", numbered=False), [fields], "承诺书.docx")
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)
    assert "{{ 7*7 }}王<b>&" in text


def test_days_are_written_without_noughts() -> None:
    assert (written(date(2026, 9, 1), "zh"), written(date(2026, 9, 1), "en")) == (
        "2026年9月1日",
        "1 September 2026",
    )


@pytest.mark.libreoffice
def test_a_full_page_has_22_lines_on_156_by_225_millimetres(tmp_path: Path) -> None:
    document = Document(BytesIO(template("notice", "zh", numbered=True)))
    for paragraph in list(document.paragraphs):
        document.element.body.remove(paragraph._p)
    document.add_paragraph("国" * 28 * 40).paragraph_format.first_line_indent = 0
    document.save(str(tmp_path / "page.docx"))
    lines = _lines(tmp_path / "page.docx")
    rows = sorted({round(top, 1) for _, top, _, _ in lines})
    assert len(rows) == LINES
    left, right = min(line[0] for line in lines), max(line[2] for line in lines)
    assert abs(left * MM - 28) < 1
    assert abs((right - left) * MM - 156) < 1.5  # a character more would not fit
    pitch = (rows[-1] - rows[0]) / (LINES - 1)
    assert abs(pitch * LINES * MM - 225) < 1


def _lines(file: Path) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom in points of the lines of the first page, its number aside."""
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    run = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(file.parent), str(file)]
    subprocess.run(run, check=True, capture_output=True)
    told = subprocess.run(
        ["pdftotext", "-f", "1", "-l", "1", "-bbox", str(file.with_suffix(".pdf")), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    words = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>', told
    )
    return [
        (float(left), float(top), float(right), float(bottom))
        for left, top, right, bottom, text in words
        if "国" in text
    ]


def test_the_page_is_that_of_the_standard() -> None:
    with ZipFile(BytesIO(template("notice", "zh", numbered=True))) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    margins = body.find(".//{*}sectPr/{*}pgMar")
    assert margins is not None
    at = {etree.QName(name).localname: str(value) for name, value in margins.attrib.items()}
    assert [at[side] for side in ("top", "left", "right", "bottom")] == ["2098", "1587", "1474", "1984"]


def test_the_folder_beside_the_workbook_is_named_in_its_language() -> None:
    assert (FOLDER.zh, FOLDER.en) == ("文书", "documents")
