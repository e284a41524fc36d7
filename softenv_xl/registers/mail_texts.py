"""What the office's mails say: a subject, a greeting and a body for each kind, which the school edits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from softenv_xl.grid.cell import Value
from softenv_xl.issue_kind import error
from softenv_xl.registers.lookup import Lookup
from softenv_xl.registers.mail_words import EVERY_PLACEHOLDER, MAIL_KIND, PLACEHOLDERS, in_braces, in_words
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.expression import All, Filled, Mentions, MentionsBeside, Not
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import LANGS, Lang, Text, listed, same

UNKNOWN_PLACEHOLDER = error(
    "mail.placeholder",
    "有本程序不认识的花括号内容。",
    "There is something in braces that this program doesn't know.",
    "只能用本表上方列出的那些；不需要花括号的，请删去。在改好之前用自带的文字。",
    "Use only those that are listed above the table, and no other braces. Until then the built-in text is used.",
    brief=Text("花括号有误", "unknown braces"),
)
NO_NAME = error(
    "mail.no-name",
    "没有写收件人的姓名。",
    "The recipient's name isn't mentioned.",
    "请写入放在花括号中的“姓名”二字（如自带的文字那样）：主题和第一行都要写明是给谁的，千篇一律的邮件会被当作垃圾邮件。在改好之前"
    "用自带的文字。",
    "Put the word “name” in braces there, as in the built-in text: subject and first line say whom the mail is for, and mails "
    "that are all alike are taken for spam. Until then the built-in text is used.",
    brief=Text("缺姓名", "lacks the name"),
)

_TEXTS = ("subject", "greeting", "body")


def _only_known(column: str) -> Rule:
    return Rule(UNKNOWN_PLACEHOLDER, column, MentionsBeside(column, EVERY_PLACEHOLDER, ("{", "}")))


def _with_name(column: str) -> Rule:
    return Rule(NO_NAME, column, All((Filled(column), Not(Mentions(column, tuple(in_braces("name")))))))


SPEC = TableSpec(
    key="mail_texts",
    title=Text("邮件文字", "Mail texts"),
    id_column="kind",
    columns=(
        Column("kind", Text("邮件", "Mail"), Kind.CHOICE, width=22, required=True, choices=MAIL_KIND),
        Column("subject", Text("主题", "Subject"), width=34, required=True, limit=120),
        Column(
            "greeting", Text("称呼（第一行）", "Greeting (first line)"), width=16, required=True, limit=80
        ),
        Column("body", Text("正文", "Body"), width=70, required=True, limit=2000),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=22),
    ),
    rules=(
        *(_only_known(column) for column in _TEXTS),
        *(_with_name(column) for column in ("subject", "greeting")),
    ),
)

SHEET = SheetSpec(
    "mail_texts",
    SPEC.title,
    Text("邮件的主题和正文，可改。可用：{words}。", "What mails say; edit it. You may use {words}.").format(
        words=listed(in_braces(key) for key in PLACEHOLDERS)
    ),
    group="registers",
    table=SPEC,
    since=4,
)


class MailText(NamedTuple):
    """The words of one kind of mail, placeholders and all."""

    subject: str
    greeting: str
    body: str


_GREETING = Text("{name}老师：", "Dear {name},")
_SIGNED = same("\n\n{school}\n{today}")
_QUESTIONS = Text("\n如有疑问，请联系：{office}。", "\nQuestions: {office}.")


def _text(subject: Text, body: Text) -> dict[Lang, MailText]:
    return {
        lang: MailText(
            in_words(subject(lang), lang),
            in_words(_GREETING(lang), lang),
            in_words(body(lang) + _QUESTIONS(lang) + _SIGNED(lang), lang),
        )
        for lang in LANGS
    }


_DEFAULTS = {
    "returns": _text(
        Text("{name}老师：请填写{year}年软环境建设自查表", "{name}: your self-check return {year}"),
        Text(
            "您好！附件“{file}”是您的软环境建设自查表。请用 Excel 或 WPS 打开，填写浅黄色单元格，保存后作为附件"
            "回复本邮件，并请于{due}前交回。",
            "Attached is your self-check return, {file}. Please open it in Excel or WPS, fill in the pale yellow cells, save it, "
            "and send it back as an attachment by {due}.",
        ),
    ),
    "packs": _text(
        Text("{name}老师：{department}软环境建设分表", "{name}: the workbook of {department}"),
        Text(
            "您好！附件“{file}”是{department}的分表。请核对并填写浅黄色单元格，保存后作为附件回复本邮件。"
            "请不要转给部门以外的人。",
            "Attached is the workbook of {department}, {file}. Please check it, fill in the pale yellow cells, save it, and send "
            "it back as an attachment. Please don't pass it on outside the department.",
        ),
    ),
    "reminders": _text(
        Text("{name}老师：软环境建设工作催办（{today}）", "{name}: a reminder of {today}"),
        Text(
            "您好！下列事项已到期或即将到期，请于{due}前办理：\n{items}",
            "These are due, or will be soon; please see to them by {due}:\n{items}",
        ),
    ),
    "reminders_copied": _text(
        Text("{name}老师：软环境建设工作再次催办（{today}）", "{name}: a further reminder of {today}"),
        Text(
            "您好！下列事项经多次提醒仍未办理，现抄送部门负责人。请于{due}前办理：\n{items}",
            "In spite of earlier reminders these are still to be done; the head of your department gets a copy. Please see to "
            "them by {due}:\n{items}",
        ),
    ),
    "returned": _text(
        Text("{name}老师：您的自查表需要修改", "{name}: please correct your return"),
        Text(
            "您好！您交来的自查表有需要修改之处，已在附件“{file}”的单元格上标出。请修改并保存后作为附件回复本邮件，"
            "并请于{due}前交回。",
            "Your return needs corrections; they are marked in its cells in the attached {file}. Please correct and save it, and "
            "send it back as an attachment by {due}.",
        ),
    ),
    "slips": _text(
        Text("{name}老师：软环境建设督办单", "{name}: a supervision slip"),
        Text(
            "您好！附件“{file}”是督办单，办理期限为{due}：\n{items}\n请按要求整改，并将回执交回。",
            "Attached is a supervision slip, {file}; it is due by {due}:\n{items}\nPlease see to it, and send the reply "
            "strip back.",
        ),
    ),
}


def default_text(kind: str, lang: Lang) -> MailText:
    """What comes with the program, by a key of MAIL_KIND."""
    return _DEFAULTS[kind][lang]


def read_texts(rows: Iterable[Mapping[str, Value]], lang: Lang) -> dict[str, MailText]:
    """The words of every kind: the school's where its row is sound (the first of two), else those of the program."""
    own: dict[str, MailText] = {}
    for row in rows:
        kind = row["kind"]
        if isinstance(kind, str) and kind in _DEFAULTS and all(row[key] for key in _TEXTS):
            own.setdefault(kind, MailText(*(str(row[key]) for key in _TEXTS)))
    return {kind: own.get(kind, default_text(kind, lang)) for kind in _DEFAULTS}


def _rows(lang: Lang) -> list[dict[str, Value]]:
    return [{"kind": MAIL_KIND.word(kind, lang), **default_text(kind, lang)._asdict()} for kind in _DEFAULTS]


LOOKUP = Lookup(SHEET, _rows)
