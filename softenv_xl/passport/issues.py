"""What is told of a passport: five different sentences. None of them loses a file: it is kept, named, and can be accepted."""

from __future__ import annotations

from softenv_xl.issue_kind import IssueKind, error, note, warning
from softenv_xl.issues import Issue
from softenv_xl.passport.verification import Verdict, Verified

MISSING = warning(
    "passport.missing",
    "文件不再带有签发信息（本校曾发给此人带签发信息的表）。",
    "The file has lost its passport, though one was issued with it.",
    "已按“基本信息”认定并照常接收；如有疑问，请与本人核对。",
    "It was taken in by what its Identity says, as always; ask the person if in doubt.",
)
FOREIGN = error(
    "passport.foreign",
    "文件的签发信息不是本校签发的（编号 {serial}，学校：{school}）。",
    "The file's passport wasn't issued by this school (serial {serial}, school: {school}).",
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
    "请从收件箱移出，用“合并部门表”合并。",
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


def issue_of(verified: Verified, found: str = "") -> Issue | None:
    """What there is to be told; `found` is who the workbook says it comes from."""
    kind = KINDS.get(verified.verdict)
    if kind is None:
        return None
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
