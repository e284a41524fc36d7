"""The extension for LibreOffice: from macros/libreoffice and the table of buttons to one .oxt file.

The same sources give the same bytes: nothing in the package is compressed or dated.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from softenv_xl import LIBRARY, __version__
from softenv_xl.addin import ribbon
from softenv_xl.addin.phrases import PHRASES
from softenv_xl.captions import BUTTONS, SHOWN
from softenv_xl.installation.places import EXTENSION
from softenv_xl.words import LANGS, Text, same

IDENTIFIER = "io.github.softenv_xl"
"""What the extension is called by `unopkg`; it never changes."""

SOURCES = Path(__file__).parents[2] / "macros" / "libreoffice"
_TITLE = same("SoftEnv 软环境")


class Bar(NamedTuple):
    """A toolbar: its name in LibreOffice's configuration, its title, the row below the menu in which it is put at first, and
    whether a button of that group of the ribbon is on it. All of them on one would reach beyond a laptop's screen.
    """

    name: str
    title: Text
    row: int
    holds: Callable[[str], bool]


BARS = (
    Bar(f"{IDENTIFIER}.toolbar", _TITLE, 3, lambda group: group != ribbon.EXCHANGE),
    Bar(
        f"{IDENTIFIER}.exchange",
        Text(*(f"{_TITLE(lang)} · {ribbon.GROUPS[ribbon.EXCHANGE](lang)}" for lang in LANGS)),
        4,
        lambda group: group == ribbon.EXCHANGE,
    ),
)
_DESCRIPTION = Text(
    "教师软环境自查与整改：检查、收表、更新台账的按钮。",
    "Buttons that check returns, collect them and keep the rectification tracker and dashboard.",
)
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_SIZES = {"Small": 16, "Big": 26}  # pixels
_ICONS_AND_WORDS = 2
_TOP = 0

_WORDS = {
    "title": same("softenv-xl · {}"),
    "starting": same("{} …"),
    "busy": Text("“{}”正在运行，请等它结束。", "“{}” is at work; please wait until it has ended."),
    **{key: PHRASES[key] for key in ("cancelling", "idle")},
    "not-installed": Text(
        "还没有为您设置本工具：找不到 {}，或其中没有 INTERPRETER= 一行。请运行 softenv-xl install。",
        "softenv-xl is not set up for you: {} is missing, or has no line INTERPRETER=. Run softenv-xl install.",
    ),
    "no-python": Text(
        "找不到 {}（本工具所用的 Python）。请重新运行 softenv-xl install。",
        "The Python that softenv-xl was installed with is gone: {}. Run softenv-xl install again.",
    ),
    "forbidden": Text(
        "管理员禁止了 LibreOffice 的远程接口（AllowInsecureUNORemoteProtocol），按钮无法运行。请联系信息部门。{}",
        "Your administrator has switched off LibreOffice's remote interface (AllowInsecureUNORemoteProtocol), "
        "which the buttons need. Please ask the IT department.{}",
    ),
    "silent": Text(
        "{} 没有应答，工作簿未作改动。请运行 softenv-xl doctor 查明原因。",
        "{} does not answer; the workbook is as it was. Run softenv-xl doctor to see why.",
    ),
    "broken": Text(
        "“{}”中途停止，工作簿可能只改了一半。请不保存就关闭它，重新打开，再按一次按钮。",
        "“{}” stopped in the middle, and the workbook may be half changed. Close it without saving, open it again, then press "
        "the button once more.",
    ),
    "failed": Text(
        "按钮无法启动，工作簿未作改动：{}。请运行 softenv-xl doctor。",
        "The button could not be started; the workbook is as it was: {}. Run softenv-xl doctor.",
    ),
}
"""What the macro says by itself: all that happens before Python can speak."""


def build(folder: Path) -> Path:
    """Writes the extension into the folder, which is made where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / EXTENSION
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for name, content in sorted(parts().items()):
            package.writestr(zipfile.ZipInfo(name), content)
    return path


def parts() -> dict[str, bytes]:
    """Every member of the package by its name."""
    modules = {LIBRARY: (SOURCES / "SoftEnv.bas").read_text("utf-8"), "Buttons": _subs(), "Words": _words()}
    texts = {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(),
        **{f"description.{lang}.txt": _DESCRIPTION(lang) for lang in LANGS},
        "Addons.xcu": _addons(),
        "CalcWindowState.xcu": _window_state(),
        f"{LIBRARY}/script.xlb": _library(list(modules)),
        f"{LIBRARY}/dialog.xlb": _library([]),
        **{f"{LIBRARY}/{name}.xba": _module(name, source) for name, source in modules.items()},
        **{f"icons/{name}_{size}.svg": _icon(name, size) for name in SHOWN for size in _SIZES.values()},
    }
    return {name: text.encode() for name, text in texts.items()}


def command(button: str) -> str:
    """What the toolbar's button calls."""
    return f"vnd.sun.star.script:{LIBRARY}.Buttons.{button}?language=Basic&location=application"


def _subs() -> str:
    """One Sub for each button: LibreOffice hands a macro on a toolbar no arguments."""
    calls = {name: f'Press("{name}", {_either(caption)})' for name, (caption, _) in BUTTONS.items()}
    calls |= dict.fromkeys(SHOWN.keys() - BUTTONS.keys(), "WantCancel()")
    return "Option Explicit\n" + "".join(f"\nSub {name}\n\t{call}\nEnd Sub\n" for name, call in calls.items())


