"""Returns that come by e-mail, and what is sent: accounts, messages read, where they come from."""
