"""What is typed on a command line, read and told in the user's language."""

from __future__ import annotations

import re
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from softenv_xl import regular_files, store
from softenv_xl.errors import Stop
from softenv_xl.gate.limits import MB
from softenv_xl.hosts.workbook import language_of
from softenv_xl.legible import legible
from softenv_xl.schema.dates import Unclear, read_date
from softenv_xl.sentences import users_language
from softenv_xl.words import LANGS, Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer import TyperException

Choice = TypeVar("Choice", bound=str)

Kind = Literal["control", "return"]
"""The workbooks that `new` makes."""

_ENDINGS: dict[Kind, tuple[str, ...]] = {"control": (".xlsx", ".xlsm"), "return": (".xlsx",)}
_USUAL = (".xlsx",)
_MOST = 5_000  # parents of a class, or of the whole school
_FORMATS = ("csv", "json", "parquet")
CSV = 64 * MB
"""The most bytes of one csv file: as many as a control workbook may have."""

_WORD = re.compile(r"^No such command '(.+?)'|argument\S* \((.+)\)$")


def language(word: str) -> Lang:
    """Raises Stop(usage.choice)."""
    for lang in LANGS:
        if word.lower() == lang:
            return lang
    raise Stop("usage.choice", option="--lang", found=word, choices=", ".join(LANGS))


def kind(word: str) -> Kind:
    """Raises Stop(usage.choice)."""
    return one_of("new", word, tuple(_ENDINGS))


def one_of(option: str, word: str, choices: Sequence[Choice]) -> Choice:
    """The one of the words that an option takes. Raises Stop(usage.choice)."""
    for known in choices:
        if word.lower() == known:
            return known
    raise Stop("usage.choice", option=option, found=word, choices=", ".join(choices))


def table_format(word: str) -> str:
    """What an export writes. Raises Stop(usage.choice)."""
    if word.lower() in _FORMATS:
        return word.lower()
    raise Stop("usage.choice", option="--format", found=word, choices=", ".join(_FORMATS))


def csv_files(folder: Path) -> dict[str, bytes]:
    """The contents of a folder's .csv files by their names. Raises Stop: import.no-files, import.too-large, file.not-readable."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv")
    except OSError as error:
        raise Stop("file.not-readable", file=str(folder), reason=store.reason(error)) from error
    if not paths:
        raise Stop("import.no-files", folder=str(folder))
    return {path.name: _csv(path) for path in paths}


def _csv(path: Path) -> bytes:
    try:
        content = regular_files.read_content(path, links=True, most=CSV + 1)
    except OSError as error:
        raise Stop("file.not-readable", file=str(path), reason=store.reason(error)) from error
    if len(content) > CSV:
        raise Stop("import.too-large", file=str(path), limit=CSV // MB)
    return content


def day(word: str) -> date:
    """Raises Stop(usage.date)."""
    found = read_date(word)
    if found is None or isinstance(found, Unclear):
        raise Stop("usage.date", found=word)
    return found


def class_and_count(words: str) -> tuple[str, int]:
    """`Class 1=45`, the name as it can be shown and stored. Raises Stop(usage.class)."""
    name, _, count = words.rpartition("=")
    name, count = name.strip(), count.strip()
    if not name or not count.isdecimal() or not 1 <= int(count) <= _MOST:
        raise Stop("usage.class", found=words, most=_MOST)
    return legible(name), int(count)


def ending(path: Path, what: Kind | None = None) -> Path:
    """The path of a new workbook of that kind, or of another one, with .xlsx where a name has no ending. Raises
    Stop(usage.ending) for one that promises something else than what will be in the file.
    """
    if not path.suffix:
        return path.with_name(f"{path.name}.xlsx")
    endings = _ENDINGS[what] if what else _USUAL
    if path.suffix.lower() not in endings:
        raise Stop("usage.ending", file=path.name, endings=", ".join(endings))
    return path


def stop_for(error: TyperException) -> Stop:
    """What typer says in English of a command line that it can't take apart."""
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", None) or "softenv-xl"
    message = error.format_message()
    found = _WORD.search(message)
    word = next(filter(None, found.groups()), "") if found else ""
    parameter = getattr(getattr(error, "param", None), "name", None)
    option = getattr(error, "option_name", None)
    if parameter and message.startswith("Missing"):
        return Stop("usage.missing", name=parameter.upper(), command=command)
    if option and message.startswith("No such"):
        return Stop("usage.no-option", name=option, command=command)
    if option:
        return Stop("usage.option-empty", name=option, command=command)
    if message.startswith("No such command"):
        return Stop("usage.no-command", name=word, command=command)
    if "unexpected" in message:
        return Stop("usage.too-many", name=word, command=command)
    return Stop("usage.other", words=message, command=command)


def language_for(lang: Lang | None, *files: Path) -> Lang:
    """The one that was asked for; else that of the first file that has one; else the user's."""
    return lang or next(filter(None, map(language_of, files)), None) or users_language()


def requested_language() -> Lang:
    """The language for an error: what --lang says as far as it can be made out, else that of a workbook named."""
    words = sys.argv[1:]
    choices = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    choices += [after for word, after in pairwise(words) if word == "--lang"]
    asked = next((lang for word in choices for lang in LANGS if word == lang), None)
    return language_for(asked, *map(Path, words))
