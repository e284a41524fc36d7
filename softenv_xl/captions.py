"""What each button is called and does, in both languages: ribbon, toolbar, reference and guide show these words."""

from __future__ import annotations

from softenv_xl.words import Text

VALIDATE, NEXT_ISSUE = Text("检查", "Validate"), Text("下一个问题", "Next issue")
PREPARE, COLLECT = Text("生成自查表", "Prepare returns"), Text("收表", "Collect")
APPRAISAL = Text("家长评议", "Appraisal")
SPLIT = Text("生成部门表", "Prepare packs")
REFRESH, UNDO = Text("更新", "Refresh"), Text("撤销", "Undo")
WHY, UPGRADE = Text("为什么", "Why"), Text("升级", "Upgrade")
DOCUMENTS = Text("生成文书", "Documents")
SEND_BACK = Text("退回修改", "Send back")
BULLETIN = Text("公开专栏", "Bulletin")
SEND = Text("发送", "Send")
MERGE = Text("收回部门表", "Merge back")
REPORT = Text("年度报告", "Year-end report")
HELP, DOCTOR = Text("帮助", "Help"), Text("诊断", "Doctor")

BUTTONS: dict[str, tuple[Text, Text]] = {
    "prepare": (
        PREPARE,
        Text(
            "为每位应交自查表的教师生成一份预填好的自查表，放入总台账旁的“发件箱”（outbox）文件夹；已有的不覆盖。",
            "Writes a prefilled return for everybody who owes one into the folder outbox beside the control workbook; "
            "those that are there already are never overwritten.",
        ),
    ),
    "collect": (
        COLLECT,
        Text(
            "收取总台账旁“收件箱”（inbox）文件夹中的自查表：检查、核算、合并、更新。",
            "Takes in the returns of the folder inbox beside the control workbook: check, assess, merge, refresh.",
        ),
    ),
    "appraisal": (
        APPRAISAL,
        Text(
            "读入总台账旁“评议”文件夹中最近一批的答卷文件，更新评议结果和线索；人数少的不显示。",
            "Counts the files of the latest round in the folder appraisal beside the control workbook: results and leads; "
            "what few have answered isn't shown.",
        ),
    ),
    "validate": (
        VALIDATE,
        Text(
            "检查打开的工作簿。总台账：把问题列入“问题清单”并在单元格上标出；自查表：选中第一个有问题的单元格。",
            "Checks the open workbook. Control workbook: its issues are listed on the sheet Issues and marked in their "
            "cells. Return: the first cell with an issue is selected.",
        ),
    ),
    "next_issue": (
        NEXT_ISSUE,
        Text(
            "选中下一个有问题的单元格，并在状态栏说明问题和处理办法。",
            "Selects the next cell with an issue; the status bar says what is wrong and what to do.",
        ),
    ),
    "refresh": (
        REFRESH,
        Text(
            "手工修改后，重新计算合规情况、整改台账和总览。",
            "Recomputes compliance, tracker and dashboard after you edited the workbook by hand.",
        ),
    ),
    "why": (
        WHY,
        Text(
            "说明选中行的人或部门各格结果的全部依据和怎样改变，填入“为什么”表，可打印一页。",
            "Everything behind the results of the person or department in the selected row, and what would change them, on "
            "the sheet Why: one printed page.",
        ),
    ),
    "prepare_packs": (
        SPLIT,
        Text(
            "更新后，为每个部门生成一份不含宏的分表，只含本部门的内容，放入总台账旁的“部门表”（packs）文件夹；有人改过的文件不覆盖。",
            "Refreshes, then writes a workbook without macros for every department, with its own rows alone, into the folder "
            "packs beside the control workbook; a file in which somebody has worked is never overwritten.",
        ),
    ),
    "merge_back": (
        MERGE,
        Text(
            "逐格合并部门交回的分表：已打开的，或总台账旁“部门交回”文件夹中的；两边不一致处列入“冲突”表待您选择。",
            "Merges the packs that departments sent back, cell by cell: those that are open, or those of the folder returned "
            "packs beside the control workbook. What disagrees is listed on Conflicts for you to decide.",
        ),
    ),
    "send_back": (
        SEND_BACK,
        Text(
            "把收件箱中已收、需要修改的自查表各复制一份到总台账旁的“退回”文件夹：有误的单元格加标记和批注，首页列出；原文件不动，已有的不覆盖。",
            "Copies every collected return that needs changes from the inbox into the folder sent-back beside the control "
            "workbook, with a mark and a note in each wrong cell and a list in front; the originals stay as they are.",
        ),
    ),
    "send": (
        SEND,
        Text(
            "把已准备好的自查表、部门分表、催办、退回、督办单做成邮件草稿：先列出谁收什么，您点“确定”后才做；设置了邮箱的放入草稿箱，"
            "否则做成文件。由您检查后发出。",
            "Makes drafts of the returns, packs, reminders, corrections and slips that are prepared: lists who gets what, and "
            "waits for your OK. In the mailbox's folder Drafts where an account is set up, else as files. You send them.",
        ),
    ),
    "documents": (
        DOCUMENTS,
        Text(
            "生成各部门责任书、每位教师承诺书等 Word 文书，放入总台账旁的“文书”（documents）文件夹；"
            "模板在其中的“模板”文件夹，可自行修改。",
            "Writes letters for every department, pledges for every teacher and the like as Word files into the folder documents "
            "beside the control workbook, from templates that you may edit: they are in its folder templates.",
        ),
    ),
    "report": (
        REPORT,
        Text(
            "按各台账生成年度报告（Word 和 PDF），放入总台账旁的“文书”（documents）文件夹；每个数字都附出处，模板可自行修改。",
            "Writes the year-end report from the registers, as Word and PDF, into the folder documents beside the control "
            "workbook. Every figure says where it stands; you may edit the template.",
        ),
    ),
    "bulletin": (
        BULLETIN,
        Text(
            "把可以公开的内容生成网页和公示栏文件，放入总台账旁的“公开专栏”（bulletin）文件夹；不能再公开的撤下，点名他人的不公开并列出。",
            "Makes web pages and a notice-board sheet of what may be published, in the folder bulletin beside the control "
            "workbook. What may not stand there any longer is removed; rows that name somebody are held back and told.",
        ),
    ),
    "undo": (
        UNDO,
        Text(
            "撤销上一个按钮所做的改动；您在其后修改的单元格保留不变。",
            "Takes back what the last button changed; cells that you changed since stay as they are.",
        ),
    ),
    "upgrade": (
        UPGRADE,
        Text(
            "把旧版总台账升级到本程序的版本：先保存并关闭，补上新的工作表、列和公式，再重新打开；您的内容都保留。",
            "Brings a control workbook of an earlier version up to this program's: saves and closes it, adds the new "
            "sheets, columns and formulas, and opens it again. What is yours stays.",
        ),
    ),
    "show_help": (
        HELP,
        Text(
            "在浏览器中打开说明：每个按钮的作用，每个问题的含义和处理办法。",
            "Opens the guide in the browser: what every button does, what every issue means and what to do about it.",
        ),
    ),
    "doctor": (
        DOCTOR,
        Text(
            "检查本机的安装和设置，说明按钮为何不能用以及如何处理；不作任何改动。",
            "Looks at what is installed and set on this computer, and says what is in the buttons' way; changes nothing.",
        ),
    ),
}
"""Every button's caption and what it does, by the name of its function; in the order of a clerk's day."""

CANCEL = (
    Text("停止", "Cancel"),
    Text(
        "让正在运行的按钮尽快停下，工作簿保持原样；已开始写入的会写完。Windows 版 Excel 中也可按 Esc。",
        "Ends the button that is at work, and the workbook stays as it was; what is being written already is finished. "
        "In Excel on Windows, Esc does the same.",
    ),
)
"""The one button that the macros answer themselves."""

SHOWN: dict[str, tuple[Text, Text]] = {**BUTTONS, "cancel": CANCEL}
"""What a ribbon or a toolbar shows."""
