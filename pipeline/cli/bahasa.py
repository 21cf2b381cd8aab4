"""The words of the command line's own library in Indonesian: it has them in English only."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator

_BANTUAN = (
    ("Usage: ", "Pemakaian: "),
    ("[OPTIONS]", "[PILIHAN]"),
    ("COMMAND [ARGS]...", "PERINTAH [ARGUMEN]..."),
    ("\nOptions:", "\nPilihan:"),
    ("\nArguments:", "\nArgumen:"),
    ("\nCommands:", "\nPerintah:"),
    ("[required]", "[wajib]"),
    ("[default: ", "[bawaan: "),
    ("[env var:", "[variabel:"),
    ("Show this message and exit.", "Tampilkan bantuan ini."),
    ("Install completion for the current shell.", "Pasang pelengkap perintah pada shell ini."),
)
_PELENGKAP = re.compile(
    r"Show completion for the current shell, to copy it or\s+customize the installation\."
)

PEMAKAIAN = (
    ("No such option", "pilihan tidak dikenal"),
    ("No such command", "perintah tidak dikenal"),
    ("Missing argument", "argumen belum disebut"),
    ("Missing option", "pilihan belum disebut"),
    ("requires an argument", "memerlukan nilai"),
    ("Invalid value: ", ""),
    ("Invalid value for", "nilai tidak sah untuk"),
    ("Missing command", "perintah belum disebut"),
    ("Got unexpected extra argument", "argumen berlebih"),
    ("Input should be a valid integer, unable to parse string as an integer", "bukan bilangan bulat"),
    ("is not a valid integer", "bukan bilangan bulat"),
    ("Input should be greater than or equal to", "paling sedikit"),
    ("Input should be less than or equal to", "paling banyak"),
    ("Did you mean", "Maksud Anda"),
)
"""Words of usage errors."""


def pemakaian(message: str) -> str:
    """A usage error in Indonesian."""
    for word, indonesian in PEMAKAIAN:
        message = message.replace(word, indonesian)
    return message


def bantuan(text: str) -> str:
    """A help page in Indonesian."""
    for word, indonesian in _BANTUAN:
        text = text.replace(word, indonesian)
    return _PELENGKAP.sub("Tampilkan pelengkap perintah untuk shell ini.", text)


@contextlib.contextmanager
def bantuan_indonesia(wanted: bool) -> Iterator[None]:
    """Help that is printed inside comes out in Indonesian; all else goes its way."""
    if not wanted:
        yield
        return
    caught = io.StringIO()
    try:
        with contextlib.redirect_stdout(caught):
            yield
    finally:
        print(bantuan(caught.getvalue()), end="")
