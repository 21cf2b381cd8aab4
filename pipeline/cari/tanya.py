"""Words and filters → the documents that say them, with sentence and page; the best first."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from pipeline.cari.indeks import HALAMAN, KALIMAT, rata

_BUKA, _TUTUP = "\x02", "\x03"
_BAGIAN = re.compile(r'(-?)"([^"]*)"?|(-?)(\S+)')
BOBOT_JUDUL = 5.0
"""A word in the title counts as much as five in the text."""


@dataclass(frozen=True)
class Saring:
    """Which documents may answer; what is None does not matter. `wilayah` are codes, with all below them."""

    tahun: int | None = None
    wilayah: tuple[str, ...] | None = None
    pejabat: str | None = None
    instansi: str | None = None
    jenis: str | None = None


@dataclass(frozen=True)
class Kutipan:
    """A sentence that answers: its page from 1, its text, and where the words stand in it."""

    halaman: int
    teks: str
    sorot: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Hasil:
    """A document that answers, with its best sentences."""

    berkas: str
    rekaman: str
    jenis: str
    judul: str
    nomor: str
    tanggal: str
    keamanan: str
    instansi: str
    diralat: str
    kutipan: tuple[Kutipan, ...]


class TanpaKata(ValueError):
    """The question holds no word that could be looked for."""


def ungkapan(words: str) -> str:
    """The question as an FTS5 expression in which nothing a user types is syntax.

    Words are all wanted, `"in quotes"` as a phrase, `-word` not, `word*` as a beginning. Several bare words also
    count as a phrase, which puts documents that say them together first. Raises TanpaKata.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    plain: list[str] = []
    for m in _BAGIAN.finditer(words):
        minus, text, phrase = m[1] or m[3], m[2] if m[2] is not None else m[4], m[2] is not None
        tokens = rata(text).split()
        if not tokens:
            continue
        star = "*" if not phrase and text.endswith("*") else ""
        (unwanted if minus else wanted).append(f'"{" ".join(tokens)}"{star}')
        if not minus and not phrase and not star:
            plain += tokens
    if not wanted:
        raise TanpaKata
    said = " AND ".join(wanted)
    if len(plain) > 1 and len(plain) == len(wanted):
        said = f'("{" ".join(plain)}") OR ({said})'
    return f"({said})" + "".join(f" NOT {u}" for u in unwanted)


def tanya(
    db: sqlite3.Connection, words: str, saring: Saring, batas: int = 10, kutipan: int = 3
) -> tuple[int, list[Hasil]]:
    """How many documents answer, and the first of them with their best sentences.

    Without words, the newest documents that pass the filters. Raises TanpaKata.
    """
    where, values = _syarat(saring)
    if not words.strip():
        rows = db.execute(
            f"SELECT {_KOLOM}, '' FROM dokumen d WHERE {where} ORDER BY tanggal DESC, berkas LIMIT ?",
            (*values, batas),
        ).fetchall()
        total = db.execute(f"SELECT count(*) FROM dokumen d WHERE {where}", values).fetchone()[0]
        return total, [_hasil(db, row, ()) for row in rows]
    match = ungkapan(words)
    # the plus keeps SQLite from asking the full-text index once for each document that passes the filters
    limit = "TRUE" if where == "TRUE" else f"+teks.rowid IN (SELECT d.id FROM dokumen d WHERE {where})"
    ranked = db.execute(
        f"""WITH jawaban AS MATERIALIZED (
                SELECT rowid AS id, bm25(teks, {BOBOT_JUDUL}, 1.0) AS jarak FROM teks WHERE teks MATCH ? AND {limit}
            )
            SELECT id, (SELECT count(*) FROM jawaban) FROM jawaban ORDER BY jarak, id LIMIT ?""",
        (match, *values, batas),
    ).fetchall()
    total = ranked[0][1] if ranked else 0
    out = []
    for number, _ in ranked:
        row = db.execute(
            f"""SELECT {_KOLOM}, highlight(teks, 1, '{_BUKA}', '{_TUTUP}')
                FROM teks JOIN dokumen d ON d.id = teks.rowid WHERE teks MATCH ? AND teks.rowid = ?""",
            (match, number),
        ).fetchone()
        out.append(_hasil(db, row, _kutipan(row[-1], kutipan)))
    return total, out


