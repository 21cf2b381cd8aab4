"""The quick answer: a build or check of everything that finds nothing to do needs no command line.

Loading the whole command line takes longer than to look at ten thousand records. So arguments
that a few lines can read are read here, and whatever is not plain, or not done already, is left
to the whole; the workers of what is to be done load meanwhile.
"""

from __future__ import annotations

import gc
from pathlib import Path

_TANYA = {"build": "bangun", "check": "periksa"}


def jawaban_cepat(args: list[str]) -> int | None:
    """The exit code, with everything printed, where nothing is to do; else None, and nothing printed."""
    named = _baca(args)
    if named is None:
        return None
    command, folder, lang, quiet, jobs = named
    from pipeline.workspace import find

    space = find(Path(folder))
    if space is None:
        return None
    gc.disable()  # ten thousand rows are no garbage, and the run is over in a moment
    try:
        from pipeline.build.kerja import tanpa_kerja

        made = tanpa_kerja(space, _TANYA[command], jobs)
        if made is None:
            return None
        from pipeline.cli import tampil
        from pipeline.cli.keluaran import Exit, Options

        opts = Options(Path(folder), "en" if lang == "en" else "id", "text", quiet, False)
        (tampil.bangunan if command == "build" else tampil.pemeriksaan)(opts, space, made)
        return Exit.FINDINGS if made.ada_galat else Exit.OK
    except OSError:
        return None
    finally:
        gc.enable()


def _baca(args: list[str]) -> tuple[str, str, str, bool, int] | None:
    """Command, folder, language, quiet and workers (0: as many as there are cores), where there is nothing else."""
    command, folder, lang, quiet, jobs = "", ".", "id", False, "0"
    rest = iter(args)
    for arg in rest:
        if arg == "-C":
            folder = next(rest, "")
        elif arg == "--lang":
            lang = next(rest, "")
        elif arg in ("-q", "--quiet"):
            quiet = True
        elif arg in ("-j", "--jobs"):
            jobs = next(rest, "")
        elif arg in _TANYA and not command:
            command = arg
        else:
            return None
    plain = command and folder and lang in ("id", "en") and jobs.isascii() and jobs.isdigit()
    return (command, folder, lang, quiet, int(jobs)) if plain else None
