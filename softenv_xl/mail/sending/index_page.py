"""The page that lists drafts in files: who, subject, attachment, and the words to copy into web mail. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from softenv_xl.legible import legible
from softenv_xl.words import Lang, Text

_TITLE = Text("待发邮件", "Drafts")
_HOW = Text(
    "双击“草稿”列的文件，用 Outlook 或 Thunderbird 打开，检查后点“发送”。用网页邮箱的：新建邮件，复制收件人、主题和正文，"
    "再添加“附件”列的文件。发送之前请核对收件人与附件是否为同一人。",
    "Open the file in the column Draft with Outlook or Thunderbird, look at it, and press Send. With web mail: begin a new mail, "
    "copy address, subject and text, and attach the file in the column Attachment. Before you send, see that both are of the "
    "same person.",
)
_HEADERS = (
    Text("教职工号", "Staff number"),
    Text("姓名", "Name"),
    Text("部门", "Department"),
    Text("收件人", "To"),
    Text("抄送", "Copy to"),
    Text("主题和正文", "Subject and text"),
    Text("附件", "Attachment"),
    Text("草稿", "Draft"),
)
_STYLE = """
body{font:15px/1.5 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",Arial,sans-serif;margin:2em;color:#222}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #bbb;padding:.35em .6em;text-align:left;vertical-align:top}
th{background:#e8eef5;position:sticky;top:0}
tr:nth-child(even) td{background:#f7f9fb}
pre{white-space:pre-wrap;font:inherit;margin:.4em 0 0}
td{overflow-wrap:anywhere;min-width:4.5em}
p{max-width:60em}
"""


class Listed(NamedTuple):
    """One draft. `attached` is the attachment's place as a path from the page, with its name; `file` the draft's own name."""

    number: str
    name: str
    department: str
    to: str
    copy_to: str
    subject: str
    body: str
    attachment: str
    attached: str
    file: str


def index_page(listed: Iterable[Listed], lang: Lang) -> str:
    """The page as HTML: no script, nothing from elsewhere, every foreign word escaped."""
    rows = "\n".join(_row(one, lang) for one in listed)
    headers = "".join(f"<th>{escape(header(lang))}</th>" for header in _HEADERS)
    code = "zh-CN" if lang == "zh" else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{code}">\n<head>\n<meta charset="utf-8">\n<title>{escape(_TITLE(lang))}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(_TITLE(lang))}</h1>\n<p>{escape(_HOW(lang))}</p>\n"
        f"<table>\n<thead><tr>{headers}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</main>\n</body>\n</html>\n"
    )


def _row(one: Listed, lang: Lang) -> str:
    words = f"<details><summary>{_shown(one.subject)}</summary><pre>{_shown_lines(one.body)}</pre></details>"
    cells = (
        *(_shown(word) for word in (one.number, one.name, one.department, one.to, one.copy_to)),
        words,
        _link(one.attached, one.attachment),
        _link(one.file, one.file),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _link(to: str, words: str) -> str:
    """Relative to the page: `./` before it, so that no name is taken for a scheme."""
    if not to:
        return _shown(words)
    return f'<a href="./{quote(to, errors="surrogateescape")}">{_shown(words)}</a>'


def _shown(words: str) -> str:
    return escape(legible(words))


def _shown_lines(words: str) -> str:
    return "\n".join(_shown(line) for line in words.split("\n"))
