"""What Excel says when it refuses, in the language that it is installed in. No code may depend on these words.

The English sentences are those of the public threads and pages named beside them; the Chinese ones are what
Chinese users quote. Which words they are doesn't matter: that there are two languages does.
"""

from __future__ import annotations

from typing import Literal

Tongue = Literal["zh", "en"]

# Application-defined or object-defined error: 1004 in VBA, 0x800A03EC as an HRESULT.
# https://learn.microsoft.com/office/vba/language/reference/user-interface-help/application-defined-or-object-defined-error
SCODE = -2146827284
# DISP_E_EXCEPTION: the call reached the object, which refused.
# https://learn.microsoft.com/windows/win32/com/com-error-codes-2
DISP_E_EXCEPTION = -2147352567
# DISP_E_UNKNOWNNAME: there is no such member in this version.
DISP_E_UNKNOWNNAME = -2147352570

_SAID: dict[str, tuple[str, str]] = {
    # https://learn.microsoft.com/office/vba/api/excel.range.specialcells is silent about it; xlwings looks for the
    # English sentence (Range.get_special_cells in _xlwindows.py).
    "nothing found": ("找不到单元格。", "No cells were found."),
    # https://support.microsoft.com/office/lock-cells-to-protect-them-cb7835f6-9c37-4561-bb5b-0e40ef2f0b2c
    "protected": (
        "您试图更改的单元格或图表位于受保护的工作表中。若要进行更改，请取消工作表保护。您可能需要输入密码。",
        "The cell or chart you're trying to change is on a protected sheet. To make a change, unprotect the sheet.",
    ),
    "password": (
        "您所提供的密码不正确。请检查 CAPS LOCK 键的状态，并注意使用了正确的大小写。",
        "The password you supplied is not correct. Verify that the CAPS LOCK key is off.",
    ),
    "refused": ("应用程序定义或对象定义错误", "Application-defined or object-defined error"),
    "overlaps": ("表格不能与另一个表格重叠。", "A table cannot overlap another table."),
    "shifts table": (
        "不允许此操作。该操作试图移动工作表中表格内的单元格。",
        "This operation is not allowed. The operation is attempting to shift cells in a table on your worksheet.",
    ),
    "array": ("无法更改部分数组。", "You cannot change part of an array."),
    "index": ("下标越界", "Subscript out of range"),
    "unable": ("无法设置该属性", "Unable to set the property"),
    "macro": (
        "无法运行宏。该宏可能在此工作簿中不可用。",
        "Cannot run the macro. The macro may not be available.",
    ),
    "new column": ("列", "Column"),
}


def said(key: str, tongue: Tongue) -> str:
    return _SAID[key][0 if tongue == "zh" else 1]
