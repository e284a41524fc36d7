"""`python -m tests.golden` pins what every press writes now. Read the difference line by line before it is committed."""

from tests.golden.scenes import PAGES, PINNED, page, patch, text

PINNED.mkdir(exist_ok=True)
for scene, lang in PAGES:
    page(scene, lang).write_text(text(patch(scene, lang)), encoding="utf-8", newline="\n")
