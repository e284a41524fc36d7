"""What an organisation's rules for Windows forbid: macros, add-ins, programs that Excel starts."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator

from softenv_xl.installation.doctor.finding import Finding, Machine, error, fine, warning
from softenv_xl.installation.places import System
from softenv_xl.words import Text

_MACROS, _DEFENDER = "macros", "defender"
_VERSIONS = ("16.0", "15.0")  # Office 2016 and everything later; Office 2013
_POLICIES = (
    r"HKCU\Software\Policies\Microsoft\Office",
    r"HKLM\Software\Policies\Microsoft\Office",
    r"HKCU\Software\Policies\Microsoft\Cloud\Office",
)
_OWN = r"HKCU\Software\Microsoft\Office"
_EXCEL = r"Excel\Security"
_LOCATIONS = rf"{_EXCEL}\Trusted Locations"
_SIGNED_ONLY, _NONE = 3, 4  # of VBAWarnings

# Excel starts cmd.exe, which starts Python: what this rule of Defender is against.
_RULE = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
_RULES = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_IDS, _ACTIONS = "AttackSurfaceReductionRules_Ids", "AttackSurfaceReductionRules_Actions"
_BLOCK, _WARN = 1, 6
_ASK = f"Get-MpPreference | Select-Object {_IDS},{_ACTIONS} | ConvertTo-Json -Compress"
_SECONDS = 60

_IT = Text(
    "请把“信息部门须知”（docs/zh/信息部门须知.md）交给信息部门。",
    "Give your IT department the page docs/it-departments.md.",
)
_SIGN = Text(
    "请信息部门用自己的证书给加载项签名，见“信息部门须知”。",
    "Have your IT department sign the add-in with its certificate: docs/it-departments.md.",
)
_BLOCKED = Text(
    "Defender 禁止 Office 程序启动其他程序，按钮不能启动 Python。",
    "Defender forbids Office programs to start others, so buttons cannot start Python.",
)
_WARNED = Text(
    "Defender 会在 Excel 启动 Python 时要求确认。",
    "Defender asks for consent when Excel starts Python.",
)
_NOT_BLOCKED = Text("Defender 不禁止 Excel 启动 Python。", "Defender doesn't forbid Excel to start Python.")


def macros(machine: Machine) -> Iterator[Finding]:
    """The add-in's macros may run. It lies in a trusted location, for which Excel doesn't ask its macro settings."""
    if machine.places.system is not System.WINDOWS:
        return
    problems = [*_forbidden(machine), *_signatures(machine)]
    yield from problems
    if not problems:
        message = Text("没有发现禁止加载项宏的规则。", "No rule against the add-in's macros was found.")
        yield fine(_MACROS, message)
    if _policy(machine, _EXCEL, "BlockContentExecutionFromInternet") == 1:
        message = Text(
            "来自网络的文件中的宏被禁止；本软件寄出的文件不含宏，加载项也没有该标记，不受影响。",
            "Macros in files from the internet are blocked. Nothing that is sent by this program has any, and the "
            "add-in is no such file.",
        )
        yield fine(_MACROS, message)


def child_processes(machine: Machine) -> Iterator[Finding]:
    """Excel may start Python."""
    if machine.places.system is not System.WINDOWS:
        return
    action = machine.registry(_RULES, _RULE)
    if action is None:
        action = rule_in(_preferences())
    if action is None:
        message = Text("读不到 Defender 的规则。", "Defender's rules could not be read.")
        remedy = Text(
            "如果按下按钮没有反应，请问信息部门：规则 {rule} 是否启用？",
            "If nothing happens when a button is pressed, ask your IT department whether the rule {rule} is on.",
        )
        yield warning(_DEFENDER, message, remedy.format(rule=_RULE))
    elif int(action) == _BLOCK:
        yield error(_DEFENDER, _BLOCKED, _IT)
    elif int(action) == _WARN:
        yield warning(_DEFENDER, _WARNED, _IT)
    else:
        yield fine(_DEFENDER, _NOT_BLOCKED)


def rule_in(answer: str) -> int | None:
    """The state of the rule in what `Get-MpPreference` says as JSON: 0 when it isn't there, None for no answer."""
    try:
        settings = json.loads(answer)
        rules, actions = (settings[key] or [] for key in (_IDS, _ACTIONS))
        found = dict(zip((str(rule).lower() for rule in rules), map(int, actions), strict=True))
    except (ValueError, KeyError, TypeError):
        return None
    return found.get(_RULE, 0)


def _preferences() -> str:
    powershell = shutil.which("powershell")
    if powershell is None:
        return ""
    command = [powershell, "-NoProfile", "-NonInteractive", "-Command", _ASK]
    try:
        run = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return run.stdout.decode(errors="replace")


def _forbidden(machine: Machine) -> Iterator[Finding]:
    if _policy(machine, "Common", "VBAOff") == 1:
        yield error(
            _MACROS, Text("规则关闭了 Office 的全部宏。", "A rule turns off all macros of Office."), _IT
        )
    if _policy(machine, _EXCEL, "DisableAllAddins") == 1:
        yield error(
            _MACROS, Text("规则关闭了 Excel 的全部加载项。", "A rule turns off all add-ins of Excel."), _IT
        )


def _signatures(machine: Machine) -> Iterator[Finding]:
    """Rules that a signature satisfies; where the start-up folder isn't trusted, the macro settings hold for it."""
    if _setting(machine, _EXCEL, "RequireAddinSig") == 1:
        message = Text("规则要求加载项有受信任的签名。", "A rule wants add-ins to have a trusted signature.")
        yield error(_MACROS, message, _SIGN)
    allowed_by_user = _policy(machine, r"Common\Security\Trusted Locations", "Allow User Locations")
    if _setting(machine, _LOCATIONS, "AllLocationsDisabled") != 1 and allowed_by_user != 0:
        return
    asked = _setting(machine, _EXCEL, "VBAWarnings")
    if asked in (_SIGNED_ONLY, _NONE):
        message = Text(
            "规则不信任 Excel 的启动文件夹，且不运行{what}宏。",
            "A rule doesn't trust Excel's start-up folder, and {what}macros don't run.",
        )
        what = Text("未签名的", "unsigned ") if asked == _SIGNED_ONLY else Text("任何", "")
        yield error(_MACROS, message.format(what=what), _SIGN if asked == _SIGNED_ONLY else _IT)
    else:
        message = Text(
            "规则不信任 Excel 的启动文件夹，Excel 每次启动会询问是否启用宏。",
            "A rule doesn't trust Excel's start-up folder, so Excel asks at every start whether to enable macros.",
        )
        yield warning(_MACROS, message, _SIGN)


def _setting(machine: Machine, key: str, name: str) -> str | int | None:
    """A rule, or the user's own choice where there is no rule."""
    ruled = _policy(machine, key, name)
    return ruled if ruled is not None else _first(machine, (_OWN,), key, name)


def _policy(machine: Machine, key: str, name: str) -> str | int | None:
    return _first(machine, _POLICIES, key, name)


def _first(machine: Machine, roots: tuple[str, ...], key: str, name: str) -> str | int | None:
    values = (machine.registry(rf"{root}\{number}\{key}", name) for root in roots for number in _VERSIONS)
    return next((value for value in values if value is not None), None)
