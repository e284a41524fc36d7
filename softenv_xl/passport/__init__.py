"""The identity that a sent workbook carries: what it is, whose, from which state, and that this school issued it.

Pure: bytes and values. Where the key is kept is `key_folder`'s, how a workbook carries a passport is the host's.
"""
