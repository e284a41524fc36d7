"""What is no workbook but holds some: messages, files of messages, archives. What comes out is read like any other file."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from softenv_xl import mail_catalogue
from softenv_xl.gate.archive import unpack_archive
from softenv_xl.gate.file_kinds import OLE, ZIP
from softenv_xl.gate.limits import MB
from softenv_xl.gate.reading import Contents, Member, Refused, catching_panics
from softenv_xl.issues import Issue
from softenv_xl.mail.reading import Mail, is_mail, is_mailbox
from softenv_xl.mail.reading.links import link_host
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.gate.limits import Limits
    from softenv_xl.issue_kind import IssueKind
    from softenv_xl.mail.reading import Part

# Transport Neutral Encapsulation Format, [MS-OXTNEF] 2.1.1: the signature, little-endian.
_TNEF = b"\x78\x9f\x3e\x22"
_ARCHIVES = ((b"Rar!", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z"))
_MESSAGE_STREAM = "__properties_version1.0"
_BROKEN = Text("内容已损坏", "its contents are damaged")


def unpack(content: bytes, limits: Limits) -> Contents | None:
    """What is packed in the file; None where it is no such file. Raises Refused for one that can't be taken apart."""
    if is_mailbox(content):
        return Contents("mailbox")
    message, saved = is_mail(content), not content.startswith(ZIP) and _is_outlook(content)
    if len(content) > limits.container and (message or saved or content.startswith(ZIP)):
        raise Refused.too_large("文件本身", "the file itself", f"{limits.container // MB} MB")
    if not (message or saved):
        return unpack_archive(content, limits)
    try:
        mail = _message(content) if message else _outlook(content)
    except MemoryError:
        raise
    except RecursionError:
        return _told(content, Issue(mail_catalogue.CUT))
    except Exception:  # parsers of broken messages raise whatever they stumble over
        return _told(content, Issue(mail_catalogue.UNREADABLE, arguments={"what": _BROKEN}))
    return _attached(mail, limits)


def _told(content: bytes, issue: Issue) -> Contents:
    """Of a message of which nothing but its headers can be read, if these can."""
    from softenv_xl.mail.reading.walking import read_headers  # slow to load

    mail = catching_panics(lambda: read_headers(content)) or Mail()
    senders = (mail.sender,) if mail.sender else ()
    return Contents("mail", (Member(mail.subject or "?", b"", senders, mail.sent, issue),), mail.sender)


def _message(content: bytes) -> Mail:
    from softenv_xl.mail.reading.walking import read_mail  # slow to load

    return read_mail(content)


def _outlook(content: bytes) -> Mail:
    from softenv_xl.mail.reading.outlook import read_outlook  # slow to load

    return read_outlook(content)


def _is_outlook(content: bytes) -> bool:
    if not content.startswith(OLE):
        return False
    import olefile

    def told() -> bool:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            return bool(ole.exists(_MESSAGE_STREAM))

    return bool(catching_panics(told))


def _attached(mail: Mail, limits: Limits) -> Contents:
    """What of a message can be a return. Letterheads and the like are left out, and so is whatever hangs beside a return."""
    around = (mail.sender,) if mail.sender else ()

    def of_the_message(kind: IssueKind, **arguments: object) -> Member:
        return Member(mail.subject or "?", b"", around, mail.sent, Issue(kind, arguments=arguments))

    if mail.bounced:
        return Contents("mail", (of_the_message(mail_catalogue.BOUNCED, address=mail.bounced),), mail.sender)
    members = [_member(part, mail) for part in mail.parts if _is_likely(part)]
    if not members:
        members = [_member(part, mail) for part in mail.parts if not part.shown]
    if not members and (host := link_host(mail.words)):
        members = [of_the_message(mail_catalogue.LINK_ONLY, host=host)]
    if mail.cut:
        members.append(of_the_message(mail_catalogue.CUT))
    return Contents("mail", tuple(_within(members, limits)), mail.sender)


def _is_likely(part: Part) -> bool:
    """Could it be a workbook, hold one, or be told of?"""
    return part.content.startswith((ZIP, OLE)) or _what(part) is not None or _is_packed(part.content)


def _is_packed(content: bytes) -> bool:
    return is_mail(content) or is_mailbox(content)


def _what(part: Part) -> Issue | None:
    """What is told of an attachment that can't be opened."""
    if part.content.startswith(_TNEF) or part.name.casefold() == "winmail.dat":
        return Issue(mail_catalogue.WINMAIL)
    for magic, name in _ARCHIVES:
        if part.content.startswith(magic):
            return Issue(mail_catalogue.ARCHIVE, arguments={"what": name})
    return None


def _member(part: Part, mail: Mail) -> Member:
    issue = _what(part)
    return Member(part.name, b"" if issue else part.content, part.senders, mail.sent, issue, part.named)


def _within(members: list[Member], limits: Limits) -> Iterator[Member]:
    """The members, as far as they aren't too large, by themselves or together."""
    left = limits.unpacked
    for member in members:
        size = len(member.content)
        if size > limits.file:
            refused = Refused.too_large("文件本身", "the file itself", f"{limits.file // MB} MB")
            yield replace(member, content=b"", issue=refused.issue)
            continue
        left -= size
        if left < 0:
            issue = Issue(mail_catalogue.ZIP_TOO_MUCH, arguments={"limit": f"{limits.unpacked // MB} MB"})
            yield replace(member, content=b"", issue=issue)
            return
        yield member
