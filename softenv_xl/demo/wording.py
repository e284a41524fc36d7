"""What the made-up teachers write: for each entry of the default rulebook, problems with a measure for each."""

from __future__ import annotations

from softenv_xl.words import Text

# By the entry's tags in the default rulebook; each problem with its measure.
PROBLEMS: dict[str, tuple[tuple[Text, Text], ...]] = {
    "bundling": (
        (
            Text(
                "期初统一为班级订购了练习册，未说明可自愿",
                "Ordered workbooks for all pupils without saying it is voluntary",
            ),
            Text(
                "向家长说明自愿原则，未使用的全部退款",
                "Tell parents it is voluntary and refund unused copies",
            ),
        ),
        (
            Text("代收班费未公布明细", "Collected class money without publishing what it was for"),
            Text(
                "公布收支明细，余款退回，今后不再代收",
                "Publish the accounts, return the rest, collect no more",
            ),
        ),
    ),
    "tutoring": (
        (
            Text(
                "暑期向两名学生家长推荐过校外补习班",
                "Recommended a private class to two pupils' parents in summer",
            ),
            Text(
                "停止推荐，向家长致歉，签订拒绝有偿补课承诺书",
                "Stop it, apologise to the parents, sign the pledge",
            ),
        ),
        (
            Text("邻居孩子在家中补课，收过费用", "Tutored a neighbour's child at home for money"),
            Text(
                "立即停止并退还费用，向教研组书面说明", "Stop at once, return the money, explain in writing"
            ),
        ),
    ),
    "punishment": (
        (
            Text("让未完成作业的学生罚站一节课", "Made a pupil stand for a whole lesson over homework"),
            Text(
                "向学生和家长道歉，学习教育惩戒规则",
                "Apologise to pupil and parents, study the rules on discipline",
            ),
        ),
        (
            Text("罚学生抄写课文十遍", "Made pupils copy a text ten times"),
            Text("改用面批面改，取消重复抄写", "Correct homework face to face, no repeated copying"),
        ),
    ),
    "discrimination": (
        (
            Text("在家长群公布了全班成绩排名", "Published the class ranking in the parents' chat group"),
            Text("撤回并说明，成绩改为单独通知", "Withdraw it, tell each family its own marks only"),
        ),
        (
            Text("课堂上当众批评学生，用语不当", "Scolded a pupil before the class in unfit words"),
            Text("向学生道歉，请同事听课提醒", "Apologise, ask a colleague to sit in and remind me"),
        ),
    ),
    "gifts": (
        (
            Text("教师节收过学生家长送的购物卡", "Took a shopping card from a parent on Teachers' Day"),
            Text(
                "已如数退还并登记，向家长说明校规",
                "Returned and recorded, school rule explained to the parent",
            ),
        ),
    ),
    "meals": (
        (
            Text("接受过家长宴请一次", "Was a parent's guest at dinner once"),
            Text("退还餐费，今后一律谢绝", "Paid it back, will decline from now on"),
        ),
        (
            Text("请学生家长代办私事", "Asked a parent to run a private errand"),
            Text("致歉并结清费用，不再请托", "Apologised, settled the cost, no more favours"),
        ),
    ),
    "negligence": (
        (
            Text("两次上课迟到，教案未及时更新", "Late for lessons twice, lesson plans not kept up to date"),
            Text(
                "提前五分钟候课，每周五交教案检查", "Be there five minutes early, hand in plans every Friday"
            ),
        ),
        (
            Text("学习笔记缺记两个月", "No study notes for two months"),
            Text("补齐笔记，每月由教研组检查", "Fill the gap, monthly check by the department"),
        ),
        (
            Text("作业批改不及时，有时只写“阅”", "Homework marked late, sometimes only ticked"),
            Text("当日作业当日批改，每周抽查一次", "Mark the same day, one spot check a week"),
        ),
    ),
    "case": (
        (
            Text("家长反映的问题拖了两周才答复", "Answered a parent's complaint only after two weeks"),
            Text("建立登记本，三个工作日内答复", "Keep a log, answer within three working days"),
        ),
        (
            Text("班级收费公示晚于规定时间", "Class charges were published late"),
            Text("按学期公示，由教研组长核对", "Publish every term, checked by the department head"),
        ),
    ),
    "cold": (
        (
            Text("接待来访家长时不够主动", "Not forthcoming when parents came to see me"),
            Text(
                "落实首问负责，主动让座、倒水、登记",
                "First asked is responsible: greet, seat and note the visit",
            ),
        ),
        (
            Text("对家长电话应答冷淡", "Short with parents on the telephone"),
            Text("按接待用语规范答复，当日回电", "Follow the telephone guide, call back the same day"),
        ),
    ),
    "hard": (
        (
            Text("与家长沟通方式简单，未听完意见", "Blunt with parents, did not hear them out"),
            Text("每月家访两次，先听后说", "Two home visits a month; listen first"),
        ),
    ),
    "arrogant": (
        (
            Text("训斥迟到学生，态度粗暴", "Shouted at pupils who came late"),
            Text(
                "改为谈心谈话，学习师德规范并写心得",
                "Talk it over instead, study the code and write what I learned",
            ),
        ),
    ),
    "door": (
        (
            Text("固定接待时间不在办公室", "Not in the office at the posted visiting hour"),
            Text("公布接待时间和电话，外出告知去向", "Post hours and telephone, say where I am when out"),
        ),
    ),
    "face": (
        (
            Text("工作忙时对家长不耐烦", "Impatient with parents when busy"),
            Text("微笑服务，请家长评议打分", "Friendly service, ask parents to rate it"),
        ),
    ),
    "words": (
        (
            Text("与家长争执时说过气话", "Spoke in anger in a dispute with a parent"),
            Text("上门道歉，使用文明用语", "Apologise in person, keep to civil words"),
        ),
        (
            Text("批评学生时讽刺挖苦", "Was sarcastic when correcting pupils"),
            Text("改用鼓励性评语，请学生监督", "Encouraging remarks only, pupils may remind me"),
        ),
    ),
    "delay": (
        (
            Text("学生转学材料拖延一周才办", "Transfer papers of a pupil lay for a week"),
            Text("一次告知所需材料，两天内办结", "Say at once what is needed, done within two days"),
        ),
        (
            Text("证明材料让家长跑了三趟", "A parent had to come three times for one certificate"),
            Text("列出办事清单，张贴在办公室门口", "Post a checklist at the office door"),
        ),
    ),
}

# How often each comes up: small failings often, grave ones seldom.
WEIGHTS: dict[str, int] = {
    "negligence": 10,
    "case": 7,
    "bundling": 5,
    "discrimination": 5,
    "meals": 3,
    "tutoring": 4,
    "punishment": 3,
    "gifts": 2,
    "cold": 5,
    "hard": 4,
    "arrogant": 3,
    "door": 3,
    "face": 3,
    "words": 4,
    "delay": 5,
}

EXPLAINED = Text("见“问题与整改”第 {row} 行", "See row {row} of Problems")
PROOF = (
    Text("承诺书", "Signed pledge"),
    Text("家访记录", "Record of home visits"),
    Text("退款凭据", "Receipts of refunds"),
    Text("公示照片", "Photo of the notice"),
    Text("学习心得", "Written reflections"),
)
DONE = (
    Text("已整改，经回访家长满意", "Put right; the parents were asked and are content"),
    Text("现场查看，整改到位", "Seen on the spot; done"),
    Text("材料齐全，同意销号", "Papers complete; may be closed"),
)
