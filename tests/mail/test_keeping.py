"""What comes by mail and is needed once more lies where the next command looks; and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from softenv_xl.demo.corruptions import typed
from softenv_xl.errors import Stop
from softenv_xl.exchange.returned import send_back
from softenv_xl.gate.limits import ALONE
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from tests.exchange.merge.school import AS_OF, CHINESE, MATHS, Office, issue
from tests.mail.boxes import codes, collect, control_in, deliver, entered, listing, returned
from tests.mail.corpus import message, packed, spelt, text
from tests.mail.dovecot import Dovecot
from tests.support.small_school import NUMBERS, changed, filled

WRONG = changed(filled(), typed("selfcheck", "C6", None))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Packs are out."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "key"))
    issue(tmp_path / "office")
    return Office(tmp_path / "office")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


def mailed(content: bytes, sender: str = "head@school.example") -> bytes:
    return message(text("见附件"), spelt("bare-gbk", content, name="改.xlsx"), sender=sender)


def test_a_pack_lies_where_the_merge_looks_and_is_no_return(server: Dovecot, office: Office) -> None:
    pack = office.pack(CHINESE)
    pack.type("fees", pack.ids("fees")[0], charged=299)
    content = office.came(pack).read_bytes()
    deliver(server, "packs", mailed(content), mailed(office.came(office.pack(MATHS)).read_bytes()))
    account = server.account("packs")
    for _ in range(2):
        result = collect(office.control, account, move_mail_to="done", as_of=AS_OF)
        assert entered(office.control) == {}
        assert not result.returns
    assert codes(collect(office.control, account, as_of=AS_OF)) == []
    kept = files(office.folder / "部门交回")
    assert len(kept) == 2
    assert content in kept.values()
    assert listing(server, "packs") == []
    merged = office.merge(office.folder / "部门交回")
    assert (merged.files, merged.counts["cells"]) == (2, 1)


def test_it_is_told_where_a_pack_was_put(server: Dovecot, office: Office) -> None:
    deliver(server, "told", mailed(office.came(office.pack(CHINESE)).read_bytes()))
    result = collect(office.control, server.account("told"), as_of=AS_OF)
    (told,) = [one for one in result.all_issues if one.code == "mail.pack-kept"]
    assert told.arguments == {"department": CHINESE, "folder": "部门交回"}


def test_another_schools_pack_is_put_nowhere(
    server: Dovecot, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has no key of ours can't put files into the folder that is merged."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another key"))
    issue(tmp_path / "another")
    other = Office(tmp_path / "another")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "key"))
    deliver(server, "foreign", mailed(other.came(other.pack(CHINESE)).read_bytes()))
    collect(office.control, server.account("foreign"), as_of=AS_OF)
    assert not (office.folder / "部门交回").exists()


def test_a_wrong_return_can_be_sent_back_whatever_it_came_in(server: Dovecot, tmp_path: Path) -> None:
    control, account, saved = control_in(tmp_path), server.account("wrong"), tmp_path / "saved.zip"
    other = changed(filled(who=1), typed("selfcheck", "C6", None))
    saved.write_bytes(packed({"王芳/自查表.xlsx": other}))
    deliver(server, "wrong", mailed(WRONG), returned(2))
    for _ in range(2):  # also with what was kept before
        inbox = tmp_path / "收件箱"
        collect(control, account, files=[saved, *files_in([inbox] if inbox.exists() else [])])
        assert entered(control) == dict(zip(NUMBERS, (*["changes_requested"] * 2, "accepted"), strict=True))
        assert sorted(files(inbox).values()) == sorted([WRONG, other])
        assert [name[:7] for name in sorted(files(inbox))] == list(NUMBERS[:2])
    paths = files_in([inbox])
    done = send_back(
        FileWorkbook(control), paths, deliveries(paths, 1, limits=ALONE), tmp_path / "退回", AS_OF
    )
    assert sorted(copy.mend.person.number for copy in done.copies if copy.mend.person) == list(NUMBERS[:2])
    assert (done.uncopied, done.uncollected) == ((), ())


def test_what_people_made_of_a_kept_file_stays(server: Dovecot, tmp_path: Path) -> None:
    control, account = control_in(tmp_path), server.account("edited")
    deliver(server, "edited", mailed(WRONG))
    collect(control, account)
    (kept,) = (tmp_path / "收件箱").iterdir()
    kept.write_bytes(b"edited")
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    kept.parent.rename(fresh / "收件箱")
    collect(control_in(fresh), account)
    assert files(fresh / "收件箱") == {kept.name: b"edited"}


def test_where_it_cannot_be_kept_it_comes_another_time(server: Dovecot, office: Office) -> None:
    """Nothing is entered, and the mailbox isn't taken for read."""
    content = office.came(office.pack(CHINESE)).read_bytes()
    deliver(server, "full", mailed(content), returned(0))
    (office.folder / "部门交回").write_bytes(b"a file of that name")
    before = office.control.read_bytes()
    with pytest.raises(Stop) as stop:
        collect(office.control, server.account("full"), as_of=AS_OF)
    assert stop.value.code == "file.not-writable"
    assert office.control.read_bytes() == before
    (office.folder / "部门交回").unlink()
    collect(office.control, server.account("full"), as_of=AS_OF)
    assert content in files(office.folder / "部门交回").values()
    assert entered(office.control) == {NUMBERS[0]: "accepted"}
