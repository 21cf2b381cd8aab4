"""The top of a document: letterhead, title and kind of meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.impor.kenal.bagian import judul_kapital
from pipeline.impor.kenal.identitas import adalah_label, penyelenggara
from pipeline.impor.kenal.waktu import hari
from pipeline.impor.klaim import Hasil, Klaim
from pipeline.impor.sumber import Blok
from pipeline.reference.jenis import JENIS
from pipeline.reference.label import label_bagian
from pipeline.reference.sebutan_orang import INSTANSI, WILAYAH

_PEMERINTAH = re.compile(
    r"^PEMERINTAH (?:DAERAH )?(?:PROVINSI|KABUPATEN|KOTA|ACEH)\b|^KEMENTERIAN\b|^PEMERINTAH ACEH", re.I
)
_ALAMAT = re.compile(
    r"\b(?:Jalan|Jln?\.|Telp|Telepon|Tlp|Fax|Faks|Laman|Website|Situs|E-?mail|Pos-?el|Surel|Kode Pos|www\.)\b|@|\b\d{5}\b",
    re.I,
)
_NASKAH = re.compile(
    r"^(?P<n>(?:DRAF(?:T)? )?(?:NOTULA|NOTULEN|NOTULENSI|RISALAH|LAPORAN(?: HASIL| PELAKSANAAN| KEGIATAN)?|BERITA ACARA|RESUME|CATATAN|HASIL))\b[\s:]*(?P<r>.*)$",
    re.I,
)
_BUKAN_JUDUL = re.compile(
    r"^(?:admin\w*|oleh|penulis|redaksi|editor|berita|beranda|home|humas|dibaca|kategori|tags?|bagikan|share|nomor|logo|tentang)\b",
    re.I,
)


def kepala(blocks: Sequence[Blok], edge: Sequence[Blok]) -> Hasil:
    """Claims on organiser, title and kind from the lines before the first label, section or paragraph."""
    top = [*edge, *_atas(blocks)]
    out = _kop(top)
    used = {n for k in out if isinstance(k, Klaim) for n in k.blok}
    title = _judul([b for b in top if b.no not in used and b.jenis != "tepi"], blocks)
    return [*out, *title]


def _atas(blocks: Sequence[Blok]) -> list[Blok]:
    out: list[Blok] = []
    for b in blocks:
        if b.jenis == "baris" or adalah_label(b) or len(b.teks) > 220 or len(out) > 25:
            break
        if b.teks.endswith(".") and len(b.teks) > 90 and not _ALAMAT.search(b.teks):
            break
        out.append(b)
    return out


def _kop(top: Sequence[Blok]) -> Hasil:
    at = next(
        (
            i
            for i, b in enumerate(top)
            if _PEMERINTAH.match(b.teks) and (b.teks.isupper() or len(b.teks.split()) < 7)
        ),
        None,
    )
    if at is None:
        return _kop_tunggal(top)
    names: list[Blok] = []
    for b in top[at + 1 : at + 6]:
        if (
            _ALAMAT.search(b.teks)
            or "\t" in b.teks
            or _NASKAH.match(b.teks)
            or not (b.teks.isupper() or INSTANSI.search(b.teks))
        ):
            break
        if names and not (
            INSTANSI.search(b.teks)
            or names[-1].teks.rstrip().endswith((",", "DAN"))
            or re.match(r"(?:DAN|SERTA)\b|.*,$", b.teks)
        ):
            break
        names.append(b)
    chosen = names or [top[at]]
    agency = " ".join(b.teks for b in chosen)
    out = [
        Klaim(
            ("penyelenggara", "instansi"),
            agency,
            tuple(b.no for b in chosen),
            tuple(b.teks for b in chosen),
            lemah=True,
        )
    ]
    region = WILAYAH.search(top[at].teks) or WILAYAH.search(agency)
    if region:
        out.append(Klaim(("penyelenggara", "wilayah"), region[0], (top[at].no,), lemah=True))
    return list(out)


def _kop_tunggal(top: Sequence[Blok]) -> Hasil:
    """A letterhead of the agency alone: its line in capitals before the kind of document."""
    end = next((i for i, b in enumerate(top) if _NASKAH.match(b.teks)), 0)
    for b in top[:end]:
        if (
            b.teks.isupper()
            and (m := INSTANSI.search(b.teks.title()))
            and m.start() == 0
            and not _ALAMAT.search(b.teks)
        ):
            return penyelenggara(b.teks, (b.no,), (b.teks,), lemah=True)
    return []


def _judul(top: Sequence[Blok], blocks: Sequence[Blok]) -> Hasil:
    for n, b in enumerate(top):
        m = _NASKAH.match(b.teks)
        if not m or not (b.teks.isupper() or judul_kapital(b) or len(b.teks.split()) <= 12):
            continue
        pieces = [(b, m["r"].strip())] if m["r"].strip() else []
        for nxt in top[n + 1 :]:
            if re.fullmatch(r"tentang|nomor\b.*", nxt.teks, re.I):
                continue
            if (
                label_bagian(nxt.teks)
                or _ALAMAT.search(nxt.teks)
                or hari(nxt.teks)
                or _BUKAN_JUDUL.match(nxt.teks)
                or nxt.jenis == "butir"
            ):
                break
            if (not judul_kapital(nxt) and not nxt.teks[0].isupper()) or len(pieces) > 4:
                break
            pieces.append((nxt, nxt.teks))
        words = " ".join(t for _, t in pieces)
        if re.fullmatch(r"(?:rapat|sidang)?", words, re.I):
            return []
        return _judul_jenis(words, tuple(p.no for p, _ in pieces), tuple(t for _, t in pieces))
    return _judul_berita(top, blocks)


def _judul_berita(top: Sequence[Blok], blocks: Sequence[Blok]) -> Hasil:
    """The headline: the first main heading, or the first line that is neither byline nor date."""
    headings = [b for b in blocks if b.jenis == "judul" and b.dalam == 1 and not label_bagian(b.teks)]
    lines = [b for b in top if b.jenis in ("judul", "teks")]
    for b in [*headings[:1], *lines]:
        short = len(b.teks.split()) < 3 and b not in headings
        if (
            short
            or b.teks.endswith((".", ":"))
            or _BUKAN_JUDUL.match(b.teks)
            or label_bagian(b.teks)
            or "\t" in b.teks
        ):
            continue
        if hari(b.teks) and len(b.teks.split()) < 9:
            continue
        if _PEMERINTAH.match(b.teks) or _ALAMAT.search(b.teks) or len(b.teks) > 200:
            continue
        return _judul_jenis(b.teks, (b.no,), (b.teks,))
    return []


def _judul_jenis(words: str, blocks: tuple[int, ...], taken: tuple[str, ...]) -> Hasil:
    out: Hasil = [Klaim(("judul",), words, blocks, taken, lemah=True)]
    if m := JENIS.search(words):
        out.append(Klaim(("jenis",), m[0], blocks, lemah=True))
    return out
