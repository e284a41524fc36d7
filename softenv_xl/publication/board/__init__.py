"""The notice-board sheet: the same models as the website, in a Word template that the school may edit."""
