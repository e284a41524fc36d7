"""Mailboxes of the tests: a Dovecot of their own, and a scripted server for what it can't imitate."""
