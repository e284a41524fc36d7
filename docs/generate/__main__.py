"""Writes the generated pages: reference, architecture, and the guide that the button Help opens."""

from docs.generate import written

for path, text in written():
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
