"""Every register has sample rows, good and bad, and each raises what its page says; `test_one_file` runs this with one more."""

from __future__ import annotations

from pathlib import Path

from softenv_xl.control.issue_places import row_of
from softenv_xl.registers import COMPLETED, REGISTERS, Register
from softenv_xl.schema.check import Checked
from tests.registers.samples import Samples, judged, samples_of, school

KEPT = [register for register in REGISTERS if register.key in COMPLETED]


def _judged(register: Register) -> tuple[Samples, Checked]:
    samples = samples_of(register.spec)
    rows = [sample.cells for sample in samples.rows]
    return samples, judged(register, rows, school(samples.as_of))[0]


def test_each_sample_raises_what_its_page_says() -> None:
    for register in KEPT:
        _raises_what_its_page_says(register)


def _raises_what_its_page_says(register: Register) -> None:
    samples, checked = _judged(register)
    told: dict[int, set[str]] = {}
    for issue in checked.issues:
        told.setdefault(row_of(issue.place.cell), set()).add(issue.code)
    first = register.spec.header_row + 1
    assert told.pop(0, set()) == samples.of_the_whole
    assert {at: told.get(at, set()) for at in range(first, first + len(samples.rows))} == {
        at: set(sample.issues) for at, sample in enumerate(samples.rows, first)
    }


def test_the_samples_have_clean_rows_and_break_every_rule() -> None:
    for register in KEPT:
        samples = samples_of(register.spec)
        assert sum(not sample.issues for sample in samples.rows) >= 2
        broken = (samples.of_the_whole | samples.elsewhere).union(*(sample.issues for sample in samples.rows))
        codes = {rule.kind.code for rule in register.spec.rules} | {rule.kind.code for rule in register.whole}
        assert codes <= broken, register.key


def test_no_page_of_samples_is_left_over() -> None:
    pages = {page.stem for page in (Path(__file__).with_name("samples")).glob("*.md")}
    assert pages == {register.key for register in KEPT}
