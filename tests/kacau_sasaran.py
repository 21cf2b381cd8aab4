"""What the campaign of hostile inputs is aimed at: each place where somebody's file is opened, with real files to start from.

A target gives a word for the outcome: a finding's code, a documented refusal, or `jadi`. Whatever
else it raises is a fault.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import kacau
import openpyxl
from berkas_ttd import naskah_final, tandatangani
from contoh import LENGKAP, ROOT, TEMPLATES, acuan, naskah
from impor.kasus import BUATAN, FOLDER
from pki import pki_hidup

from pipeline.cari.dokumen import BukanArsip, arsip
from pipeline.checks import examine
from pipeline.checks.rujukan import masalah_gambar
from pipeline.impor import daftar
from pipeline.impor.baca import dari_bita
from pipeline.impor.sumber import Ditolak
from pipeline.impor.susun import susun
from pipeline.impor.tulis import teks_rekaman
from pipeline.ledger.berkas_pdf import bertanda_tangan, masalah_pdf, rekaman_dalam
from pipeline.ledger.masalah import Tolakan
from pipeline.ledger.terima import pindaian
from pipeline.proof.extract import NaskahRusak, text_of_docx, unmarked_docx
from pipeline.read import parse
from pipeline.record.instansi import Instansi
from pipeline.record.pejabat import DaftarPejabat
from pipeline.record.profil import Profil
from pipeline.record.rapat import Rapat
from pipeline.record.record import Record
from pipeline.render import RenderFault
from pipeline.render.docx import render_docx
from pipeline.render.lint import check_templates
from pipeline.render.raster import raster
from pipeline.verify.isi import Ditolak as IsiDitolak
from pipeline.verify.isi import buka_sumber
from pipeline.verify.periksa import periksa, periksa_bita


@dataclass(frozen=True)
class Sasaran:
    """A target: how many inputs of a hundred thousand it gets, what to start from, how that is changed."""

    nama: str
    banyak: int
    benih: Callable[[], Sequence[bytes]]
    ubah: kacau.Ubah
    coba: Callable[[bytes], str]


def _berkas(*patterns: str) -> list[bytes]:
    return [p.read_bytes() for pattern in patterns for p in sorted(ROOT.glob(pattern))]


@cache
def _rekaman() -> list[bytes]:
    """Records: whole ones, and the parts between their top-level keys, which are read in a moment."""
    whole = [LENGKAP.read_bytes(), *_berkas("inputs/rapat/*.yaml")]
    parts = []
    for data in whole:
        lines = data.decode().split("\n")
        starts = [n for n, line in enumerate(lines) if line[:1].isalpha()] + [len(lines)]
        parts += ["\n".join(lines[a:b]).encode() for a, b in zip(starts, starts[3:], strict=False)]
    return [*parts, *whole]


def _codes(findings: Sequence[object]) -> str:
    codes = sorted({f.code for f in findings})  # type: ignore[attr-defined]
    return codes[0] if codes else "jadi"


def _baca(model: type) -> Callable[[bytes], str]:  # type: ignore[type-arg]
    return lambda data: _codes(parse(data, model, "x.yaml").findings)


def _baca_periksa(data: bytes) -> str:
    reading = parse(data, Rapat, "x.yaml")
    file = ROOT / "inputs" / "rapat" / "x.yaml"
    record = Record(file, reading.value, reading.places, reading.damaged, data)
    return _codes(examine(record, reading.findings, acuan())[1])


def _impor(kind: str) -> Callable[[bytes], str]:
    def coba(data: bytes) -> str:
        try:
            draft = susun(dari_bita(data, f"x{kind}", kind))
        except Ditolak:
            return "ditolak"
        Rapat.model_validate(draft.data)
        text = teks_rekaman(draft, "x", "", "skema", lambda _: [])
        assert not [f for f in parse(text.encode(), Rapat, "x").findings if f.code.startswith("Y")], (
            "draf cacat"
        )
        return "jadi"

    return coba


def _hadir(kind: str) -> Callable[[bytes], str]:
    def coba(data: bytes) -> str:
        try:
            daftar.baca(data, f"x{kind}", kind)
        except Ditolak:
            return "ditolak"
        return "jadi"

    return coba


@cache
def _lembar() -> list[bytes]:
    book = openpyxl.Workbook()
    rows = [
        ["Daftar Hadir"], [], ["No", "Nama", "NIP", "Jabatan", "Instansi", "L/P", "Tanda Tangan"],
        [1, "Siti Contoh, S.E.", 198501012010012001, "Kepala Bidang", "Dinas Contoh", "P", "ttd"],
        [2, "Contohwan", 1.97509122001122e17, "Analis", "Bappeda", "L", None],
    ]  # fmt: skip
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("E4:E5")
    out = io.BytesIO()
    book.save(out)
    return [out.getvalue()]


@cache
def _buatan(kind: str) -> list[bytes]:
    """Made once, before a worker has its limits."""
    return [make() for k, make in BUATAN.values() if k == kind]


@cache
def _naskah_pdf() -> list[bytes]:
    """A final PDF, and one that is signed."""
    with tempfile.TemporaryDirectory() as folder, pki_hidup(Path(folder)) as pki:
        return [naskah_final(), tandatangani(naskah_final(), pki, "ketua", 1, "B-B")]


def _buka_pdf(data: bytes) -> str:
    why = masalah_pdf(data)
    rekaman_dalam(data)
    bertanda_tangan(data)
    try:
        arsip(data, "x.pdf", "", "x")
    except BukanArsip:
        return "bukan arsip"
    return "jadi" if why is None else "ditolak"


def _verifikasi(data: bytes) -> str:
    return str(periksa(data, "x.pdf").putusan)


def _templat(data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "templates"
        (root / "docx").mkdir(parents=True)
        _, made = naskah()
        (root / "docx" / f"notula.{made.profil.bentuk}.docx").write_bytes(data)
        found = {f.code for f in check_templates(root)}
        try:
            render_docx(replace(made), root)
        except RenderFault as fault:
            return _codes(fault.findings)
        return min(found, default="jadi")


def _bukti_docx(data: bytes) -> str:
    try:
        text_of_docx(data)
        unmarked_docx(data)
    except NaskahRusak:
        return "rusak"
    return "jadi"


def _paket(data: bytes) -> str:
    try:
        buka_sumber(data)
    except IsiDitolak:
        return "ditolak"
    return "jadi"


def _gambar(ending: str) -> Callable[[bytes], str]:
    def coba(data: bytes) -> str:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "inputs" / "rapat"
            place.mkdir(parents=True)
            (place / f"a{ending}").write_bytes(data)
            if masalah_gambar(place, f"a{ending}") is not None:
                return "R003"
            try:
                raster(place / f"a{ending}")
            except OSError:
                return "tidak tergambar"
        return "jadi"

    return coba


def _pindaian(data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pindai"
        file.write_bytes(data)
        try:
            pindaian(file)
        except Tolakan:
            return "ditolak"
    return "jadi"


@cache
def _docx_jadi() -> list[bytes]:
    return [render_docx(naskah()[1], TEMPLATES)]


@cache
def _sumber_zip() -> list[bytes]:
    import pikepdf

    with pikepdf.open(io.BytesIO(naskah_final())) as held:
        return [held.attachments["sumber.zip"].get_file().read_bytes()]


_SVG = [
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><defs><g id="a"><path d="M1 1L9 9Z" fill="red"/></g>'
    b'<linearGradient id="b"><stop offset="0" stop-color="#fff"/><stop offset="1"/></linearGradient></defs>'
    b'<use href="#a" x="4"/><rect width="9" height="9" fill="url(#b)"/><text x="3" y="9">KAB</text></svg>',
]

SASARAN = (
    Sasaran("pembaca: rekaman", 38_000, _rekaman, kacau.teks, _baca(Rapat)),
    Sasaran("pembaca: kop", 8_000, lambda: _berkas("inputs/instansi/*.yaml"), kacau.teks, _baca(Instansi)),
    Sasaran("pembaca: profil", 8_000, lambda: _berkas("inputs/profil/*.yaml"), kacau.teks, _baca(Profil)),
    Sasaran("pembaca: pejabat", 8_000, lambda: _berkas("inputs/pejabat.yaml"), kacau.teks, _baca(DaftarPejabat)),
    Sasaran("pembaca dan pemeriksaan", 4_000, _rekaman, kacau.teks, _baca_periksa),
    Sasaran("impor: txt", 6_000, lambda: [p.read_bytes() for p in sorted(FOLDER.glob("*.txt"))], kacau.teks, _impor(".txt")),
    Sasaran("impor: md", 4_000, lambda: [p.read_bytes() for p in sorted(FOLDER.glob("*.md"))], kacau.teks, _impor(".md")),
    Sasaran("impor: html", 4_000, lambda: [p.read_bytes() for p in sorted(FOLDER.glob("*.html"))], kacau.html, _impor(".html")),
    Sasaran("impor: docx", 3_500, lambda: _buatan(".docx"), kacau.paket, _impor(".docx")),
    Sasaran("impor: pdf", 2_500, lambda: _buatan(".pdf"), kacau.pdf, _impor(".pdf")),
    Sasaran("hadir: xlsx", 4_000, _lembar, kacau.paket, _hadir(".xlsx")),
    Sasaran("hadir: csv", 4_000, lambda: _berkas("inputs/sumber/*.csv"), kacau.teks, _hadir(".csv")),
    Sasaran("verifikasi: bita", 2_500, _naskah_pdf, kacau.pdf, lambda d: _codes(periksa_bita(d, "x").temuan)),
    Sasaran("verifikasi: utuh", 300, _naskah_pdf, kacau.pdf, _verifikasi),
    Sasaran("verifikasi: docx", 500, _docx_jadi, kacau.paket, _verifikasi),
    Sasaran("verifikasi: sumber.zip", 2_000, _sumber_zip, kacau.paket, _paket),
    Sasaran("pembuka: pdf", 800, _naskah_pdf, kacau.pdf, _buka_pdf),
    Sasaran("pembuka: pindaian", 800, lambda: [*_buatan(".pdf"), *_berkas("inputs/rapat/gambar/*.*")], kacau.bita, _pindaian),
    Sasaran("pembuka: templat docx", 600, lambda: _berkas("templates/docx/notula*.docx"), kacau.paket, _templat),
    Sasaran("pembuka: bukti docx", 1_500, _docx_jadi, kacau.paket, _bukti_docx),
    Sasaran("gambar: png", 1_500, lambda: _berkas("inputs/rapat/gambar/*.png"), kacau.bita, _gambar(".png")),
    Sasaran("gambar: jpg", 700, lambda: _berkas("inputs/rapat/gambar/*.jpg"), kacau.bita, _gambar(".jpg")),
    Sasaran("gambar: svg", 1_500, lambda: [*_berkas("inputs/instansi/*.svg"), *_SVG], kacau.xml, _gambar(".svg")),
)  # fmt: skip
