"""Folders whose workbooks' macros LibreOffice runs. The security level stays as it is; one folder is added to a list.

The extension needs none of this. A control workbook with buttons on its sheet does: its macros are its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from softenv_xl.errors import Stop
from softenv_xl.installation.extension import must_be_closed
from xlwings_libreoffice.office import Office, OfficeGone
from xlwings_libreoffice.uno_runtime import OfficeMissing, struct

_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_ACCESS = "com.sun.star.configuration.ConfigurationUpdateAccess"


class TrustedFolders:
    """The list of one LibreOffice profile, as addresses."""

    def __init__(self, node: Any) -> None:
        self._node = node

    def __contains__(self, address: str) -> bool:
        return address in self._node.SecureURL

    def add(self, address: str) -> None:
        """Puts a folder at the list's end."""
        self._set((*self._node.SecureURL, address))

    def remove(self, address: str) -> None:
        """Takes a folder from the list."""
        self._set(tuple(known for known in self._node.SecureURL if known != address))

    def _set(self, addresses: tuple[str, ...]) -> None:
        self._node.SecureURL = addresses
        self._node.commitChanges()


@contextmanager
def trusted_folders(profile: Path) -> Iterator[TrustedFolders]:
    """The list, through a LibreOffice that is started for it and ended again. Stop `libreoffice.refused`."""
    # Started beside one that runs on this profile, it would be that one, and be ended with all that is open in it.
    must_be_closed(profile)
    try:
        office = Office.start(profile=profile)
    except (OfficeMissing, OfficeGone) as error:
        raise Stop("libreoffice.refused", reason=str(error)) from error
    try:
        provider = office.service("configuration.ConfigurationProvider")
        node = struct("beans.NamedValue", Name="nodepath", Value=_SECURITY)
        yield TrustedFolders(provider.createInstanceWithArguments(_ACCESS, (node,)))
    finally:
        office.quit()
