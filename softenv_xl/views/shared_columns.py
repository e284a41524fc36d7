"""Columns that several lists of the program's own have: where a row is about, and which row it is."""

from __future__ import annotations

from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.computed import LinkTo
from softenv_xl.words import Text

LINK = LinkTo("sheet", "cell", Text("去看", "Open"))

PLACE = (
    Column("sheet", Text("工作表", "Sheet"), Kind.TEXT, Owner.COMPUTED, width=14),
    Column("cell", Text("单元格", "Cell"), Kind.ID, Owner.COMPUTED, width=9),
    Column("link", Text("链接", "Link"), Kind.TEXT, Owner.COMPUTED, width=9, formula=LINK),
)
"""The sheet and the cell that a row is about, and a link there."""

KEY = Column("key", Text("编号", "Id"), Kind.ID, Owner.COMPUTED, width=20, hidden=True)
"""By which a row stays the same one between presses."""
