"""openpyxl's tokenizer of formulas without the rest of openpyxl, which takes a quarter of a second to load."""

from __future__ import annotations

import importlib
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

_NAME = "openpyxl.formula.tokenizer"


@cache
def tokenizer() -> ModuleType:
    """The module `openpyxl.formula.tokenizer`, which needs no other of its package."""
    package = find_spec("openpyxl")
    for folder in (package and package.submodule_search_locations) or ():
        path = Path(folder, "formula", "tokenizer.py")
        found = spec_from_file_location(f"_{_NAME}", path) if path.is_file() else None
        if found and found.loader:
            module = module_from_spec(found)
            found.loader.exec_module(module)
            return module
    return importlib.import_module(_NAME)  # a package that is no folder, in an archive for instance
