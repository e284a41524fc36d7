"""Returns that need changes, back to their teachers: their own files, with a mark and a note in each wrong cell."""

from softenv_xl.exchange.returned.sending_back import FOLDER, Copy, SentBack, Uncopied, send_back

__all__ = ["FOLDER", "Copy", "SentBack", "Uncopied", "send_back"]
