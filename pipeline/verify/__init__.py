"""Verification of a PDF by itself: signatures, every byte, and the record it was made from.

Nothing here needs the workspace the PDF came from. `periksa` is the whole of it; the other
modules are its parts, each a function of bytes or of what an earlier part returned.
"""
