"""The `notula` command: the quick answer where one will do, else the whole command line."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from typing import NoReturn

PERINTAH = {
    "build": "build:build",
    "check": "check:check",
    "fix": "fix:fix",
    "new": "new:new",
    "import": "impor:impor",
    "watch": "watch:watch",
    "skema": "skema:skema",
    "init": "init:init",
    "nomor": "nomor:nomor",
    "terima": "terima:terima",
    "ralat": "ralat:ralat",
    "ledger": "ledger:app",
    "archive": "archive:app",
    "cari": "cari:cari",
    "verify": "verify:verify",
    "sign": "sign:sign",
    "templates": "templates:app",
    "tindak-lanjut": "tindak_lanjut:app",
    "pejabat": "pejabat:app",
}
"""The commands in the order of the help: where their functions (or, of groups, their apps) stand."""


BENDERA = frozenset({"--json", "-q", "--quiet", "--debug", "--version"})
BERNILAI = frozenset({"--lang", "--format", "-C"})


def _common_first(args: list[str]) -> list[str]:
    """The options that all commands share, wherever they stand, before the command."""
    front: list[str] = []
    rest: list[str] = []
    todo = list(args)
    while todo:
        arg = todo.pop(0)
        if arg == "--":
            rest += [arg, *todo]
            break
        if arg in BENDERA or (arg.split("=")[0] in BERNILAI and "=" in arg):
            front.append(arg)
        elif arg in BERNILAI and todo:
            front += [arg, todo.pop(0)]
        else:
            rest.append(arg)
    return front + rest


def inggris(args: list[str]) -> bool:
    """Whether English is asked for, as far as that can be told before the arguments are understood."""
    return "--lang=en" in args or "--lang en" in " ".join(args)


def _berhenti_seperti_ctrl_c() -> None:
    """From now on what asks us to end (`kill`, a service manager) is heard as Ctrl-C is."""

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    with suppress(ValueError):  # not in the main thread: whoever calls us from another sees to signals
        if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            signal.signal(signal.SIGTERM, stop)


def main(arguments: list[str] | None = None) -> None:
    """Run the command and exit with its code."""
    args = _common_first(sys.argv[1:] if arguments is None else arguments)
    try:
        _berhenti_seperti_ctrl_c()
        from pipeline.cli.cepat import jawaban_cepat

        code = jawaban_cepat(args)
        if code is None:
            from pipeline.cli.utama import jalankan

            code = jalankan(args)
    except KeyboardInterrupt:  # also while all this is still being loaded
        for again in (signal.SIGINT, signal.SIGTERM):  # once more, it ends the farewell too
            signal.signal(again, signal.SIG_DFL)
        said = (
            "Stopped; what was finished is kept."
            if inggris(args)
            else "Dihentikan; yang sudah selesai tetap ada."
        )
        print(said, file=sys.stderr)
        code = 130
    sys.exit(code)
