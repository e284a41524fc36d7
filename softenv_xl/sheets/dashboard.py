"""The dashboard: tiles, one sentence, and the figures that the charts are drawn from."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from softenv_xl.compliance.state import State
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.registers import REGISTERS, Register, settings
from softenv_xl.registers.register import Shown, Tile
from softenv_xl.registers.school import Snapshot
from softenv_xl.registers.tracker_counts import TrackerCounts
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets import text
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import filled
from softenv_xl.views import dashboard as spec
from softenv_xl.words import NO_DATA, Text, many


def dashboard(result: Result, tracker: TrackerCounts) -> Patch:
    """The tiles by name, and the figure tables that the charts are drawn from."""
    lang = result.control.lang
    cells = [
        CellPatch(spec.TITLE, _title(result)(lang)),
        CellPatch(spec.HEADLINE, _headline(result, tracker)(lang)),
        CellPatch(spec.BASIS, _basis(result)(lang)),
        CellPatch(settings.SPEC.name("as_of"), result.as_of),
    ]
    kept = [(register, result.snapshot(register)) for register in REGISTERS]
    shown = _own_tiles(result)
    shown |= {tile.key: _shown(tile, each, rows) for each, rows in kept for tile in each.tiles}
    for tile in spec.TILES:
        value, note = shown[tile.key]
        later = tile.since > 1
        cells += [
            CellPatch(tile.name, NO_DATA if value is None else value, optional=later),
            CellPatch(tile.note, note(lang), optional=later),
        ]
    figures = {spec.BY_DEPARTMENT.key: _by_department(result), spec.BY_BAN.key: _by_ban(result)}
    figures |= {one.table.key: one.rows(rows) for each, rows in kept for one in each.figures if one.rows}
    unused = {one.table.key for each, rows in kept if not _used(each, rows) for one in each.figures}
    for table in spec.TABLES:
        title = _figure_title(table, figures[table.key], unused=table.key in unused)
        cells.append(CellPatch(spec.title_name(table), title(lang), optional=True))
    ready = result.control.figure_rows
    tables = tuple(
        filled(table.key, [c.label(lang) for c in table.columns], figures[table.key], ready[table.key])
        for table in spec.TABLES
        if table.key in ready
    )
    return Patch(tables, tuple(replace(cell, value=text.truncated(cell.value)) for cell in cells))


def _used(register: Register, rows: Snapshot) -> bool:
    return rows.school.uses(register.key)


def _shown(tile: Tile, register: Register, rows: Snapshot) -> Shown:
    """A register that the school doesn't use has no figure, which is not zero."""
    if tile.value is None or not _used(register, rows):
        return Shown(None, spec.NOT_USED)
    return tile.value(rows)


def _figure_title(table: TableSpec, rows: list[tuple[Value, ...]], *, unused: bool) -> Text:
    """An empty chart says so: there is none of what it counts, or nobody counts it."""
    if unused:
        return Text(f"{table.title.zh}：{spec.NOT_USED.zh}", f"{table.title.en}: {spec.NOT_USED.en}")
    counts = [value for row in rows for value in row[1:]]
    return table.title if any(counts) else Text(f"{table.title.zh}：无", f"{table.title.en}: none")


def _own_tiles(result: Result) -> dict[str, Shown]:
    school, ledger = result.assessment.school, result.ledger
    due, accepted = school.due, school.accepted
    sent_back = sum(state == "changes_requested" for state in ledger.states.values())
    review = len(result.assessment.for_review)
    substantiated, reported = (
        sum(states[key] for states in result.assessment.school.counts.values())
        for key in (State.SUBSTANTIATED, State.SELF_REPORTED)
    )
    return {
        "coverage": Shown(school.coverage, Text(f"应交 {due} 人", f"of {many(due, 'person', 'people')} due")),
        "valid": Shown(
            accepted, Text(f"应交 {due}；退回 {sent_back}", f"of {due} due; {sent_back} sent back")
        ),
        "compliance": Shown(
            school.compliance,
            Text(
                f"{school.assessed} 人；查实 {substantiated}，自报 {reported}",
                f"of {many(school.assessed, 'person', 'people')}; {substantiated} subst., {reported} self-rep.",
            ),
        ),
        "vetoes": Shown(school.vetoes, Text(f"涉及部门 {review} 个", f"in {many(review, 'dept', 'depts')}")),
    }


