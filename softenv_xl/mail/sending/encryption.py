"""Attachments that open with a password only, as Excel and Word encrypt them ([MS-OFFCRYPTO] 2.3.4.10, agile)."""

from __future__ import annotations

from io import BytesIO

from softenv_xl.mail.sending.message import Attachment


def encrypted(attachment: Attachment, password: str) -> Attachment:
    """The same file, encrypted. The password goes to the recipient another way; it is kept nowhere."""
    from msoffcrypto.format.ooxml import OOXMLFile  # loads a whole library of ciphers

    out = BytesIO()
    OOXMLFile(BytesIO(attachment.content)).encrypt(password, out)
    return attachment._replace(content=out.getvalue())
