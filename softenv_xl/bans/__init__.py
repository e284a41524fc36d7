"""The rulebook: the default ten bans and service attitudes, and the school's own edition of them."""
