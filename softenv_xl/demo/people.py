"""The made-up school: six departments, sixty people. Any likeness to real people is chance."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from softenv_xl.words import Lang, Text

SCHOOL = Text("青禾实验学校", "Qinghe Experimental School")
OFFICE = Text("软环境办公室 office@qinghe.example", "Soft-environment office, office@qinghe.example")
ON_LEAVE = 2  # people who owe no return

_EACH = 10
_FIRST_YEAR, _LAST_YEAR = 1994, 2024

# A department and what its head answers for.
DEPARTMENTS = (
    (
        Text("语文组", "Chinese"),
        Text("校务公开；教师师德学习", "School affairs made public; teachers' ethics study"),
    ),
    (
        Text("数学组", "Mathematics"),
        Text("收费公示；教辅材料审查", "Fees made public; review of study aids"),
    ),
    (
        Text("英语组", "English"),
        Text("家长接待；来信来访办理", "Receiving parents; letters and visits"),
    ),
    (
        Text("理综组", "Science"),
        Text("有偿补课专项治理", "Special work against paid tutoring"),
    ),
    (
        Text("文综组", "Humanities"),
        Text("宣传报道；行风监督员联系", "Publicity; contact with the supervisors of conduct"),
    ),
    (
        Text("艺体组", "Arts and sports"),
        Text("校园安全；学生权益保护", "Safety; protection of pupils' rights"),
    ),
)

_SURNAMES = (
    Text("王", "Wang"), Text("李", "Li"), Text("张", "Zhang"), Text("刘", "Liu"), Text("陈", "Chen"),
    Text("杨", "Yang"), Text("赵", "Zhao"), Text("黄", "Huang"), Text("周", "Zhou"), Text("吴", "Wu"),
    Text("徐", "Xu"), Text("孙", "Sun"), Text("胡", "Hu"), Text("朱", "Zhu"), Text("高", "Gao"),
    Text("林", "Lin"), Text("何", "He"), Text("郭", "Guo"), Text("马", "Ma"), Text("罗", "Luo"),
    Text("梁", "Liang"), Text("宋", "Song"), Text("郑", "Zheng"), Text("谢", "Xie"), Text("韩", "Han"),
    Text("唐", "Tang"), Text("冯", "Feng"), Text("于", "Yu"), Text("董", "Dong"), Text("萧", "Xiao"),
)  # fmt: skip
_GIVEN = (
    Text("芳", "Fang"), Text("晓梅", "Xiaomei"), Text("建国", "Jianguo"), Text("丽华", "Lihua"),
    Text("志强", "Zhiqiang"), Text("秀英", "Xiuying"), Text("文博", "Wenbo"), Text("静怡", "Jingyi"),
    Text("海涛", "Haitao"), Text("雨桐", "Yutong"), Text("国庆", "Guoqing"), Text("淑珍", "Shuzhen"),
    Text("明远", "Mingyuan"), Text("思齐", "Siqi"), Text("春燕", "Chunyan"), Text("立新", "Lixin"),
    Text("佳宁", "Jianing"), Text("永康", "Yongkang"), Text("红霞", "Hongxia"), Text("子轩", "Zixuan"),
    Text("慧敏", "Huimin"), Text("振华", "Zhenhua"), Text("美玲", "Meiling"), Text("少军", "Shaojun"),
    Text("欣然", "Xinran"), Text("德明", "Deming"), Text("玉兰", "Yulan"), Text("俊杰", "Junjie"),
    Text("晓东", "Xiaodong"), Text("凤琴", "Fengqin"), Text("嘉树", "Jiashu"), Text("素云", "Suyun"),
    Text("伟民", "Weimin"), Text("诗涵", "Shihan"), Text("长青", "Changqing"), Text("婉清", "Wanqing"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Teacher:
    """One person of the school; `department` counts DEPARTMENTS from 0, and a department's first is its head."""

    number: str
    name: Text
    department: int
    head: bool
    owes_return: bool = True

    def duty(self, lang: Lang) -> str | None:
        return Text("教研组长", "Head of department")(lang) if self.head else None

    @property
    def email(self) -> str:
        surname, given = self.name.en.lower().split(" ")
        return f"{given}.{surname}@qinghe.example"


def teachers(dice: Random) -> tuple[Teacher, ...]:
    """Sixty people with names and staff numbers of their own, in the order of the departments."""
    count = len(DEPARTMENTS) * _EACH
    pairs = [(surname, given) for surname in _SURNAMES for given in _GIVEN]
    names = [_name(surname, given) for surname, given in dice.sample(pairs, count)]
    serials = dice.sample(range(1, 100), count)
    years = [dice.randint(_FIRST_YEAR, _LAST_YEAR) for _ in range(count)]
    on_leave = {place * _EACH + _EACH // 2 for place in dice.sample(range(len(DEPARTMENTS)), ON_LEAVE)}
    return tuple(
        Teacher(
            f"{years[i]}{serials[i]:03d}", names[i], i // _EACH, i % _EACH == 0, owes_return=i not in on_leave
        )
        for i in range(count)
    )


def _name(surname: Text, given: Text) -> Text:
    return Text(surname.zh + given.zh, f"{surname.en} {given.en}")
