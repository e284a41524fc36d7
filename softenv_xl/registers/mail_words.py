"""Words of the mails that the office sends: what they are about, and what stands in their texts in braces."""

from __future__ import annotations

from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Lang, Text

MAIL_KIND = Vocabulary(
    "mail_kind",
    (
        ("returns", Text("发自查表", "Returns")),
        ("packs", Text("发部门分表", "Department packs")),
        ("reminders", Text("催办", "Reminder")),
        ("reminders_copied", Text("再次催办（抄送负责人）", "Reminder, copied to the head")),
        ("returned", Text("退回修改", "Returned for correction")),
        ("slips", Text("督办单", "Supervision slip")),
    ),
)

PLACEHOLDERS = {
    "name": Text("姓名", "name"),
    "department": Text("部门", "department"),
    "school": Text("学校", "school"),
    "year": Text("年度", "year"),
    "today": Text("日期", "date"),
    "due": Text("期限", "due"),
    "office": Text("联系人", "contact"),
    "file": Text("附件", "file"),
    "items": Text("事项", "items"),
}
"""What may stand in braces in a mail's text, in either language; people's names and days come to stand there."""


def in_braces(key: str) -> Text:
    """The placeholder as it is typed."""
    return Text(*(f"{{{word}}}" for word in PLACEHOLDERS[key]))


def in_words(text: str, lang: Lang) -> str:
    """A text whose placeholders are keys, with their words of one language instead."""
    for key in PLACEHOLDERS:
        text = text.replace(f"{{{key}}}", in_braces(key)(lang))
    return text


EVERY_PLACEHOLDER = tuple(word for key in PLACEHOLDERS for word in in_braces(key))