def _title(result: Result) -> Text:
    campaign = result.control.campaign
    school, year = campaign.school or "", campaign.year or ""
    return Text(
        f"{school}软环境建设总览（{year}）",
        f"{school} · Soft-environment dashboard {year}".removeprefix(" · "),
    )


def _headline(result: Result, tracker: TrackerCounts) -> Text:
    """What a principal wants to know first, in one sentence."""
    school = result.assessment.school
    missing, unreadable = len(result.missing), len(result.people_in_state("unreadable"))
    sent = Text(
        f"{missing} 人未交" + (f"、{unreadable} 人来件无法识别" if unreadable else ""),
        f"{many(missing, 'person has', 'people have')} sent none"
        + (f", {unreadable} sent something unreadable" if unreadable else ""),
    )
    sentence = Text(
        f"应交自查表 {school.due} 份，已接收 {school.accepted} 份，{sent.zh}；"
        f"整改 {len(tracker.rows)} 项，已销号 {len(tracker.closed)} 项，超期 {len(tracker.overdue)} 项",
        f"{school.accepted} of {school.due} returns accepted, {sent.en}; "
        f"{len(tracker.closed)} of {len(tracker.rows)} items closed, {len(tracker.overdue)} overdue",
    )
    most = _most_overdue(result, tracker)
    return Text(f"{sentence.zh}{most.zh}。", f"{sentence.en}{most.en}.")


def _most_overdue(result: Result, tracker: TrackerCounts) -> Text:
    """The department with the most overdue items; those that share the place, in the order of their own sheet,
    whatever order the tracker has. Where half of the departments share it, it says nothing about any.
    """
    late = Counter(tracker.overdue_by_department())
    most = max(late.values(), default=0)
    order = [group.name for group in result.control.departments]
    names = [name for name in dict.fromkeys((*order, *sorted(late))) if name and late[name] == most > 0]
    if not names or (len(names) > 1 and len(names) * 2 >= len(order)):
        return Text("", "")
    each = Text("各 ", " each") if len(names) > 1 else Text("", "")
    return Text(
        f"，最多的是{'、'.join(names)}（{each.zh}{most} 项）",
        f", most in {', '.join(names)} ({most}{each.en})",
    )


def _basis(result: Result) -> Text:
    day, version = display_text(result.as_of), result.assessment.version
    sentence = Text(
        f"数据截至 {day}，规则版本 {version}。未交表不计入合规率。",
        f"As of {day}, by rulebook {version}. Missing returns are not counted as compliant.",
    )
    lost = result.assembled_evidence.unattributed
    if not lost:
        return sentence
    return Text(
        f"{sentence.zh}证据中有 {lost} 条无法归属，未计入，见“问题清单”。",
        f"{sentence.en} {many(lost, 'statement', 'statements')} of the evidence could not be attributed "
        f"and {'counts' if lost == 1 else 'count'} for nothing: see Issues.",
    )


def _by_department(result: Result) -> list[tuple[Value, ...]]:
    states = result.ledger.states
    rows: list[tuple[Value, ...]] = []
    for department in result.control.departments:
        theirs = [p for p in result.control.people if p.department == department.name and p.owes_return]
        count = Counter(states.get(person.number, "missing") for person in theirs)
        kinds = ("accepted", "changes_requested", "missing", "unreadable")
        rows.append((department.name, *(count[kind] for kind in kinds)))
    return rows


def _by_ban(result: Result) -> list[tuple[Value, ...]]:
    counts = result.assessment.school.counts
    return [
        (ban.label(result.control.lang), *(counts[ban.number][State(state)] for state in spec.BAN_STATES))
        for ban in result.control.rulebook.bans
    ]
