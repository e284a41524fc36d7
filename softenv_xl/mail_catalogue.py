"""The issues of returns that come by e-mail or packed together."""

from __future__ import annotations

from softenv_xl.issue_kind import error, note, warning

LINK_ONLY = warning(
    "mail.link-only",
    "邮件里没有文件，只有一个会过期的链接（{host}）。",
    "The mail holds a link that expires ({host}), not the file.",
    "请从链接下载后放入收件箱，或请对方以普通附件重发（不用“超大附件”、云附件或在线文档）。",
    "Download it from the link into the inbox, or ask for it as an ordinary attachment.",
)
WINMAIL = warning(
    "mail.winmail",
    "附件被 Outlook 包成了 winmail.dat，无法取出。",
    "Outlook wrapped the attachments in a winmail.dat; they can't be taken out.",
    "请对方在 Outlook 中把邮件格式改为 HTML 或纯文本后重发。",
    "Ask the sender to set the message's format to HTML or plain text in Outlook and send it again.",
)
ARCHIVE = warning(
    "mail.archive",
    "附件是 {what} 压缩包，无法打开。",
    "The attachment is a {what} archive, which can't be opened.",
    "请对方直接附上自查表，或压缩成 .zip 后重发。",
    "Ask the sender to attach the return itself, or to send it as .zip.",
)
UNREADABLE = warning(
    "mail.unreadable",
    "这封邮件无法读取：{what}。",
    "The message can't be read: {what}.",
    "请在邮箱中打开它，把附件存入收件箱。",
    "Open it in the mailbox and save its attachments into the inbox.",
)
CUT = warning(
    "mail.cut",
    "邮件套了太多层或部分太多，没有全部查看。",
    "The message is nested too deeply, or has too many parts, for all of it to be looked at.",
    "请在邮箱中打开它，核对附件是否都已收到。",
    "Open it in the mailbox and see whether all attachments have come.",
)
UNNAMED = note(
    "mail.unnamed",
    "附件没有可读的文件名，以“{name}”收取。",
    "The attachment has no name that can be read; it was taken in as “{name}”.",
    "不必处理。",
    "Nothing has to be done.",
)
BOUNCED = warning(
    "mail.bounced",
    "这是退信：发给 {address} 的邮件没有送到。",
    "This is a bounce: a mail to {address} was not delivered.",
    "请核对此人的邮箱地址，再发一次。",
    "Check that person's address and send it again.",
)
SENDER_DIFFERS = warning(
    "mail.sender-differs",
    "此自查表是{name}的，却由 {sender} 发来。",
    "This is the return of {name}, but {sender} sent it.",
    "请核实是否由本人填写；是代发的不必处理。若是本人的另一个邮箱，请填入“人员”表。",
    "Ask whether it is their own work; if it was sent for them, nothing has to be done. If it is another address of theirs, "
    "put it into the sheet People.",
)
EMPTY = note(
    "mail.empty",
    "有 {count} 封邮件没有附件，也没有链接，已略过。",
    "{count} messages had neither an attachment nor a link and were passed over.",
    "不必处理。",
    "Nothing has to be done.",
)
INTERRUPTED = warning(
    "mail.interrupted",
    "与邮件服务器的连接中断（{reason}），文件夹“{folder}”还有 {left} 封没有取。",
    "The connection to the mail server was lost ({reason}); {left} messages of the folder “{folder}” were not fetched.",
    "取到的已经收下。请再运行一次，其余的会接着取。",
    "What was fetched has been taken in. Run it again: it goes on with the rest.",
)
FOLDER_CLOSED = warning(
    "mail.folder-closed",
    "邮箱文件夹“{folder}”打不开（{reason}），其中的邮件没有查看。",
    "The mailbox's folder “{folder}” can't be opened ({reason}); the messages in it were not looked at.",
    "请在邮箱中查看该文件夹。",
    "Look into that folder in the mailbox.",
)
NOT_MOVED = warning(
    "mail.not-moved",
    "没有移走：{reason}。",
    "It was not moved away: {reason}.",
    "内容已经收下；请自行移走，或下次再试。",
    "Its content has been taken in; move it yourself, or try again next time.",
)
PACK_KEPT = note(
    "mail.pack-kept",
    "“{department}”的部门分表交回了，已存入“{folder}”。",
    "The pack of the department “{department}” has come back; it was put into “{folder}”.",
    "请用“收回部门表”合并。",
    "Merge it with Merge back.",
)
KEPT = note(
    "mail.kept",
    "待修改的自查表（{count} 份）已存入“{folder}”，“退回修改”从那里取。",
    "Returns that need changes ({count}) were put into “{folder}”, where Send back finds them.",
    "不必处理。",
    "Nothing has to be done.",
)
ZIP_TOO_DEEP = error(
    "archive.too-deep",
    "压缩包里套了太多层压缩包或邮件，没有打开。",
    "Archives or messages are packed in one another too deeply; this one was not opened.",
    "请解压后把自查表直接放入收件箱。",
    "Unpack it and put the returns into the inbox.",
)
ZIP_TOO_MUCH = error(
    "archive.too-much",
    "压缩包或邮件里的内容过多，其余没有取出（上限 {limit}）。",
    "The archive or message holds too much; the rest was not taken out (the limit is {limit}).",
    "请分成几个压缩包，或解压后放入收件箱。",
    "Split it into several, or unpack it into the inbox.",
)