_KOLOM = "d.berkas, d.rekaman, d.jenis, d.judul, d.nomor, d.tanggal, d.keamanan, d.instansi"


def _hasil(db: sqlite3.Connection, row: tuple[str, ...], said: tuple[Kutipan, ...]) -> Hasil:
    newer = db.execute("SELECT rekaman FROM dokumen WHERE ralat = ? LIMIT 1", (row[1],)).fetchone()
    file, record, kind, title, number, day, secrecy, agency = row[:8]
    corrected = newer[0] if newer else ""
    return Hasil(file, record, kind, title, number, day, secrecy, agency, corrected, said)


def _kutipan(marked: str, most: int) -> tuple[Kutipan, ...]:
    """The sentences with the most of the words, in the order of the document."""
    found: list[tuple[int, int, Kutipan]] = []
    open_before = False
    order = 0
    for number, page in enumerate(marked.split(HALAMAN), 1):
        for sentence in page.split(KALIMAT):
            order += 1
            # a phrase may run over the end of a sentence: then its mark closes in the next
            text = (_BUKA if open_before else "") + sentence
            open_before = text.count(_BUKA) > text.count(_TUTUP)
            if _BUKA not in text:
                continue
            plain, places = _sorot(text)
            words = {plain[a:b].casefold() for a, b in places}
            score = sum(len(w.split()) ** 2 for w in words)
            found.append((-score, order, Kutipan(number, plain, places)))
    top = min((score for score, _, _ in found), default=0)
    best = sorted((f for f in found if 2 * f[0] <= top), key=lambda f: f[:2])[:most]
    return tuple(k for _, _, k in sorted(best, key=lambda f: f[1]))


def _sorot(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without its marks, and where they stood; neighbouring words are one place."""
    plain = ""
    places: list[tuple[int, int]] = []
    start: int | None = None
    for part in re.split(f"([{_BUKA}{_TUTUP}])", text):
        if part == _BUKA:
            start = len(plain)
        elif part == _TUTUP:
            if start is not None:
                places.append((start, len(plain)))
            start = None
        else:
            plain += part
    if start is not None:
        places.append((start, len(plain)))
    joined: list[tuple[int, int]] = []
    for a, b in places:
        if joined and not plain[joined[-1][1] : a].strip():
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return plain, tuple(joined)


def _syarat(saring: Saring) -> tuple[str, tuple[object, ...]]:
    terms: list[str] = []
    values: list[object] = []
    if saring.tahun is not None:
        terms.append("d.tahun = ?")
        values.append(saring.tahun)
    if saring.jenis is not None:
        terms.append("d.jenis = ?")
        values.append(saring.jenis)
    if saring.wilayah is not None:
        below = " OR ".join("e.nilai = ? OR e.nilai GLOB ?" for _ in saring.wilayah) or "FALSE"
        terms.append(_terkait(f"e.jenis = 'wilayah' AND ({below})"))
        values += [v for code in saring.wilayah for v in (code, f"{code}.*")]
    if saring.pejabat is not None:
        terms.append(
            _terkait(
                "(e.jenis = 'kunci' AND e.nilai = ?) OR (e.jenis = 'pejabat' AND ' ' || e.nilai || ' ' GLOB ?)"
            )
        )
        from pipeline.reference.nama import urai_nama

        bare = rata(urai_nama(saring.pejabat).nama)  # the index has names without titles and degrees
        values += [saring.pejabat.strip().casefold(), f"* {bare or chr(0)} *"]
    if saring.instansi is not None:
        terms.append(_terkait("e.jenis = 'instansi' AND ' ' || e.nilai || ' ' GLOB ?"))
        values.append(f"* {rata(saring.instansi) or chr(0)} *")
    return " AND ".join(terms) or "TRUE", tuple(values)


def _terkait(term: str) -> str:
    return f"d.id IN (SELECT k.dokumen FROM entitas e JOIN kaitan k ON k.entitas = e.id WHERE {term})"


def wilayah(db: sqlite3.Connection, name: str) -> tuple[str, ...]:
    """The codes of the regions that archived documents name exactly so; none where the words are not that exact."""
    rows = db.execute(
        "SELECT nilai FROM entitas WHERE jenis = 'wilayah' AND tampil = ? COLLATE NOCASE",
        (" ".join(name.split()),),
    )
    return tuple(code for (code,) in rows)
