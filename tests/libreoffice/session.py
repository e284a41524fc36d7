"""Runs inside a Python that has `uno`: jobs in a LibreOffice of its own, until its input ends.

A job is a line of JSON on stdin, its result one on stdout:
  ["recalculate", FILE]            every sheet's cells after a hard recalculation
  ["open", FILE]                   every sheet's cells as they show on opening
  ["save-as", FILE, OUT, FILTER]   opens FILE, recalculates, stores it as OUT
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def _property(name: str, value: Any) -> Any:
    prop = PropertyValue()
    prop.Name, prop.Value = name, value
    return prop


def _connect(pipe: str, office: "subprocess.Popen[bytes]") -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        if office.poll() is not None:
            raise SystemExit(f"soffice ended with {office.returncode}")
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("soffice did not answer")


def _cells(document: Any) -> dict[str, Any]:
    sheets = {}
    for sheet in document.Sheets:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress
        area = sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)
        errors = sheet.queryFormulaCells(4) if hasattr(sheet, "queryFormulaCells") else None
        sheets[sheet.Name] = {
            "rows": [list(row) for row in area.getDataArray()],
            "errors": errors.RangeAddressesAsString if errors else "",
        }
    return sheets


def _done(desktop: Any, job: str, file: str, rest: list[str]) -> Any:
    """The job's result, with nothing left open."""
    document = desktop.loadComponentFromURL(
        Path(file).resolve().as_uri(), "_blank", 0, (_property("Hidden", True),)
    )
    try:
        if job != "open":
            document.calculateAll()
        if job in ("recalculate", "open"):
            return _cells(document)
        out, name = rest
        document.storeToURL(Path(out).resolve().as_uri(), (_property("FilterName", name),))
        return None
    finally:
        document.close(True)


def main() -> None:
    with tempfile.TemporaryDirectory() as profile:
        pipe = f"softenv-{os.getpid()}"
        command = [
            "soffice",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ]
        office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            context = _connect(pipe, office)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            for line in sys.stdin:
                job, file, *rest = json.loads(line)
                sys.stdout.write(json.dumps(_done(desktop, job, file, rest)) + "\n")
                sys.stdout.flush()
            with suppress(Exception):  # it may be gone before it answers
                desktop.terminate()
        finally:
            office.terminate()
            office.wait(20)


main()
