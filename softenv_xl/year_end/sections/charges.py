"""4: charges, the six duties, breaches by kind and finding, what was refunded; cases by entry of the rulebook."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.registers import cases, fees
from softenv_xl.registers.fee_duties import FIGURE
from softenv_xl.registers.words import FINDING
from softenv_xl.words import Text
from softenv_xl.year_end.fact import Fact, Part, Rate, Section, Sentence, Table, sentence
from softenv_xl.year_end.filters import AnyOf, Blank, Condition, Filled, Is, Names, NoneOf, OneOf, named
from softenv_xl.year_end.sections.petitions import OURS, PROVEN
from softenv_xl.year_end.source import Source

_ITEMS = Text("项", "")
_KINDS = (("breaches", "finding"), ("breaches_duty", "finding_duty"))
_FINDINGS = (
    ("to_decide", Text("待认定", "to decide")),
    ("substantiated", Text("查实", "substantiated")),
    ("rectified", Text("已整改", "rectified")),
    ("dismissed", Text("不成立", "dismissed")),
)


def governance(source: Source) -> Section:
    used = source.uses(fees.REGISTER)
    lines = (*_charges(source),) if used else (source.unused(fees.REGISTER),)
    tables = (
        Table("duties", tuple(_duties(source)) if used else ()),
        Table("breaches", tuple(_breaches(source)) if used else ()),
        Table("entries", tuple(_entries(source))),
    )
    others = () if source.uses(cases.REGISTER) else (source.unused(cases.REGISTER),)
    return Section("governance", (*lines, *source.left_out(fees.REGISTER), *others), tables)


def _decided(finding: str, key: str) -> Condition:
    if key == "to_decide":
        return AnyOf(((Blank(finding),), (OneOf(finding, FINDING, ("to_decide",)),)))
    return OneOf(finding, FINDING, (key,))


def _charges(source: Source) -> Iterator[Sentence]:
    register = fees.REGISTER
    yield sentence(
        "登记收费{charges}项。",
        "Charges entered: {charges}.",
        charges=source.count("fees", Text("收费项目", "Charges"), register),
    )
    needed, kept = (
        source.entry(
            f"duties_{key}", label, FIGURE.table, "", key, sum(int(str(row[at])) for row in _figure(source))
        )
        for key, label, at in (
            ("needed", Text("六项制度应落实", "Six duties: needed"), 1),
            ("kept", Text("六项制度已落实", "Six duties: kept"), 2),
        )
    )
    yield sentence(
        "已开始的收费，六项制度应落实{kept}落实。",
        "Of the charges that have begun, duties kept, of those needed: {kept}.",
        kept=Rate(needed, kept, _ITEMS),
    )
    for (names, finding), what in zip(
        _KINDS, (Text("收费行为", "in charging"), Text("收费公开", "in making charges public")), strict=True
    ):
        yield _found(source, names, finding, what)
    yield sentence(
        "除认定不成立的外，超标准金额合计{excess}元；已退还{refunded}元。",
        "Taken above the rate, but for what was dismissed: {excess} yuan; refunded: {refunded} yuan.",
        excess=source.total(
            "fees_excess",
            Text("超标准金额（元）", "Above the rate (yuan)"),
            register,
            "excess",
            NoneOf("finding", FINDING, ("dismissed",)),
        ),
        refunded=source.total(
            "fees_refunded", Text("退还金额（元）", "Refunded (yuan)"), register, "refunded"
        ),
    )


def _found(source: Source, names: str, finding: str, what: Text) -> Sentence:
    register = fees.REGISTER
    charges = source.count("fees", Text("收费项目", "Charges"), register)
    total = source.count(
        f"fees_{names}",
        Text("{what}涉嫌违规的收费", "Charges with a breach {what}").format(what=what),
        register,
        Filled(names),
    )
    if not total.value:
        return sentence(
            "所登记的{charges}项收费中，{what}未发现违规（{total}）。",
            "Breaches {what} among the {charges} charges entered: none ({total}).",
            charges=charges,
            what=what,
            total=total,
        )
    counts = {
        key: source.count(
            f"fees_{names}_{key}",
            Text("{what}违规：{word}", "Breaches {what}: {word}").format(what=what, word=word),
            register,
            Filled(names),
            _decided(finding, key),
        )
        for key, word in _FINDINGS
    }
    return sentence(
        "收费{total}在{what}上涉嫌违规：待认定{to_decide}项，查实{substantiated}项，已整改{rectified}项，不成立{dismissed}项。",
        "Charges with a breach {what}: {total}; to decide {to_decide}, substantiated {substantiated}, rectified "
        "{rectified}, dismissed {dismissed}.",
        what=what,
        total=Rate(charges, total, _ITEMS),
        **counts,
    )


def _figure(source: Source) -> list[tuple[object, ...]]:
    rows = FIGURE.rows
    return [*rows(source.result.snapshot(fees.REGISTER))] if rows else []


def _duties(source: Source) -> Iterator[dict[str, Part]]:
    for number, (name, needed, kept) in enumerate(_figure(source), 1):
        row = str(name)
        yield {
            "name": row,
            **{
                key: source.entry(
                    f"duty{number}_{key}",
                    Text("{row}：{word}", "{row}: {word}").format(
                        row=row, word=FIGURE.table.column(key).label
                    ),
                    FIGURE.table,
                    row,
                    key,
                    int(str(value)),
                )
                for key, value in (("needed", needed), ("kept", kept))
            },
        }


def _breaches(source: Source) -> Iterator[dict[str, Part]]:
    """Each kind of breach that some charge shows, by what the office found of it."""
    register, rows = fees.REGISTER, source.rows(fees.REGISTER)
    for names, finding in _KINDS:
        codes = _codes()
        kinds = sorted(
            {one for row in rows for one in named(row[names])}, key=lambda one: codes.get(one, one)
        )
        for name in kinds:
            number = f"_{codes.get(name, name)}"
            whole: dict[str, Part] = {"name": name}
            for key, word in (("total", Text("合计", "in all")), *_FINDINGS):
                conditions = () if key == "total" else (_decided(finding, key),)
                label = Text("{name}：{word}", "{name}: {word}").format(name=name, word=word)
                whole[key] = source.count(
                    f"{names}{number}_{key}", label, register, Names(names, name), *conditions
                )
            yield whole


def _codes() -> dict[str, str]:
    """The keys by which breaches are known, by what the column calls them in either language."""
    return {
        words: rule.kind.code.rpartition(".")[2].replace("-", "_")
        for rule in fees.SPEC.rules
        if rule.breach and rule.kind.brief
        for words in rule.kind.brief
    }


def _entries(source: Source) -> Iterator[dict[str, Part]]:
    """Cases by what they are about, of the entries about which there was one."""
    register = cases.REGISTER
    if not source.uses(register):
        return
    rulebook, lang = source.result.control.rulebook, source.result.control.lang
    for entry in rulebook.entries:
        about = (*OURS, Is("item", entry.label(lang)))
        label = entry.label(lang)
        received, proven = (
            source.count(
                f"cases_{entry.number}_{key}",
                Text(f"{label}：{word.zh}", f"{label}: {word.en}"),
                register,
                *about,
                *more,
            )
            for key, word, more in (
                ("received", Text("信访件", "cases"), ()),
                ("proven", Text("办结并查实", "closed and substantiated"), (Filled("closed"), PROVEN)),
            )
        )
        if _number(received):
            yield {"name": label, "received": received, "proven": proven}


def _number(fact: Fact) -> float:
    return fact.number
