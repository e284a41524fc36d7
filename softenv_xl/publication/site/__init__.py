"""The website column: static pages in both languages, without scripts, without anything from elsewhere."""
