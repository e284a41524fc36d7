"""The page on the architecture: the main path, and a picture of the rooms drawn from their imports."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path

import grimp

from softenv_xl import flow

_PRODUCT, _ENGINE = "softenv_xl", "xlwings_libreoffice"
_CONTRACTS = Path(__file__).parents[2] / "pyproject.toml"

_PAGE = """\
# Architecture

This page is generated from the code.

## The main path

```text
{flow}
```

## The rooms

Each arrow is an import while the program runs; none points upward. What is reached by way of another arrow isn't drawn again.

```mermaid
flowchart TD
{picture}
```

| room | holds |
|---|---|
{rooms}

## What holds it together

`make lint` fails when one of these is broken:

{contracts}
"""


def page() -> str:
    """The whole page, in Markdown."""
    imports = _imports()
    drawn = _reduced(imports)
    boxes = [f"  {room}" for room in _top_down(imports)]
    arrows = [f"  {room} --> {below}" for room in _top_down(imports) for below in sorted(drawn[room])]
    return _PAGE.format(
        flow=(flow.__doc__ or "").partition("\n\n")[2].strip(),
        picture="\n".join(boxes + arrows),
        rooms="\n".join(f"| `{room}` | {_holds(room)} |" for room in _top_down(imports)),
        contracts="\n".join(f"- {name}." for name in _contracts()),
    )


def _imports() -> dict[str, set[str]]:
    """Which rooms each room imports while it runs. A room is a package or module right below the product, or the engine."""
    graph = grimp.build_graph(_PRODUCT, _ENGINE, exclude_type_checking_imports=True)
    found: dict[str, set[str]] = {}
    for module in graph.modules:
        room = _room(module)
        if room:
            known = found.setdefault(room, set())
            known |= {_room(other) for other in graph.find_modules_directly_imported_by(module)} - {room, ""}
    return found


def _room(module: str) -> str:
    """softenv_xl.hosts.file.row → hosts; the product's own front page is none."""
    product, _, rest = module.partition(".")
    if product == _ENGINE:
        return _ENGINE
    room = rest.partition(".")[0]
    return "" if room.startswith("__") else room


def _reduced(imports: dict[str, set[str]]) -> dict[str, set[str]]:
    """Without the imports that lead where another import leads already."""
    return {
        room: {
            below for below in known if not any(below in _reach(imports, other) for other in known - {below})
        }
        for room, known in imports.items()
    }


def _reach(imports: dict[str, set[str]], room: str) -> set[str]:
    seen: set[str] = set()
    coming = [room]
    while coming:
        for below in imports[coming.pop()] - seen:
            seen.add(below)
            coming.append(below)
    return seen


def _top_down(imports: dict[str, set[str]]) -> list[str]:
    """Who imports most, directly or not, comes first."""
    return sorted(imports, key=lambda room: (-len(_reach(imports, room)), room))


def _holds(room: str) -> str:
    module = import_module(room if room == _ENGINE else f"{_PRODUCT}.{room}")
    return (module.__doc__ or "").strip().partition("\n")[0].replace("|", "\\|")


def _contracts() -> list[str]:
    declared = tomllib.loads(_CONTRACTS.read_text(encoding="utf-8"))
    return [contract["name"] for contract in declared["tool"]["importlinter"]["contracts"]]
