"""What a column checks of its own cells is told of its own cells."""

from __future__ import annotations

import pytest

from softenv_xl import books
from softenv_xl.schema.table import TableSpec

SPECS = [spec for book in books.BOOKS for _, spec in book.tables()]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.key)
def test_its_rules_name_the_column(spec: TableSpec) -> None:
    for column in spec.columns:
        assert {rule.column for rule in column.rules()} <= {column.key}
