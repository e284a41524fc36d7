"""The rulebook that a new control workbook starts with: ten bans and seven service attitudes, as data.

The school edits all of it in its workbook. The bans are drawn from the conduct that the school's plan names and from
national texts on teachers' conduct; articles are cited as numbered in the revision that the citation names.

Sexual misconduct is left out on purpose: the Minors Protection Law (art. 40) has it reported to the police
and the education authority at once, so it must not wait in a self-check or travel in a department pack.
"""

from __future__ import annotations

from typing import NamedTuple

from softenv_xl.words import Text


class DefaultEntry(NamedTuple):
    """One line of the rulebook.

    `number` is "1" to "10" for bans, "S1" to "S7" for service attitudes; `kind` is "ban" or "service".
    `title` heads a column: at most 8 characters in Chinese, 24 in English. `severity` is the weight: 1 minor,
    3 serious, 5 grave. `veto`: substantiated, it bars from honours. `tags` name the evidence that belongs here;
    a tag belongs to one entry alone, except "service", which all service attitudes share.
    """

    number: str
    kind: str
    title: Text
    text: Text
    severity: int
    veto: bool
    tags: tuple[str, ...]
    source: Text


VERSION = "2026.1"

_PLAN = Text("《学校软环境建设整改方案》", "School soft-environment rectification plan")
_EDUCATION_LAW = Text("《中华人民共和国教育法》（2021年修正）", "Education Law (amended 2021)")
_COMPULSORY_LAW = Text(
    "《中华人民共和国义务教育法》（2018年修正）", "Compulsory Education Law (amended 2018)"
)
_TEACHERS_LAW = Text("《中华人民共和国教师法》（2009年修正）", "Teachers Law (amended 2009)")
_MINORS_LAW = Text(
    "《中华人民共和国未成年人保护法》（2020年修订、2024年修正）",
    "Minors Protection Law (revised 2020, amended 2024)",
)
_PETITIONS = Text(
    "中共中央、国务院《信访工作条例》（2022年）",
    "CPC Central Committee and State Council, Regulations on Letters and Visits (2022)",
)
_CONDUCT = Text(
    "教育部《新时代中小学教师职业行为十项准则》（教师〔2018〕16号）",
    "MOE, Ten Rules of Conduct for School Teachers in the New Era (Jiaoshi [2018] No. 16)",
)
_HANDLING = Text(
    "教育部《中小学教师违反职业道德行为处理办法（2018年修订）》（教师〔2018〕18号）",
    "MOE, Measures on Teachers' Breaches of Ethics, rev. 2018 (Jiaoshi [2018] No. 18)",
)
_GIFTS = Text(
    "教育部《严禁教师违规收受学生及家长礼品礼金等行为的规定》（教监〔2014〕4号）",
    "MOE, Rules against Teachers Taking Gifts from Students and Parents (Jiaojian [2014] No. 4)",
)
_TUTORING = Text(
    "教育部《严禁中小学校和在职中小学教师有偿补课的规定》（教师〔2015〕5号）",
    "MOE, Rules against Paid Tutoring by Schools and Serving Teachers (Jiaoshi [2015] No. 5)",
)
_DISCIPLINE = Text(
    "《中小学教育惩戒规则（试行）》（教育部令第49号，2020年）",
    "Rules on Discipline in Schools, trial (MOE Order No. 49, 2020)",
)
_SCHOOL_PROTECTION = Text(
    "《未成年人学校保护规定》（教育部令第50号，2021年）",
    "Provisions on the Protection of Minors by Schools (MOE Order No. 50, 2021)",
)
_FEE_RULES = Text(
    "教育部等五部门《关于进一步加强和规范教育收费管理的意见》（教财〔2020〕5号）",
    "MOE and four other ministries, Opinions on the Management of Education Fees (Jiaocai [2020] No. 5)",
)
_OPEN_SCHOOLS = Text(
    "教育部《关于推进中小学信息公开工作的意见》（教办〔2010〕15号）",
    "MOE, Opinions on Open Information in Schools (Jiaoban [2010] No. 15)",
)


def _at(document: Text, zh: str, en: str) -> Text:
    """A place in a document."""
    return Text(f"{document.zh}{zh}", f"{document.en}, {en}")


def _sources(*places: Text) -> Text:
    return Text("；".join(place.zh for place in places), "; ".join(place.en for place in places))


