"""What is measured: the sample documents, one record with many attendees, short records by the hundred."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from korpus import KOP, teks_bersih

from pipeline.bawaan import folder_fon
from pipeline.naskah import Naskah
from pipeline.render.pdf import _FACES, halaman

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "templates"
REKAMAN = ("2026-11-24-rakor-pug-contoh", "2026-09-07-musrenbang-contoh")
"""The final samples; each makes minutes and a report."""
SEDIKIT, BANYAK = 10, 3000
"""Attendees between which the cost per page may grow by `Batas.per_halaman`."""
SEDANG = 400
"""Attendees that already fill most pages: from here to `BANYAK` only size differs, not what a page holds."""


@dataclass(frozen=True)
class Batas:
    """The goals: ratios, bytes, and the few limits in seconds or records a second."""

    pdf: float = 1.6
    selain_pdf: float = 0.12
    per_halaman: float = 1.3
    memori_rata: float = 0.05
    puncak_mb: int = 400
    docx: float = 2.0
    dua_pekerja: float = 1.9
    tanpa_kerja: float = 1.0
    tanpa_kerja_ninja: float = 2.0
    periksa_per_detik: int = 2000
    awasi_docx: float = 0.15
    awasi_pdf: float = 1.0


def html_utuh(naskah: Naskah) -> str:
    """The page of a document that needs nothing beside it: styles, fonts and pictures named inside."""
    html, styles, pictures = halaman(naskah, TEMPLATES)
    faces = "".join(
        f'@font-face{{font-family:"{family}";src:url("{(folder_fon() / stem).as_uri()}.ttf");'
        f"font-weight:{weight};font-style:{style}}}"
        for stem, family, weight, style in _FACES
    )
    for url, (data, kind) in pictures.items():
        html = html.replace(url, f"data:{kind};base64,{base64.b64encode(data).decode()}")
    sheets = "".join(f"<style>{text}</style>" for text in (faces, *styles))
    return html.replace("</head>", f"{sheets}</head>")


JABATAN = (
    "Analis Kebijakan Ahli Muda",
    "Kepala Bidang Data",
    "Perencana Ahli Pertama",
    "Penelaah Teknis",
    "Sekretaris",
)
INSTANSI = tuple(
    f"{agency} Contoh {region}"
    for region in (
        "Kabupaten Serang",
        "Kota Serang",
        "Kabupaten Lebak",
        "Kota Cilegon",
        "Kabupaten Pandeglang",
    )
    for agency in ("Dinas", "Badan", "Bappeda", "Kecamatan", "Inspektorat", "Sekretariat Daerah", "BPBD")
)
"""What attendees are and where: as many agencies as a meeting of a province has."""


def dihadiri(people: int) -> str:
    """The first sample with that many attendees in place of its own, as text of a record."""
    text = (ROOT / "inputs" / "rapat" / f"{REKAMAN[0]}.yaml").read_text(encoding="utf-8")
    kept: list[str] = []
    dropping = False
    for line in text.splitlines():
        if line[:1] not in (" ", "-", "#", ""):
            dropping = line.split(":")[0] in ("peserta", "rekap", "dokumen")
        if not dropping:
            kept.append(line)
    rows = [
        f"  - {{nama: 'Siti Contoh Peserta Ke-{n}, S.Sos., M.Si.', jk: {'P' if n % 2 else 'L'}, "
        f"nip: '19{70 + n % 25}{n // 25 % 12 + 1:02d}{n // 300 % 28 + 1:02d} 201505 {2 if n % 2 else 1} {n % 899 + 101:03d}', "
        f"jabatan: {JABATAN[n % len(JABATAN)]}, instansi: {INSTANSI[n % len(INSTANSI)]}}}"
        for n in range(1, people + 1)
    ]
    return "\n".join([*kept, "dokumen: [notula]", "peserta:", *rows, ""])


def pendek(count: int) -> Iterator[tuple[str, str]]:
    """Names and texts of short records that all differ, and the letterhead they share."""
    yield "kop-korpus", KOP
    for seed in range(count):
        yield f"korpus-{seed:04d}", teks_bersih(seed)
