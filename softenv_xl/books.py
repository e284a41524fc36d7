"""The two workbooks: which sheets they have, in which order, and what each is for."""

from __future__ import annotations

from datetime import datetime

from softenv_xl.registers import departments, evidence, people, rectification, rulebook, settings
from softenv_xl.return_form import identity, problems, selfcheck
from softenv_xl.schema.table import BookSpec, SheetSpec, TableSpec
from softenv_xl.views import compliance_matrix, issue_list, submissions
from softenv_xl.words import Text

RETURN = BookSpec(
    key="return",
    title=Text("软环境建设自查表", "Soft-environment self-check return"),
    version="1",
    sheets=(
        SheetSpec("guide", Text("填表说明", "Guide"), Text("请先阅读", "Please read first")),
        SheetSpec(
            "identity",
            Text("基本信息", "Identity"),
            Text("填写浅黄色单元格。", "Fill in the pale yellow cells."),
            form=identity.SPEC,
        ),
        SheetSpec(
            "selfcheck",
            Text("自查", "Self-check"),
            Text(
                "逐项选择“有”或“没有”；选“有”的，须在“问题与整改”表中写明。",
                "Answer every item; where the answer is yes, add a row on the sheet Problems.",
            ),
            table=selfcheck.SPEC,
        ),
        SheetSpec(
            "problems",
            Text("问题与整改", "Problems"),
            Text(
                "每个问题一行，写明措施、责任人和期限；行数不够可直接往下填写。",
                "One row per problem with its measure, person and deadline; go on below if you need more rows.",
            ),
            table=problems.SPEC,
        ),
    ),
)

CONTROL = BookSpec(
    key="control",
    title=Text("软环境建设总台账", "Soft-environment control workbook"),
    version="2",
    sheets=(
        SheetSpec(
            "start",
            Text("开始", "Start"),
            Text("第一次使用请从这里开始。", "New here? Begin with these steps."),
        ),
        SheetSpec(
            "dashboard",
            Text("总览", "Dashboard"),
            Text("由程序计算，请勿手工修改。", "Computed by the program; don't edit."),
            group="results",
        ),
        SheetSpec(
            "tracker",
            Text("整改台账", "Tracker"),
            Text(
                "每项整改一行；销号前须填写验收意见和销号签字。不要删除行，可改为“已撤回”并写明理由。右侧可自行加列。",
                "One row per item. Closing needs decision and sign-off. Don't delete: withdraw. Own columns: at the right.",
            ),
            group="results",
            table=rectification.SPEC,
        ),
        SheetSpec(
            "compliance",
            Text("合规矩阵", "Compliance"),
            Text(
                "每人对每条禁令的情况。未交表不等于合规。",
                "Every teacher against every ban. A missing return is never compliance.",
            ),
            group="results",
            table=compliance_matrix.SPEC,
        ),
        SheetSpec(
            "submissions",
            Text("收表台账", "Submissions"),
            Text("每人每份自查表一行。", "One row per person and return."),
            group="returns",
            table=submissions.SPEC,
        ),
        SheetSpec(
            "issues",
            Text("问题清单", "Issues"),
            Text(
                "自查表和本台账中需要改正之处。",
                "What has to be put right in the returns and in this workbook.",
            ),
            group="returns",
            table=issue_list.SPEC,
        ),
        SheetSpec(
            "evidence",
            Text("证据", "Evidence"),
            Text(
                "自查所得由程序登记；其他来源由办公室逐行填写，并认定每一行。",
                "Self-checks are entered by the program; the office adds all other rows and decides on the state of each.",
            ),
            group="returns",
            table=evidence.SPEC,
        ),
        SheetSpec(
            "people",
            Text("人员", "People"),
            Text(
                "全体教职工。自查表按此名册核对。",
                "Everyone on the register. Returns are checked against it.",
            ),
            group="registers",
            table=people.SPEC,
        ),
        SheetSpec(
            "departments",
            Text("部门", "Departments"),
            Text("部门及其第一责任人。", "Departments and their first responsible persons."),
            group="registers",
            table=departments.SPEC,
        ),
        SheetSpec(
            "rulebook",
            Text("规则", "Rulebook"),
            Text(
                "十条禁令和服务态度，学校可修改；改后请在“设置”中更新版本号。",
                "The ten bans and the service attitudes. Edit them as you need, then raise the version in Settings.",
            ),
            group="registers",
            table=rulebook.SPEC,
        ),
        SheetSpec(
            "settings",
            Text("设置", "Settings"),
            Text("活动年度、截止日期和各阶段。", "The campaign's year, closing date and stages."),
            group="registers",
            form=settings.SPEC,
            table=settings.STAGES,
        ),
    ),
)
BOOKS = (CONTROL, RETURN)

GROUPS = {
    "results": Text("看结果", "Results"),
    "returns": Text("收表和核对", "Returns and checks"),
    "registers": Text("名册和设置", "Registers and settings"),
}
"""What the sheets of one group are for."""

# When the templates say that they were made (UTC). A return that still says so was saved by a program that
# doesn't keep the time.
MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - as workbooks tell it

# The return carries the departments on its sheet of lists, so that its dropdown needs no other file.
DEPARTMENT_LIST = TableSpec("department_list", departments.SPEC.title, departments.SPEC.columns[:1])

# Which table column each dropdown list is read from, by the list's defined name. In the return the
# departments stand on the sheet of lists, in a table of their own.
LISTS: dict[str, tuple[str, str]] = {
    "pick_departments": ("departments", "name"),
    "people_numbers": ("people", "number"),
    "rulebook_items": ("rulebook", "label"),
    "selfcheck_items": ("selfcheck", "item"),
    "problems_items": ("problems", "item"),
}
