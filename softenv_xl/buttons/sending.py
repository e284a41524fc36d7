"""The button that makes drafts of what is prepared: each kind once its list was looked at."""

from __future__ import annotations

from softenv_xl import flow
from softenv_xl.button_run import ButtonRun, Outcome, folder_of
from softenv_xl.mail.sending.kinds import WHATS
from softenv_xl.words import Text

_READING, _MAKING = (
    Text("正在核对要发的文件", "Looking at what is to be sent"),
    Text("正在做草稿", "Making drafts"),
)
_NOTHING = Text(
    "没有可以做成草稿的邮件。先用“生成自查表”等按钮生成要发的文件；谁没有、为什么，用“softenv-xl send --dry-run”列出。",
    "There is nothing to make drafts of. Prepare first what is to be sent, by Prepare returns and the like; “softenv-xl send "
    "--dry-run” lists who gets nothing and why.",
)
_DECLINED = Text("没有做草稿。", "No drafts were made.")


def send(run: ButtonRun) -> Outcome:
    """Drafts in the mailbox where an account is set up, else files: never a mail that leaves by itself."""
    from softenv_xl.mail.sending import session as sessions  # slow to load, and no other button needs it
    from softenv_xl.mail.sending.plan import Plan
    from softenv_xl.sentences import mails

    account = sessions.default_account()
    way = sessions.default_way(account)
    workbook = folder_of(run.book) / run.live.name
    result = flow.inspect(run.live, run.as_of)
    told, found = list[Text](), False
    for what in WHATS:
        run.step(_READING)
        session = sessions.Session(
            workbook,
            result,
            what,
            way,
            account,
            read=lambda number, of: run.counted(_READING, number, of),
            seen=lambda number, of: run.counted(_MAKING, number, of),
            write=run.live.write,
        )
        plan = sessions.look(session)
        found = found or bool(plan.mails)
        if not plan.mails or not run.asked(mails.asked(plan, what, way)):
            continue

        def agreed(now: Plan, shown: Plan = plan, what: str = what) -> bool:
            """What was put into the folders meanwhile is shown as well."""
            return now.mails == shown.mails or run.asked(mails.asked(now, what, way))

        told.append(mails.told(sessions.run(session, agreed), what, way))
    if not found:
        return Outcome(_NOTHING)
    return Outcome(
        Text("\n".join(one.zh for one in told), "\n".join(one.en for one in told)) if told else _DECLINED
    )
