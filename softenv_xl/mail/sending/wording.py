"""Fills in the words of one mail: what stands in braces becomes names, days and lists."""

from __future__ import annotations

import re
from datetime import date

from softenv_xl.documents.dates import written
from softenv_xl.legible import in_one_line, storable_text
from softenv_xl.mail.sending.letters import Letter
from softenv_xl.mail.sending.message import Words
from softenv_xl.registers.mail_texts import MailText
from softenv_xl.registers.mail_words import PLACEHOLDERS
from softenv_xl.registers.settings import Campaign
from softenv_xl.words import NO_DATA, Lang

_BRACES = re.compile(r"\{([^{}]*)\}")
_KEYS = {word: key for key, text in PLACEHOLDERS.items() for word in text}
# What may have lines of its own: all else is put into one.
_IN_LINES = "items"


def worded_mail(letter: Letter, text: MailText, campaign: Campaign, dated: date, lang: Lang) -> Words:
    """The subject in one line; the body with the greeting as its first line. What nobody knows is a dash."""
    file = next((one.attachment.name for one in letter.files), "")
    values = {
        "name": letter.person.name,
        "department": letter.person.department,
        "school": campaign.school,
        "year": str(campaign.year) if campaign.year else None,
        "today": written(dated, lang),
        "office": campaign.office,
        "file": file,
        **letter.fields,
    }

    def filled(words: str) -> str:
        return _BRACES.sub(lambda found: _value(found[0], found[1], values), words)

    greeting, body = in_one_line(filled(text.greeting)), storable_text(filled(text.body))
    return Words(in_one_line(filled(text.subject)), f"{greeting}\n{body}".replace("\r\n", "\n"))


def _value(whole: str, word: str, values: dict[str, str | None]) -> str:
    key = _KEYS.get(word)
    if key is None:  # the sheet says so; what was typed stays
        return whole
    value = values.get(key) or NO_DATA
    return value if key == _IN_LINES else in_one_line(value)
