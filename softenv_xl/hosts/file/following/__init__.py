"""What names cells anywhere in the package follows the tables that changed.

`sheets` has the cells' formulas, `rules` what stands around a sheet's rows, `parts` all that has a part of its
own. A part that doesn't mention a changed table's sheet is not read any further, and keeps every byte.
"""

from softenv_xl.hosts.file.following.parts import follow_parts
from softenv_xl.hosts.file.following.sheets import follow_sheets

__all__ = ["follow_parts", "follow_sheets"]
