"""Zips that lie: bombs, parts that overlap, sizes and names that aren't so."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from random import Random

from tests.hostile.files.base import flipped, package, parts, some_part

MB = 1 << 20
NAMES = (
    "../../evil.xml", "/etc/passwd", "C:\\evil.xml", "xl\\..\\..\\evil", "", ".", "..", "a\0b.xml", "XL/WORKBOOK.XML",
    "xl/workbook.xml/", "长" * 200, "a/" * 500 + "b", "con", "xl/worksheets/sheet1.xml ", "\u202excod.xml", "%2e%2e/a",
    "[content_types].xml",
)  # fmt: skip


def bomb(random: Random) -> bytes:
    """A part that inflates to much more than it takes."""
    made, size = parts(), random.choice((2, 2, 2, 20, 20, 110)) * MB
    name = random.choice([*made, "xl/media/a.bin", "docProps/app.xml", "customXml/item1.xml"])
    return package({**made, name: bytes([random.choice(b" \0<a")]) * size})


def bombs(random: Random) -> bytes:
    """Many parts, none of them too large by itself."""
    size = random.choice((1, 3, 9)) * MB
    return package({**parts(), **{f"xl/media/{n}.bin": b" " * size for n in range(random.choice((20, 60)))}})


def nested(random: Random) -> bytes:
    content = package({**parts(), "a.bin": b"\0" * random.choice((1, 8)) * MB})
    for _ in range(random.randint(1, 6)):
        content = package({random.choice(("a.zip", "xl/workbook.xml", "return.xlsx")): content})
    return content


def many(random: Random) -> bytes:
    return package({**parts(), **{f"{n}": b"" for n in range(random.choice((1_900, 2_100, 9_000)))}})


def odd_name(random: Random) -> bytes:
    return package({**parts(), random.choice(NAMES): b"<a/>"})


def twice(random: Random) -> bytes:
    """One part under one name twice, or under two that differ in case alone."""
    made = parts()
    name = random.choice(list(made))
    more = name if random.random() < 0.5 else name.upper()
    return package(made, [(more, made[name][: random.randint(0, len(made[name]))])])


def renamed(random: Random) -> bytes:
    made = parts()
    name = random.choice(list(made))
    made[random.choice((name.upper(), name.replace("/", "\\"), f"/{name}", f"{name}.bak"))] = made.pop(name)
    return package(made)


def missing(random: Random) -> bytes:
    made = parts()
    for name in random.sample(list(made), random.randint(1, 4)):
        del made[name]
    return package(made)


def _central(content: bytes | bytearray) -> list[int]:
    found, at = [], content.find(b"PK\1\2")
    while at >= 0:
        found.append(at)
        at = content.find(b"PK\1\2", at + 4)
    return found


def lies(random: Random) -> bytes:
    """A field of the directory that isn't so: flags, method, sums, sizes, lengths, offset."""
    content = bytearray(package(parts()))
    for at in random.sample(_central(content), random.randint(1, 3)):
        field, width = random.choice(
            ((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (42, 4))
        )
        value = random.choice((0, 1, 9, 0xFFFF, 0xFFFFFFFF, 0x7FFFFFFF, random.getrandbits(32)))
        content[at + field : at + field + width] = (value & ((1 << 8 * width) - 1)).to_bytes(width, "little")
    return bytes(content)


def overlapping(random: Random) -> bytes:
    """Every part of the directory is the same bytes of the file: 42.zip's newer kind."""
    data = zlib.compress(b" " * random.choice((1, 9)) * MB, 1)[2:-4]
    size = len(zlib.decompressobj(-15).decompress(data))
    content = bytearray(package(parts()))
    end = content.rfind(b"PK\5\6")
    start = struct.unpack_from("<I", content, end + 16)[0]
    local, directory = bytes(content[:start]), bytes(content[start:end])
    at = len(local)
    local += struct.pack(
        "<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, zlib.crc32(b" " * size), len(data), size, 1, 0
    )
    local += b"a" + data
    count = random.choice((30, 300, 1_500))
    for n in range(count):
        name = f"xl/media/{n}.bin".encode()
        fields = (b"PK\1\2", 20, 20, 0, 8, 0, 33, zlib.crc32(b" " * size), len(data), size, len(name))
        directory += struct.pack("<4s6H3I5H2I", *fields, 0, 0, 0, 0, 0, at) + name
    total = len(_central(directory))
    return (
        local
        + directory
        + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, total, total, len(directory), len(local), 0)
    )


def ends(random: Random) -> bytes:
    """Something before, behind or instead of the end; more than one end."""
    content, kind = package(parts()), random.randrange(6)
    end = content.rfind(b"PK\5\6")
    noise = random.randbytes(random.choice((1, 22, 70_000)))
    return (
        noise + content,
        content + noise,
        content[: random.randrange(len(content))],
        content + content[end:],
        content[:end] + content[end : end + 20] + b"\xff\xff" + content[end:],
        content + package({"xl/workbook.xml": b"<a/>"}),
    )[kind]


def zip64(random: Random) -> bytes:
    content = package(parts())
    end = content.rfind(b"PK\5\6")
    huge = random.choice((0, 1 << 40, (1 << 64) - 1))
    record = struct.pack(
        "<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, huge, huge, huge, random.choice((0, end, huge))
    )
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, end, 1)
    return content[:end] + record + locator + content[end : end + 8] + b"\xff" * 12 + content[end + 20 :]


def other_method(random: Random) -> bytes:
    method = random.choice((zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_STORED))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, part in parts().items():
            made.writestr(
                zipfile.ZipInfo(name), part, method
            )  # of no day: the same seed makes the same bytes
    return stream.getvalue()


def noisy(random: Random) -> bytes:
    return flipped(package(parts()), random)


def noisy_part(random: Random) -> bytes:
    made = parts()
    name = some_part(random)
    return package({**made, name: flipped(made[name], random)})


MAKERS = (
    bomb, bombs, nested, many, odd_name, twice, renamed, missing, lies, lies, lies, overlapping, ends, ends, zip64,
    other_method, noisy, noisy, noisy_part, noisy_part,
)  # fmt: skip
