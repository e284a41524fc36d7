"""From what is prepared to mails: who gets what, the words, the ledger, and the three ways out.

plan      who gets what, who can't and why                       plan, letters, attachments
compose   a mail with exactly the headers that a draft needs      message, names, addresses, wording
carry out one after the other, each step in the ledger first      dispatch, mail_ledger
ways      drafts in the mailbox, a folder of .eml files, SMTP     drafts, eml_folder, smtp
"""
