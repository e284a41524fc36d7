"""What the macros say, by the key that they look it up with; `{value}` is filled in by the macro."""

from __future__ import annotations

from softenv_xl.words import Text

PHRASES = {
    "no-workbook": Text("请先打开一个工作簿。", "Open a workbook first."),
    "busy": Text("上一个按钮还在运行，请稍候。", "The last button is still at work; please wait."),
    "cancelling": Text(
        "正在停止；已开始写入的会写完。", "Cancelling; what is being written already is finished."
    ),
    "idle": Text("现在没有按钮在运行。", "No button is at work."),
    "file-name": Text(
        "文件名“{value}”含有“=”或“|”，无法处理。请换一个文件名再试。",
        "The file name “{value}” holds “=” or “|”, which cannot be passed on. Rename the file, then try again.",
    ),
    "not-installed": Text(
        "找不到运行程序所需的 {value} 或其中写明的 Python。请重新运行“softenv-xl install”。",
        "{value}, or the Python that it names, was not found. Run “softenv-xl install” again.",
    ),
    "crashed": Text(
        "Python 没有正常结束。请运行“softenv-xl doctor”；如仍有问题，请把 {value} 发给维护人员。",
        "Python did not end as it should. Run “softenv-xl doctor”; if that does not help, send {value} to the "
        "maintainers.",
    ),
    "failed": Text(
        "按钮无法运行：{value} 请运行“softenv-xl doctor”。",
        "The button cannot run: {value} Run “softenv-xl doctor”.",
    ),
}

NO_ADDIN = Text(
    "这台电脑上没有可用的软环境加载项。请运行“softenv-xl install”，然后重新打开 Excel 或 LibreOffice。",
    "The SoftEnv add-in cannot be found on this computer. Run “softenv-xl install”, then start Excel or LibreOffice "
    "anew.",
)
"""What a button on a sheet says where the add-in isn't installed."""