def _words() -> str:
    cases = "".join(f'\t\tCase "{key}"\n\t\t\ts = {_either(text)}\n' for key, text in _WORDS.items())
    return (
        "Option Explicit\n\n"
        "' What is said in the language of the menus, with a value in it.\n"
        "Function Said(sKey As String, sValue As String) As String\n\tDim s As String\n"
        f'\tSelect Case sKey\n{cases}\tEnd Select\n\tSaid = Replace(s, "{{}}", sValue)\nEnd Function\n'
    )


def _either(text: Text) -> str:
    """Basic's expression for it in the language of the menus."""
    zh, en = ('"' + text(lang).replace('"', '""') + '"' for lang in LANGS)
    return f'IIf(Language() = "zh", {zh}, {en})'


def _module(name: str, source: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n'
        f'<script:module xmlns:script="http://openoffice.org/2000/script" script:name="{name}" '
        f'script:language="StarBasic">{escape(source)}</script:module>\n'
    )


def _library(elements: list[str]) -> str:
    listed = "".join(f' <library:element library:name="{name}"/>\n' for name in elements)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">\n'
        f'<library:library xmlns:library="http://openoffice.org/2000/library" library:name="{LIBRARY}" '
        f'library:readonly="true" library:passwordprotected="false">\n{listed}</library:library>\n'
    )


def _manifest() -> str:
    kinds = {
        f"{LIBRARY}/": "application/vnd.sun.star.basic-library",
        "Addons.xcu": "application/vnd.sun.star.configuration-data",
        "CalcWindowState.xcu": "application/vnd.sun.star.configuration-data",
    }
    entries = "".join(
        f' <manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>\n'
        for path, kind in kinds.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n{entries}</manifest:manifest>\n'
    )


def _description() -> str:
    names = "".join(f'<name lang="{lang}">{escape(_TITLE(lang))}</name>' for lang in LANGS)
    texts = "".join(f'<src xlink:href="description.{lang}.txt" lang="{lang}"/>' for lang in LANGS)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006"
 xmlns:l="http://libreoffice.org/extensions/description/2011" xmlns:xlink="http://www.w3.org/1999/xlink">
 <identifier value="{IDENTIFIER}"/>
 <version value="{__version__}"/>
 <dependencies><l:LibreOffice-minimal-version value="7.4" name="LibreOffice 7.4"/></dependencies>
 <display-name>{names}</display-name>
 <extension-description>{texts}</extension-description>
</description>
"""


def _addons() -> str:
    bars = "".join(_node(bar.name, _buttons(bar)) for bar in BARS)
    images = "".join(_image(name) for name in SHOWN)
    return _configuration(
        "Addons",
        "org.openoffice.Office",
        f'<node oor:name="AddonUI"><node oor:name="OfficeToolBar">{bars}</node>'
        f'<node oor:name="Images">{images}</node></node>',
    )


def _buttons(bar: Bar) -> str:
    nodes, before = [], ""
    for name in ribbon.ordered():
        group = ribbon.look(name).group
        if not bar.holds(group):
            continue
        if before and group != before:
            nodes.append(_prop("URL", same("private:separator")))
        before = group
        nodes.append(
            _prop("URL", same(command(name)))
            + _prop("Title", SHOWN[name][0])
            + _prop("Context", same(_CALC))
            + _prop("Target", same("_self"))
        )
    return "".join(_node(f"b{number:02d}", node) for number, node in enumerate(nodes, 1))


def _image(button: str) -> str:
    icons = "".join(
        _prop(f"Image{which}URL", same(f"%origin%/icons/{button}_{size}.svg"))
        for which, size in _SIZES.items()
    )
    return _node(
        f"{IDENTIFIER}.{button}",
        _prop("URL", same(command(button))) + f'<node oor:name="UserDefinedImages">{icons}</node>',
    )


def _icon(button: str, size: int) -> str:
    """The button's own drawing, so many pixels wide, or a plain one where nobody has drawn it yet."""
    drawing = SOURCES / "icons" / f"{button}.svg"
    text = (drawing if drawing.exists() else drawing.with_name("button.svg")).read_text("utf-8")
    return text.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)


def _window_state() -> str:
    """The toolbars' names in the menu View, Toolbars, and their captions beside the icons."""
    states = "".join(_node(f"private:resource/toolbar/addon_{bar.name}", _bar_state(bar)) for bar in BARS)
    return _configuration(
        "CalcWindowState",
        "org.openoffice.Office.UI",
        f'<node oor:name="UIElements"><node oor:name="States">{states}</node></node>',
    )


def _bar_state(bar: Bar) -> str:
    return _prop("UIName", bar.title) + "".join(
        f'<prop oor:name="{name}" oor:type="xs:{kind}"><value>{value}</value></prop>'
        for name, kind, value in (
            ("Docked", "boolean", "true"),
            ("DockingArea", "int", _TOP),
            ("DockPos", "string", f"0,{bar.row}"),
            ("Style", "int", _ICONS_AND_WORDS),
            ("Visible", "boolean", "true"),
        )
    )


def _configuration(name: str, package: str, nodes: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="{name}" oor:package="{package}">\n'
        f"{nodes}\n</oor:component-data>\n"
    )


def _node(name: str, content: str) -> str:
    return f'\n<node oor:name={quoteattr(name)} oor:op="replace">{content}</node>'


def _prop(name: str, text: Text) -> str:
    """A property; without a language where both say the same."""
    return f'<prop oor:name="{name}" oor:type="xs:string">{"".join(_values(text))}</prop>'


def _values(text: Text) -> Iterator[str]:
    if text.zh == text.en:
        yield f"<value>{escape(text.zh)}</value>"
        return
    for lang, tag in (("en", "en"), ("zh", "zh-CN"), ("zh", "zh-TW")):
        yield f'<value xml:lang="{tag}">{escape(text.zh if lang == "zh" else text.en)}</value>'
