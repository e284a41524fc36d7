"""What names cells anywhere in the package follows the tables that changed.

`sheets` has the cells' formulas, `rules` what stands around a sheet's rows, `parts` all that has a part of its
own. A part that doesn't mention a changed table's sheet is not read any further, and keeps every byte.
"""

from softenv_xl.hosts.file.reference_updates.parts import update_parts
from softenv_xl.hosts.file.reference_updates.sheets import update_sheets

__all__ = ["update_parts", "update_sheets"]
