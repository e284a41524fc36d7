"""What the pages are called and say around what is published."""

from __future__ import annotations

from typing import NamedTuple

from softenv_xl.words import Text


class Titled(NamedTuple):
    title: Text
    about: Text


PAGES: dict[str, Titled] = {
    "activities": Titled(
        Text("工作动态", "Activities"),
        Text("会议、部署和活动，最近的在前。", "Meetings, deployments and activities, latest first."),
    ),
    "commitments": Titled(
        Text("公开承诺", "Commitments"),
        Text(
            "各部门已公布并有效的办事依据、程序和服务承诺。",
            "What departments have promised in public: basis, procedures, how soon.",
        ),
    ),
    "fees": Titled(
        Text("收费公示", "Fees"),
        Text(
            "本学期已公示的收费。未列入的不得收取。",
            "The published charges of this term. What isn't listed may not be charged.",
        ),
    ),
    "progress": Titled(
        Text("工作进展", "Progress"),
        Text(
            "各阶段完成情况、自查和整改的数字。",
            "In figures: the stages, the self-check, and what was put right.",
        ),
    ),
    "appraisal": Titled(
        Text("家长评议", "Parents' appraisal"),
        Text(
            "已结束的评议。满意率附95%区间；只有全校和部门，不涉及个人。",
            "Rounds that are over. Shares come with their 95% interval, for the school and departments, never a person.",
        ),
    ),
    "opinions": Titled(
        Text("意见办理", "Opinions"),
        Text(
            "各方面的意见和办理结果。",
            "What people said, and what became of it.",
        ),
    ),
    "honours": Titled(
        Text("典型经验", "Good experience"),
        Text(
            "公示期满的十佳师德标兵。",
            "The top ten teachers in ethics, once the public notice is over.",
        ),
    ),
    "exposed": Titled(
        Text("曝光台", "Exposed cases"),
        Text(
            "经查实并决定曝光的问题，到期撤下。",
            "What was substantiated and decided to be exposed. Each is taken down in time.",
        ),
    ),
    "disclosure": Titled(
        Text("信息公开", "Disclosure"),
        Text("学校已向社会公开的事项。", "What the school has made public."),
    ),
}
"""The pages in their order, by the name of their model and of their file."""

