"""Word documents: letters, pledges, slips and notices, each from a template that the school may edit."""
