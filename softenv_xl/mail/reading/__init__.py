"""A message into its attachments, whoever wrote it and however: what it is called, who sent it, what hangs on it.

Nothing is raised for what a message holds. It may ask for more memory or time than there is, so messages from outside are read
where files from outside are: in the gate's worker processes. `walking` reads messages as they travel, `outlook` those that
Outlook saved; neither is loaded before it is needed.
"""

from softenv_xl.mail.reading.parts import Mail, Part
from softenv_xl.mail.reading.sniffing import is_mail, is_mailbox

__all__ = ["Mail", "Part", "is_mail", "is_mailbox"]
