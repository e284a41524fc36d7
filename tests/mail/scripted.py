"""A small IMAP server that is as trying as some providers' are: what Dovecot can't imitate."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from softenv_xl.mail.accounts import Account, Server

CODE = "abcdefghijklmnop"
SPAM = "&V4NXPpCuTvY-"  # 垃圾邮件
VIRUS = "&dcVr0mWHTvZZOQ-"  # 病毒文件夹


@dataclass
class Provider:
    """What the server does: refuses every folder to who hasn't sent ID (`wants_id`); hangs up on a command that it doesn't know
    (`hangs_up`); refuses days in a search (`no_since`); speaks GBK. `commands` are those that it got.
    """

    folders: dict[str, list[bytes]] = field(default_factory=lambda: {"INBOX": []})
    capabilities: str = "IMAP4rev1 ID"
    wants_id: bool = False
    hangs_up: bool = False
    no_since: bool = False
    closed: tuple[str, ...] = ()
    validity: int = 1
    commands: list[str] = field(default_factory=list)
    port: int = 0

    def account(self, provider: str = "163") -> Account:
        server = Server(host="127.0.0.1", port=self.port, security="none")
        return Account(name="office", provider=provider, address="office@163.com", imap=server)

    async def serve(  # noqa: C901 - a case for each command
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writer.write(b"* OK IMAP4 ready\r\n")
        said, folder = False, ""
        while line := await reader.readline():
            tag, _, rest = line.decode().rstrip("\r\n").partition(" ")
            words = rest.split()
            name = " ".join(words[:2]).upper() if words[0].upper() == "UID" else words[0].upper()
            self.commands.append(rest if name != "LOGIN" else name)
            answer = b"OK done"
            match name:
                case "CAPABILITY":
                    writer.write(f"* CAPABILITY {self.capabilities}\r\n".encode())
                case "LOGIN":
                    if words[-1].strip('"') != CODE:
                        answer = b"NO " + "授权码错误".encode("gb18030")
                case "ID" if "ID" in self.capabilities or not self.hangs_up:
                    said = True
                case "LIST":
                    for each in self.folders:
                        writer.write(f'* LIST () "/" "{each}"\r\n'.encode())
                case "EXAMINE" | "SELECT":
                    folder = words[1].strip('"')
                    answer = self._opened(writer, folder, said)
                case "UID SEARCH":
                    answer = self._searched(writer, folder, words)
                case "UID FETCH":
                    self._fetched(writer, folder, words)
                case "LOGOUT":
                    writer.write(b"* BYE\r\n" + tag.encode() + b" OK\r\n")
                    break
                case _:
                    if self.hangs_up:
                        break
                    answer = b"BAD " + "不认识的命令".encode("gb18030")
            writer.write(tag.encode() + b" " + answer + b"\r\n")
        writer.close()

    def _opened(self, writer: asyncio.StreamWriter, folder: str, said: bool) -> bytes:
        if self.wants_id and not said:
            return b"NO EXAMINE Unsafe Login. Please contact kefu@188.com for help"
        if folder in self.closed or folder not in self.folders:
            return b"NO " + "文件夹打不开".encode("gb18030")
        count = len(self.folders[folder])
        told = f"* {count} EXISTS\r\n* OK [UIDVALIDITY {self.validity}]\r\n* OK [UIDNEXT {count + 1}]\r\n"
        writer.write(told.encode())
        return b"OK [READ-ONLY] done"

    def _searched(self, writer: asyncio.StreamWriter, folder: str, words: list[str]) -> bytes:
        if "CHARSET" in map(str.upper, words) or (self.no_since and "SINCE" in words):
            return b"NO " + "不支持".encode("gb18030")
        first = int(words[words.index("UID", 1) + 1].split(":")[0])
        count = len(self.folders[folder])
        found = (
            range(min(first, count), count + 1) if count else range(0)
        )  # n:* names the last one in any case
        writer.write(f"* SEARCH {' '.join(map(str, found))}\r\n".encode())
        return b"OK done"

    def _fetched(self, writer: asyncio.StreamWriter, folder: str, words: list[str]) -> None:
        for uid in map(int, re.findall(r"\d+", words[2])):
            content = self.folders[folder][uid - 1]
            if "SIZE" in " ".join(words):
                writer.write(b"* %d FETCH (RFC822.SIZE %d UID %d)\r\n" % (uid, len(content), uid))
            else:  # the UID behind the literal, as some have it
                writer.write(b"* %d FETCH (BODY[] {%d}\r\n%s UID %d)\r\n" % (uid, len(content), content, uid))


@contextmanager
def serving(provider: Provider) -> Iterator[Provider]:
    """Has it listen on loopback, and ends it."""
    ready, loop = threading.Event(), asyncio.new_event_loop()
    ended: asyncio.Event

    async def run() -> None:
        nonlocal ended
        ended = asyncio.Event()
        server = await asyncio.start_server(provider.serve, "127.0.0.1", 0)
        provider.port = server.sockets[0].getsockname()[1]
        ready.set()
        await ended.wait()
        server.close()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield provider
    finally:
        loop.call_soon_threadsafe(lambda: ended.set())
        thread.join()
        loop.close()
