"""Messages as Outlook saves them: OLE files with a storage for each attachment ([MS-OXMSG] 2.2)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

Tree = Mapping[str, "bytes | Tree"]

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_ROOT, _STORAGE, _STREAM = 5, 1, 2


def saved(
    sender: str, attachments: Sequence[tuple[str, bytes | Tree]], *, unicode: bool = True, body: str = ""
) -> bytes:
    """A saved message; an attachment that is a tree is a message again (see `tree`)."""
    return packed(tree(sender, attachments, unicode=unicode, body=body))


def tree(
    sender: str, attachments: Sequence[tuple[str, bytes | Tree]], *, unicode: bool = True, body: str = ""
) -> Tree:
    made: dict[str, bytes | Tree] = {
        "__properties_version1.0": _properties(32, {0x1000: len(body) * 2 + 2} if body else {}),
        **_text("5D01", sender, unicode=unicode),
        **(_text("1000", body, unicode=True) if body else {}),
    }
    for number, (name, content) in enumerate(attachments):
        kind = "37010102" if isinstance(content, bytes) else "3701000D"
        made[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": _properties(8, {}),
            **_text("3707", name, unicode=unicode),
            f"__substg1.0_{kind}": content,
        }
    return made


def _properties(header: int, lengths: Mapping[int, int]) -> bytes:
    entries = (struct.pack("<HHIII", 0x1F, tag, 6, length, 0) for tag, length in lengths.items())
    return b"\0" * header + b"".join(entries)


def _text(tag: str, words: str, *, unicode: bool) -> dict[str, bytes]:
    if unicode:
        return {f"__substg1.0_{tag}001F": words.encode("utf-16-le")}
    return {f"__substg1.0_{tag}001E": words.encode("gb18030")}


def packed(root: Tree) -> bytes:
    """An OLE file of this tree; every stream is long enough to need no short sectors."""
    entries: list[tuple[str, int, int, int, int, bytes]] = []  # name, kind, child, right, -, body

    def add(inside: Tree) -> int:
        """Adds what is inside a storage, each linked to the next; the first one's number."""
        first = following = _FREE
        for name, content in reversed(list(inside.items())):
            child = _FREE if isinstance(content, bytes) else add(content)
            body = content if isinstance(content, bytes) else b""
            kind = _STREAM if isinstance(content, bytes) else _STORAGE
            entries.append((name, kind, child, following, 0, body))
            first = following = len(entries)
        return first

    child = add(root)
    directory = -(-(len(entries) + 1) // 4)
    bodies = [
        body.ljust(4096, b"\0") if kind == _STREAM and len(body) < 4096 else body
        for _, kind, _, _, _, body in entries
    ]
    total = directory + sum(-(-len(body) // _SECTOR) for body in bodies)
    fats = 1
    while fats * 128 < total + fats:
        fats += 1
    at, data = fats + directory, b""
    fat = [_FAT] * fats + [*range(fats + 1, fats + directory), _END]
    listing = [_entry("Root Entry", _ROOT, child, _FREE, _END, 0)]
    for (name, kind, below, right, _, body), padded in zip(entries, bodies, strict=True):
        count = -(-len(padded) // _SECTOR)
        size = max(len(body), 4096) if kind == _STREAM else 0
        listing.append(_entry(name, kind, below, right, at if count else _END, size))
        fat += [*range(at + 1, at + count), _END] if count else []
        data += padded.ljust(count * _SECTOR, b"\0")
        at += count
    fat += [_FREE] * (fats * 128 - len(fat))
    numbers = (0, fats, fats, 0, 4096, _END, 0, _END, 0, *range(fats), *[_FREE] * (109 - fats))
    head = struct.pack("<8s16x5H6x118I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, *numbers)
    table = struct.pack(f"<{len(fat)}I", *fat)
    return head + table + b"".join(listing).ljust(directory * _SECTOR, b"\0") + data


def _entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
    said = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBB3I16x4x16xIQ", said, len(said), kind, 1, _FREE, right, child, start, size)
