"""Pure builders of Patches: what every sheet of the workbooks shall show."""
