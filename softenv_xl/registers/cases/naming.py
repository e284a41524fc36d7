"""How whom a case is about is named in public: by surname alone, unless the school has decided otherwise."""

from __future__ import annotations

from softenv_xl.grid.cell import display_text, folded
from softenv_xl.registers.school import Row, School

_NAMELESS = "某某"
_FOREIGN = "××"
# Surnames of two characters that people have today (Baijiaxing, those still borne).
_DOUBLE = frozenset((
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐",
    "慕容", "司徒", "夏侯", "端木", "南宫", "独孤", "长孙", "宇文", "轩辕",
    "钟离", "闻人", "赫连", "澹台", "淳于", "单于", "申屠", "仲孙", "拓跋",
    "百里", "东郭", "呼延", "万俟", "濮阳", "公冶", "宗政", "太叔",
))  # fmt: skip


def exposed_name(name: str, form: str) -> str:
    """The name in a form of EXPOSURE_FORM: 王某某, Wang ××."""
    name = name.strip()
    if form == "full" or not name:
        return name
    if not name[0].isascii():
        plain = "".join(name.split())
        surname = plain[:2] if plain[:2] in _DOUBLE and len(plain) > len("欧阳") else plain[:1]
        return f"{surname if len(plain) > 1 else ''}{_NAMELESS}"
    first, *others = name.split()
    return f"{first} {_FOREIGN}" if others else _FOREIGN


def name_told(case: Row) -> str:
    """Whom the case names in public, before the name is put into its form; nothing where that wasn't decided. Who harmed a
    child is never named: the child could be found by it.
    """
    told = case["exposure"] == "named" and case["minor"] != "yes"
    return display_text(case["name"]).strip() if told else ""


def exposed_text(case: Row, school: School) -> str | None:
    """The text for the public, with the name in its form; None where the name is spelt there otherwise than on the register,
    so that it can't be put into the form.
    """
    text, name = display_text(case["exposure_text"]).strip(), name_told(case)
    form = str(school.options["exposure_form"])
    if not name or form == "full":
        return text
    text = text.replace(name, exposed_name(name, form))
    return None if folded(name) in folded(text) else text
