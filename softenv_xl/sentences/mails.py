"""What is to be sent, and what became of it: a line for each mail, a sentence for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.mail.sending.kinds import State, Way
from softenv_xl.mail.sending.plan import STATES
from softenv_xl.registers.mail_words import MAIL_KIND
from softenv_xl.sentences.issues import issue_text
from softenv_xl.words import Text, many, same

if TYPE_CHECKING:
    from softenv_xl.issues import Issue
    from softenv_xl.mail.sending.plan import Mail, Plan
    from softenv_xl.mail.sending.session import Sent
    from softenv_xl.words import Lang

WAYS: dict[str, Text] = {
    "drafts": Text("邮箱的草稿箱", "the mailbox's folder Drafts"),
    "eml": Text("文件", "files"),
    "smtp": Text("邮箱服务器直接发送", "the mail server"),
}
"""What the ways out are called."""

_DONE: dict[str, Text] = {
    "drafts": Text("已放入草稿箱", "put into the folder Drafts"),
    "eml": Text("已做成草稿文件", "made as files"),
    "smtp": Text("已发送", "sent"),
}

_SHOWN = 12
"""Lines of a list in a message box: more than fit on a small screen are counted."""


def kind_of(what: str) -> Text:
    """What a kind of mail is called."""
    return Text(MAIL_KIND.word(what, "zh"), MAIL_KIND.word(what, "en"))


def mail_line(mail: Mail) -> Text:
    """`2009017 王芳 → wang@163.com　主题　附件`"""
    copy = (
        Text("（抄送 {to}）", " (copy to {to})").format(to=mail.copy_to)
        if mail.copy_to and not mail.envelope
        else same("")
    )
    file = (
        Text("，附件“{name}”", ", attached: {name}").format(name=mail.attachment.name)
        if mail.attachment
        else same("")
    )
    return Text(
        "{number} {name} → {to}{copy}：{subject}{file}", "{number} {name} → {to}{copy}: {subject}{file}"
    ).format(
        number=mail.number,
        name=mail.name,
        to=mail.recipient,
        copy=copy,
        subject=mail.words.subject,
        file=file,
    )


def planned(plan: Plan, what: str, way: Way) -> Text:
    """How many would go which way, and how many things are to be told."""
    notes = len(plan.issues)
    return Text(
        "{kind}：可发 {mails}，经由{way}{notes}。", "{kind}: {mails} can go, by way of {way}{notes}."
    ).format(
        kind=kind_of(what),
        mails=_counted(len(plan.mails)),
        way=WAYS[way],
        notes=Text(f"；另有 {notes} 条说明", f"; {many(notes, 'thing', 'things')} to be told")
        if notes
        else same(""),
    )


def sent(result: Sent, way: Way) -> Text:
    """How many went, how many are left."""
    left = result.outcome.left
    rest = Text("，还有 {mails} 未发", "; {mails} still to come").format(mails=_counted(left))
    page = Text("，请打开 {file}", "; open {file}").format(file=str(result.page))
    return Text("{mails}{done}{rest}{page}。", "{mails} {done}{rest}{page}.").format(
        mails=_counted(len(result.outcome.done)),
        done=_DONE[way],
        rest=rest if left else same(""),
        page=page if result.page else same(""),
    )


def told(result: Sent, what: str, way: Way) -> Text:
    """The same with what it was, and what went wrong: for a message box."""
    first = Text("{kind}：{sent}", "{kind}: {sent}").format(kind=kind_of(what), sent=sent(result, way))
    every = [first, *map(issue_text, result.outcome.issues)]
    return Text("\n".join(text.zh for text in every), "\n".join(text.en for text in every))


def asked(plan: Plan, what: str, way: Way) -> Text:
    """The list in a message box, and the question."""
    lines = [*map(mail_line, plan.mails), *map(issue_text, plan.issues)]
    shown = lines[:_SHOWN]
    more = len(lines) - len(shown)
    tail = [Text(f"……另有 {more} 行", f"… {more} more")] if more > 0 else []
    question = Text("做成草稿吗？选“取消”则不做。", "Make drafts of these? Cancel: none are made.")
    every = [planned(plan, what, way), *shown, *tail, question]
    return Text("\n".join(text.zh for text in every), "\n".join(text.en for text in every))


def mail_record(mail: Mail, state: State, lang: Lang) -> dict[str, str]:
    """What `--json` prints of a mail."""
    return {
        "what": mail.what,
        "number": mail.number,
        "name": mail.name,
        "to": mail.recipient,
        "copy_to": "" if mail.envelope else mail.copy_to or "",
        "subject": mail.words.subject,
        "file": mail.attachment.name if mail.attachment else "",
        "state": state,
        "state_words": STATES[state](lang),
    }


def issue_record(issue: Issue, what: str, lang: Lang) -> dict[str, str]:
    """The same of who gets nothing, and of what ended a run."""
    return {"what": what, "number": issue.place.row_id, **issue.as_record(lang)}


def _counted(mails: int) -> Text:
    return Text(f"{mails} 封", many(mails, "mail", "mails"))
