"""The registers' settings, on a sheet of their own: which registers are used, and what each goes by."""

from __future__ import annotations

from collections.abc import Mapping

from softenv_xl.grid.cell import Value
from softenv_xl.registers import REGISTERS
from softenv_xl.registers.register import Option, Register
from softenv_xl.registers.school import in_use
from softenv_xl.registers.words import YES_NO
from softenv_xl.schema.column import Column, Kind, worded
from softenv_xl.schema.table import FormSpec, SheetSpec
from softenv_xl.words import Lang, Text

SHARED = (
    Option(
        Column(
            "fix_days",
            Text("整改默认期限（天）", "Time to rectify (days)"),
            Kind.NUMBER,
            low=1,
            high=180,
            hint=Text(
                "由查实的违规建立的整改项，期限按此计算，不晚于整改阶段结束。",
                "The term of items that are made from substantiated breaches, up to the end of the rectify stage.",
            ),
        ),
        30,
    ),
    Option(
        Column(
            "key_folder",
            Text("密钥文件夹", "Folder of the school's key"),
            width=30,
            limit=250,
            hint=Text(
                "空白：本人电脑的用户数据文件夹。共用时可填只有办公室能打开的共享文件夹。",
                "Blank: your own data folder. Several clerks: a shared folder that only the office can open.",
            ),
        ),
        None,
    ),
    Option(
        Column(
            "mail_apart",
            Text("邮件间隔（秒）", "Seconds between mails"),
            Kind.NUMBER,
            low=1,
            high=3600,
            hint=Text(
                "只对由邮箱服务器直接发送的有效；太快的会被邮箱服务商拦截。",
                "For mails that a mail server sends by itself. Providers block what comes too fast.",
            ),
        ),
        20,
    ),
    Option(
        Column("mail_hour", Text("每小时最多发邮件", "Mails an hour at most"), Kind.NUMBER, low=1, high=1000),
        40,
    ),
    Option(
        Column("mail_day", Text("每天最多发邮件", "Mails a day at most"), Kind.NUMBER, low=1, high=10_000),
        200,
    ),
)
"""Settings of several registers, of what is issued and of what is sent by e-mail."""


_NO = Text(
    "选“否”：工作表隐藏，不计入任何数据；已填内容保留。",
    "No: its sheet is hidden, and it counts for nothing; what is filled in stays.",
)


def _used(register: Register) -> Option:
    title = register.sheet.name
    label = Text(f"使用“{title.zh}”", f"Use “{title.en}”")
    column = Column(in_use(register.key), label, Kind.CHOICE, choices=YES_NO, hint=_NO)
    return Option(column, "yes")


OPTIONS = (
    *(_used(register) for register in REGISTERS if not register.made and not register.part_of),
    *SHARED,
    *(option for register in REGISTERS for option in register.options),
)

SPEC = FormSpec(
    key="options", title=Text("台账设置", "Register settings"), columns=tuple(one.column for one in OPTIONS)
)

SHEET = SheetSpec(
    "options",
    SPEC.title,
    Text(
        "各项台账用不用，按什么检查。空白为默认值。",
        "Which registers are used, and what they go by. Blank: the default.",
    ),
    group="registers",
    form=SPEC,
    since=3,
)


def read_options(form: Mapping[str, Value], lang: Lang) -> dict[str, Value]:
    """Every setting as typed; its default where nothing is, or nothing that it can be. A part of another register has no
    setting: it is used as that one is.
    """
    typed = {one: form.get(one.column.key) for one in OPTIONS}
    read = {
        one.column.key: value if _fits(one.column, value) else _default(one, lang)
        for one, value in typed.items()
    }
    parts = (register for register in REGISTERS if register.part_of)
    return read | {in_use(part.key): read[in_use(part.part_of)] for part in parts}


def _fits(column: Column, value: Value) -> bool:
    if column.kind is not Kind.NUMBER:
        return value is not None
    low, high = column.low, column.high
    return isinstance(value, int) and (low is None or high is None or low <= value <= high)


def _default(option: Option, lang: Lang) -> Value:
    return option.default(lang) if isinstance(option.default, Text) else option.default


def default_words(lang: Lang) -> dict[str, Value]:
    """What a new workbook's cells say, by their defined names."""
    return {SPEC.name(one.column.key): worded(one.column, _default(one, lang), lang) for one in OPTIONS}