SAID: dict[str, Text] = {
    "column": Text("软环境建设公开专栏", "Soft-environment bulletin"),
    "skip": Text("跳到正文", "Skip to the content"),
    "pages": Text("栏目", "Pages"),
    "as_of": Text("数据截至", "As of"),
    "valid_until": Text("本页有效期至", "This page is valid until"),
    "home": Text("首页", "Start"),
    "none": Text("目前没有内容。", "Nothing at present."),
    "hidden": Text("不显示", "not shown"),
    "partly_hidden": Text("{sum} ＋ 不显示", "{sum} + not shown"),
    "few_note": Text(
        "少于 {least} 的数字不显示；为了不能由合计推算，次少的也不显示。",
        "Numbers under {least} are not shown, nor is the next one, so that none can be found from the total.",
    ),
    "unknown": Text("尚无数据", "not known yet"),
    "numbers": Text("{title}（图中的数字）", "{title}: the chart's numbers"),
    "chart_file": Text("下载此图（SVG）", "Download the chart (SVG)"),
    "link": Text("查看：{title}", "Open: {title}"),
    "date": Text("日期", "Date"),
    "month": Text("月份", "Month"),
    "kind": Text("类别", "Kind"),
    "department": Text("部门", "Department"),
    "summary": Text("主要内容", "What was decided"),
    "matter": Text("事项", "Matter"),
    "commitment": Text("内容", "What is promised"),
    "basis": Text("依据", "Basis"),
    "materials": Text("所需材料", "What to bring"),
    "working_days": Text("办结时限", "Done within"),
    "days": Text("{count} 个工作日", "{count} working days"),
    "day": Text("1 个工作日", "1 working day"),
    "at_once": Text("当场办结", "at once"),
    "phone": Text("监督电话", "Complaints telephone"),
    "term": Text("学期", "Term"),
    "charge": Text("收费项目", "Charge"),
    "nature": Text("性质", "Nature"),
    "unit": Text("单位", "Unit"),
    "rate": Text("标准", "Rate"),
    "authority": Text("批准机关", "Approved by"),
    "document": Text("文号", "Document"),
    "scope": Text("收费对象", "Who pays"),
    "waiver": Text("减免政策", "Waivers"),
    "fees_caption": Text("收费项目和标准（元）", "Charges and rates (yuan)"),
    "commitments_caption": Text("公开的承诺", "Commitments"),
    "disclosure_caption": Text("已公开的事项", "What was published"),
    "at_a_glance": Text("总体情况", "At a glance"),
    "figure": Text("项目", "Figure"),
    "value": Text("数值", "Value"),
    "due": Text("应交自查表", "Self-check returns due"),
    "accepted": Text("已接收", "Accepted"),
    "coverage": Text("覆盖率", "Coverage"),
    "compliance": Text("合规率", "Compliance"),
    "open_items": Text("整改未销号", "Items open"),
    "closed_items": Text("整改已销号", "Items closed"),
    "overdue_items": Text("整改超期", "Items overdue"),
    "stages": Text("各阶段会议与节点", "Milestones by stage"),
    "stage": Text("阶段", "Stage"),
    "held": Text("已完成", "Held"),
    "held_late": Text("已补开", "Held late"),
    "late": Text("逾期", "Late"),
    "to_come": Text("未到期", "To come"),
    "weeks": Text("整改进度", "Items over the campaign"),
    "week": Text("截至", "Week ending"),
    "open": Text("未销号", "Open"),
    "closed": Text("已销号", "Closed"),
    "by_department": Text("各部门整改事项", "Items by department"),
    "respondents": Text("有效份数", "Valid sheets"),
    "period": Text("时间", "When"),
    "to": Text("至", "to"),
    "satisfied": Text("满意率", "Satisfied"),
    "interval": Text("95%区间", "95% interval"),
    "answers": Text("评价份数", "Answers"),
    "school": Text("全校", "School"),
    "whom": Text("范围", "Of"),
    "shares": Text("家长满意率", "Satisfied parents"),
    "group": Text("来源群体", "Group"),
    "result": Text("办理结果", "Result"),
    "count": Text("条数", "Number"),
    "received": Text("共收到意见", "Opinions received"),
    "by_group": Text("意见来源", "Opinions by group"),
    "by_result": Text("办理结果", "Opinions by result"),
    "examples": Text("意见选登", "Some of them"),
    "item": Text("涉及项目", "Item"),
    "measure": Text("处理", "Measure"),
    "person": Text("当事人", "Who"),
    "shown_until": Text("展示至", "Shown until"),
    "title": Text("内容", "What"),
    "category": Text("目录类别", "Class"),
    "published": Text("公开日期", "Published"),
    "place": Text("公开方式", "Where"),
}

ALT: dict[str, Text] = {
    "stages": Text(
        "条形图：各阶段会议与节点已完成、已补开、逾期和未到期的个数。",
        "Bar chart: milestones of each stage that were held, held late, are late or to come.",
    ),
    "weeks": Text(
        "折线图：每周未销号和已销号的整改事项数。",
        "Line chart: rectification items open and closed, week by week.",
    ),
    "departments": Text(
        "条形图：各部门未销号和已销号的整改事项数；人少的不显示。",
        "Bar chart: items open and closed by department; small numbers are not shown.",
    ),
    "appraisal": Text(
        "点图：全校和各部门的家长满意率及95%区间。",
        "Dot chart: the share of satisfied parents of the school and of departments, with the 95% interval.",
    ),
    "by_group": Text("条形图：各群体意见的条数。", "Bar chart: opinions by group."),
    "by_result": Text("条形图：各办理结果的意见条数。", "Bar chart: opinions by result."),
}
"""What a chart shows, for who doesn't see it."""