_FIND_PROBLEMS = _at(_PLAN, "“工作安排”第二阶段（查找问题）", "stage 2 (find the problem)")
_FEES_AND_TUTORING = _at(
    _PLAN, "“工作安排”第二阶段（查找问题）、“主要任务”第五项", "stage 2 (find the problem) and main task 5"
)
_CHARGES_AND_ETHICS = _at(_PLAN, "“主要任务”第五项", "main task 5")


def _attitude(number: str, title: Text, text: Text, *, severity: int, tag: str) -> DefaultEntry:
    """A service attitude: none of them is a veto, and all have their words from the plan."""
    return DefaultEntry(number, "service", title, text, severity, False, ("service", tag), _FIND_PROBLEMS)


ENTRIES: tuple[DefaultEntry, ...] = (
    DefaultEntry(
        number="1",
        kind="ban",
        title=Text("违规收费", "Unlawful fees"),
        text=Text(
            "严禁违反国家规定自立项目、未经批准或者超出标准和范围向学生收费，"
            "严禁所收费用不开具票据、不纳入“收支两条线”管理。",
            "No charge to students that is self-set, unapproved or above the set rate or scope, and no money taken "
            'without a receipt or kept outside the "two lines" of revenue and expenditure.',
        ),
        severity=5,
        veto=True,
        tags=("fees",),
        source=_sources(
            _FEES_AND_TUTORING,
            _at(_COMPULSORY_LAW, "第二十五条、第五十六条", "arts. 25, 56"),
            _at(_EDUCATION_LAW, "第三十条、第七十八条", "arts. 30, 78"),
            _FEE_RULES,
        ),
    ),
    DefaultEntry(
        number="2",
        kind="ban",
        title=Text("搭车摊派", "Bundling, levies, sales"),
        text=Text(
            "严禁搭车收费、捆绑收费，严禁向学生及家长摊派费用，"
            "严禁向学生及家长推销或者变相推销图书报刊、教辅材料、社会保险等商品和服务。",
            "No extra charge riding on or bundled with another, no levies on students or parents, and no selling to "
            "them, openly or in disguise, of books, periodicals, study aids, insurance or other goods and services.",
        ),
        severity=3,
        veto=False,
        tags=("bundling", "levies", "sales"),
        source=_sources(
            _CHARGES_AND_ETHICS,
            _at(_COMPULSORY_LAW, "第二十五条、第五十六条", "arts. 25, 56"),
            _at(_MINORS_LAW, "第三十八条", "art. 38"),
            _at(_CONDUCT, "第九项", "rule 9"),
            _at(_HANDLING, "第四条第九项", "art. 4 (9)"),
        ),
    ),
    DefaultEntry(
        number="3",
        kind="ban",
        title=Text("有偿补课", "Paid tutoring"),
        text=Text(
            "严禁组织、要求、推荐或者诱导学生参加校内外有偿补课，严禁参加校外培训机构或者由他人组织的有偿补课，"
            "严禁为校外培训机构和他人介绍生源、提供相关信息。",
            "No organising, requiring, recommending or inducing of paid tutoring in or out of school, no teaching in "
            "it for training institutions or others, and no passing of students or their details to them.",
        ),
        severity=5,
        veto=True,
        tags=("tutoring",),
        source=_sources(
            _FEES_AND_TUTORING,
            _TUTORING,
            _at(_CONDUCT, "第十项", "rule 10"),
            _at(_HANDLING, "第四条第十项", "art. 4 (10)"),
        ),
    ),
    DefaultEntry(
        number="4",
        kind="ban",
        title=Text("体罚学生", "Corporal punishment"),
        text=Text(
            "严禁以击打、刺扎等方式体罚学生，严禁以超过正常限度的罚站、反复抄写或者刻意孤立等方式变相体罚学生，"
            "严禁虐待、伤害学生。",
            "No corporal punishment such as hitting or pricking, none in disguise such as excessive standing, "
            "repeated copying or deliberate isolation, and no abuse or injury of students.",
        ),
        severity=5,
        veto=True,
        tags=("punishment",),
        source=_sources(
            _CHARGES_AND_ETHICS,
            _at(_COMPULSORY_LAW, "第二十九条", "art. 29"),
            _at(_MINORS_LAW, "第二十七条", "art. 27"),
            _at(_TEACHERS_LAW, "第三十七条", "art. 37"),
            _at(_DISCIPLINE, "第十二条", "art. 12"),
            _at(_CONDUCT, "第五项", "rule 5"),
            _at(_HANDLING, "第四条第五项", "art. 4 (5)"),
        ),
    ),
    DefaultEntry(
        number="5",
        kind="ban",
        title=Text("侵害学生人格", "Insult, bias, privacy"),
        text=Text(
            "严禁辱骂、侮辱、讽刺挖苦学生，严禁因学业成绩、家庭状况、身心状况等歧视学生，"
            "严禁泄露或者违规公开学生及其家庭的隐私和个人信息。",
            "No abusing, insulting or ridiculing of students, no discrimination over marks, family, health or the "
            "like, and no leaking or improper publishing of the private matters and personal data of students and "
            "their families.",
        ),
        severity=3,
        veto=False,
        tags=("discrimination", "insult", "leak"),
        source=_sources(
            _at(_COMPULSORY_LAW, "第二十九条", "art. 29"),
            _at(_MINORS_LAW, "第四条、第二十七条、第二十九条", "arts. 4, 27, 29"),
            _at(_TEACHERS_LAW, "第三十七条", "art. 37"),
            _at(_DISCIPLINE, "第十二条", "art. 12"),
            _SCHOOL_PROTECTION,
            _at(_CONDUCT, "第五项", "rule 5"),
            _at(_HANDLING, "第四条第五项", "art. 4 (5)"),
        ),
    ),
    DefaultEntry(
        number="6",
        kind="ban",
        title=Text("收受财物", "Gifts and money"),
        text=Text(
            "严禁以任何方式索要或者收受学生及家长的礼品、礼金、有价证券和支付凭证等财物，"
            "严禁让学生及家长支付或者报销应由教师个人或者亲属承担的费用。",
            "No asking for or taking, in any way, of gifts, money, securities or vouchers from students or parents, "
            "and no costs of teachers or their relatives left for them to pay.",
        ),
        severity=5,
        veto=True,
        tags=("gifts",),
        source=_sources(
            _CHARGES_AND_ETHICS,
            _at(_GIFTS, "第一项、第四项", "items 1, 4"),
            _at(_CONDUCT, "第九项", "rule 9"),
            _at(_HANDLING, "第四条第九项", "art. 4 (9)"),
        ),
    ),
    DefaultEntry(
        number="7",
        kind="ban",
        title=Text("宴请请托", "Meals and favours"),
        text=Text(
            "严禁参加由学生及家长安排或者付费的宴请、旅游、健身休闲等活动，"
            "严禁请托学生家长办理私事或者利用家长资源谋取私利。",
            "No meals, travel or leisure arranged or paid for by students or parents, and no asking parents to do "
            "personal errands or using their position for private gain.",
        ),
        severity=3,
        veto=False,
        tags=("meals", "favours"),
        source=_sources(
            _CHARGES_AND_ETHICS,
            _at(_GIFTS, "第二项、第三项", "items 2, 3"),
            _at(_CONDUCT, "第九项", "rule 9"),
            _at(_HANDLING, "第四条第九项", "art. 4 (9)"),
        ),
    ),
    DefaultEntry(
        number="8",
        kind="ban",
        title=Text("以权谋私", "Abuse of office"),
        text=Text(
            "严禁利用职务之便收受回扣、谋取私利，"
            "严禁在招生、考试、推优、保送及绩效考核、岗位聘用、职称评聘、评优评奖等工作中徇私舞弊、弄虚作假，"
            "严禁打击报复反映问题的人员。",
            "No kickbacks or private gain from one's post, no favouritism or fraud in admissions, examinations, "
            "recommendations, appraisals, appointments, titles or awards, and no retaliation against people who "
            "report problems.",
        ),
        severity=5,
        veto=True,
        tags=("bribery", "favouritism", "fraud", "retaliation"),
        source=_sources(
            _at(_CONDUCT, "第八项", "rule 8"),
            _at(_HANDLING, "第四条第八项", "art. 4 (8)"),
            _at(_GIFTS, "第五项、第六项", "items 5, 6"),
            _at(_TEACHERS_LAW, "第三十六条", "art. 36"),
            _at(_PETITIONS, "第四十六条", "art. 46"),
        ),
    ),
    DefaultEntry(
        number="9",
        kind="ban",
        title=Text("敷衍失职", "Neglect of duty"),
        text=Text(
            "严禁违反教学纪律、敷衍教学、擅自离岗，严禁故意不完成教育教学任务，"
            "严禁擅自从事影响教育教学本职工作的兼职兼薪行为。",
            "No breach of teaching discipline, perfunctory teaching or unauthorised absence, no deliberate failure "
            "to do the work assigned, and no unauthorised paid work on the side that harms it.",
        ),
        severity=3,
        veto=False,
        tags=("negligence", "notes", "moonlighting"),
        source=_sources(
            _at(_PLAN, "“主要任务”第三项", "main task 3"),
            _at(_TEACHERS_LAW, "第三十七条", "art. 37"),
            _at(_CONDUCT, "第四项", "rule 4"),
            _at(_HANDLING, "第四条第四项", "art. 4 (4)"),
        ),
    ),
    DefaultEntry(
        number="10",
        kind="ban",
        title=Text("推诿瞒报", "Stalling, concealment"),
        text=Text(
            "严禁对来信来访和投诉举报推诿、敷衍、拖延、隐瞒不报，严禁向被反映人透露举报材料和有关情况，"
            "严禁对应当公开的校务和收费事项不公开、不按时公开。",
            "No shifting, brushing off, delaying or hiding of letters, visits and complaints, no passing of what was "
            "reported to those complained of, and no withholding or late publishing of school affairs and fees that "
            "must be public.",
        ),
        severity=3,
        veto=False,
        tags=("case", "disclosure"),
        source=_sources(
            _at(_PLAN, "“主要任务”第四项至第六项", "main tasks 4 to 6"),
            _at(_PETITIONS, "第三十条、第四十四条至第四十六条", "arts. 30, 44 to 46"),
            _at(_EDUCATION_LAW, "第三十条", "art. 30"),
            _OPEN_SCHOOLS,
        ),
    ),
    _attitude(
        "S1",
        Text("冷（冷淡）", "Cold manner"),
        Text(
            "对学生、家长和来访群众态度冷淡，不主动接待，不耐心解答。",
            "Cold towards students, parents or visitors: does not receive them or answer them with patience.",
        ),
        severity=1,
        tag="cold",
    ),
    _attitude(
        "S2",
        Text("硬（生硬）", "Hard manner"),
        Text(
            "对学生、家长和来访群众态度生硬，方法简单，不听意见，不作解释。",
            "Hard towards students, parents or visitors: blunt, does not listen or explain.",
        ),
        severity=1,
        tag="hard",
    ),
    _attitude(
        "S3",
        Text("横（蛮横）", "Arrogant manner"),
        Text(
            "对学生、家长和来访群众态度蛮横，盛气凌人，训斥、刁难。",
            "Arrogant towards students, parents or visitors: overbearing, scolds them or makes difficulties.",
        ),
        severity=3,
        tag="arrogant",
    ),
    _attitude(
        "S4",
        Text("门难进", "Door hard to enter"),
        Text(
            "让来访的学生、家长和群众找不到人、进不了门，或者无故拒绝接待。",
            "People who come find nobody, are kept at the door, or are turned away without reason.",
        ),
        severity=1,
        tag="door",
    ),
    _attitude(
        "S5",
        Text("脸难看", "Face hard to look at"),
        Text(
            "接待学生、家长和群众时表情冷漠、神情不耐烦，给人脸色看。",
            "Meets students, parents or visitors with an indifferent, impatient or sour face.",
        ),
        severity=1,
        tag="face",
    ),
    _attitude(
        "S6",
        Text("话难听", "Words hard to hear"),
        Text(
            "与学生、家长和群众交谈时用语不文明，出言不逊，冷嘲热讽。",
            "Speaks to students, parents or visitors rudely, without respect or with sarcasm.",
        ),
        severity=1,
        tag="words",
    ),
    _attitude(
        "S7",
        Text("事难办", "Business hard to do"),
        Text(
            "对应当办理的事项推三阻四、久拖不办，或者不一次告知，让人来回跑。",
            "Puts off what should be done, lets it drag on, or does not say at once all that is needed.",
        ),
        severity=3,
        tag="delay",
    ),
)
