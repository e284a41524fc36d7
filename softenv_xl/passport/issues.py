"""What is told of a passport: five different sentences. None of them loses a file: it is kept, named, and can be accepted."""

from __future__ import annotations

from dataclasses import replace

from softenv_xl.issue_kind import IssueKind, error, note, warning
from softenv_xl.issues import Issue
from softenv_xl.passport.verification import Verdict, Verified
from softenv_xl.words import Text

MISSING = warning(
    "passport.missing",
    "文件不再带有签发信息（本校曾发给此人带签发信息的表）。",
    "The file has lost its passport, though one was issued with it.",
    "已按“基本信息”认定并照常接收；如有疑问，请与本人核对。",
    "It was taken in by what its Identity says, as always; ask the person if in doubt.",
)
FOREIGN = error(
    "passport.foreign",
    "文件的签发信息不是本校的：{reason}（编号 {serial}，学校：{school}）。",
    "The file's passport isn't this school's: {reason} (serial {serial}, school: {school}).",
    "请改用本校发出的表；如系本校另一台电脑签发，请导入该处的密钥，或在“收表台账”填写“认可人”后再收一次。",
    "Use the form that this school sent. If another of its computers issued it, import that one's key; or fill in “Accepted by” "
    "on the sheet Submissions and collect again.",
)
STALE = warning(
    "passport.stale",
    "文件由较早的状态签发（编号 {serial}，{day}）：{reason}。",
    "The file was issued from an earlier state (serial {serial}, {day}): {reason}.",
    "已照常接收；如应使用新表，请重新发出。",
    "It was taken in as always; send the newer form if that is the one to be used.",
)
ALTERED = error(
    "passport.altered",
    "文件的签发信息或锁定内容被改动：{reason}。",
    "The file's passport or its locked content was altered: {reason}.",
    "请用发出的原表重新填写；核实无误的，可在“收表台账”填写“认可人”后再收一次。",
    "Fill in the form as it was sent. If it proves to be right, fill in “Accepted by” on the sheet Submissions and collect "
    "again.",
)
OTHER_RECIPIENT = error(
    "passport.other-recipient",
    "文件是签发给 {issued} 的（编号 {serial}），却由 {found} 交回。",
    "The file was issued to {issued} (serial {serial}), and comes back from {found}.",
    "请使用发给本人的表；核实无误的，可在“收表台账”填写“认可人”后再收一次。",
    "Use the form that was issued to you. If it proves to be right, fill in “Accepted by” on the sheet Submissions and "
    "collect again.",
)

# In a copy that goes back to its teacher: what of the above is for the office's eyes says there what the teacher can do.
_TO_TEACHERS = {
    MISSING: Text(
        "此处不用改正；请在学校发给您的表中填写，不要另存为其他格式或复制到别的文件。",
        "Nothing to correct here. Best fill in the very file that the school sent you, and don't copy it into another one.",
    ),
    FOREIGN: Text(
        "请改用学校发给您的表填写；如这份就是学校发给您的，请告知办公室。",
        "Fill in the form that the school sent you. If this is that form, tell the office.",
    ),
    STALE: Text(
        "此处不用改正；如学校后来又发过新表，请用新表填写。",
        "Nothing to correct here. If the school has sent you a newer form since, fill in that one.",
    ),
    ALTERED: Text(
        "请用学校发给您的原表重新填写，锁定的内容不要改动；如您并未改动，请告知办公室。",
        "Fill in the form anew as the school sent it, and leave alone what is locked. If you changed nothing, tell the office.",
    ),
    OTHER_RECIPIENT: Text(
        "请用学校发给您本人的表填写；如没有收到，请向办公室索取。",
        "Fill in the form that was issued to you; if you have none, ask the office for it.",
    ),
}
TO_TEACHERS: dict[IssueKind, IssueKind] = {
    kind: replace(kind, remedy=remedy) for kind, remedy in _TO_TEACHERS.items()
}
"""Each that can be told of a return, as its teacher is told."""

_OF_PACKS: dict[IssueKind, IssueKind] = {
    MISSING: replace(
        MISSING,
        message=Text("部门表不再带有签发信息。", "The pack has lost its passport."),
        remedy=Text(
            "已按其中的编号和内容合并；如有疑问，请与该部门核对。",
            "It was merged by what else it says; ask the department if in doubt.",
        ),
    ),
    FOREIGN: replace(
        FOREIGN,
        remedy=Text(
            "未合并。请改用本校发出的部门表；如系本校另一台电脑签发，请先导入该处的密钥。",
            "It wasn't merged. Use the pack that this school sent; if another of its computers issued it, import that one's key "
            "first.",
        ),
    ),
    STALE: replace(
        STALE,
        remedy=Text(
            "已照常合并；如应使用新表，请重新发出。",
            "It was merged as always; send the newer pack if that is the one to be used.",
        ),
    ),
    ALTERED: replace(
        ALTERED,
        remedy=Text(
            "其中与现有内容不同的，都列为冲突，由您选择；也可请该部门用发出的原表重填。",
            "Wherever it differs there is a conflict to decide; or ask the department to fill in the pack as it was sent.",
        ),
    ),
}

ACCEPTED = note(
    "passport.accepted",
    "签发信息有疑问（编号 {serial}），已由 {who} 认可接收。",
    "Its passport is in doubt (serial {serial}); {who} accepted it all the same.",
    "无需处理。",
    "Nothing to do.",
)

PACK = error(
    "file.department-pack",
    "这是“{department}”的部门分表（编号 {serial}），不是自查表。",
    "This is the pack of the department “{department}” (serial {serial}), not a return.",
    "请从收件箱移出，用“收回部门表”合并。",
    "Take it out of the inbox, and merge it with Merge back.",
)

KINDS: dict[Verdict, IssueKind] = {
    Verdict.MISSING: MISSING,
    Verdict.FOREIGN: FOREIGN,
    Verdict.STALE: STALE,
    Verdict.ALTERED: ALTERED,
    Verdict.OTHER_RECIPIENT: OTHER_RECIPIENT,
}
"""What is told of each verdict; of a genuine passport nothing."""


EVERY = (*KINDS.values(), ACCEPTED, PACK)
"""All that can be told."""


def issue_of(verified: Verified, found: str = "", *, pack: bool = False) -> Issue | None:
    """What there is to be told; `found` is who the workbook says it comes from. Of a `pack` other things are to be done."""
    kind = KINDS.get(verified.verdict)
    if kind is None:
        return None
    kind = _OF_PACKS.get(kind, kind) if pack else kind
    payload = verified.payload
    return Issue(
        kind,
        arguments={
            "serial": verified.serial,
            "school": payload.school if payload else "",
            "day": payload.issued_at if payload else "",
            "issued": payload.recipient if payload else "",
            "found": found,
            "reason": verified.reason,
        },
    )
