"""What stops the operator: one code, one sentence, one remedy, in both languages. Caught once, in cli and buttons."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Iterable, Mapping

from softenv_xl.legible import legible, legible_lines
from softenv_xl.stop_catalogue import STOPS
from softenv_xl.words import LANGS, Lang, Text, localized

_NAMED = ("file", "folder", "path", "backup", "mark", "log")


def log_of(error: BaseException, hidden: Iterable[str] = ()) -> str:
    """Writes down something nobody foresaw, for the maintainers; the path of the file that has the details, or
    in short what they are where no file can be written. Words that are `hidden` are left out of it.
    """

    def without(text: str) -> str:
        for word in sorted(hidden, key=len, reverse=True):
            text = text.replace(word, "…")
        return text

    text = legible_lines(without("".join(traceback.format_exception(error))))
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="softenv-xl-", suffix=".log", delete=False, encoding="utf-8"
        ) as log:
            log.write(text)
        return log.name
    except OSError:
        *_, last = traceback.extract_tb(error.__traceback__) or [traceback.FrameSummary("?", 0, "?")]
        return legible(f"“{type(error).__name__}: {without(str(error))} ({last.name}, {last.lineno})”")


def file_names(values: Mapping[str, object]) -> list[str]:
    """Those of a sentence's values that are names of files and folders: they are never broken at a line's end."""
    return [legible(str(values[key])) for key in _NAMED if key in values]


class Stop(Exception):  # noqa: N818 - it stops the operator's command; it isn't a programming error
    """Something the operator has to put right before the command can run. Nothing has been written.

    `code` is a key of STOPS; `values` fill the placeholders of its sentence.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.arguments = values
        super().__init__(code, values)

    def __str__(self) -> str:
        return self.sentence("en")

    def in_file(self, file: str) -> Stop:
        """The same, with the file's name where its sentence wants one and has none yet."""
        return Stop(self.code, **{"file": file, **self.arguments})

    @property
    def cause(self) -> Text:
        """What is wrong, without what to do about it."""
        cause = STOPS[self.code][0]
        return Text(*(cause(lang).format(**localized(self.arguments, lang)).rstrip("。.") for lang in LANGS))

    def sentence(self, lang: Lang) -> str:
        """What is wrong and what to do about it."""
        cause, remedy = STOPS[self.code]
        arguments = localized(self.arguments, lang)
        parts = (cause(lang).format(**arguments), remedy(lang).format(**arguments))
        return ("" if lang == "zh" else " ").join(parts)
