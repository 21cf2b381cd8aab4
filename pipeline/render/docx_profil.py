"""The numbers of a layout profile, put on the sections and styles of a Word template."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from pipeline.record.profil import KERTAS_MM, Profil


def atur(document: Document, profil: Profil) -> None:
    """Paper, margins, font, sizes and spacing of the profile, put on sections and styles."""
    width, height = KERTAS_MM[profil.kertas]
    for section in document.sections:
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.top_margin, section.bottom_margin = Mm(profil.margin.atas), Mm(profil.margin.bawah)
        section.left_margin, section.right_margin = Mm(profil.margin.kiri), Mm(profil.margin.kanan)
        section.header_distance = Mm(min(10.0, profil.margin.atas))
        section.footer_distance = Mm(min(10.0, profil.margin.bawah))
    styles = {s.style_id: s for s in document.styles}
    normal: Any = styles["Normal"]
    normal.font.name, normal.font.size = profil.fon, Pt(profil.ukuran_pt)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{slot}"), profil.fon)
    kop = profil.kop
    sizes = {"KopPemerintah": kop.pemerintah_pt, "KopNama": kop.nama_pt, "KopAlamat": kop.alamat_pt}
    for style_id, size in sizes.items():
        if style_id in styles:
            styles[style_id].font.size = Pt(size)
    for style_id, style in styles.items():
        if style_id.startswith(("IsiNaskah", "Butir", "KutipanNaskah")):
            style.paragraph_format.line_spacing = profil.spasi
    if (line := styles.get("KopGaris")) is not None:
        for old in line.element.iter(qn("w:bottom")):
            old.set(qn("w:val"), "thinThickSmallGap" if kop.garis_ganda else "single")
            old.set(qn("w:sz"), str(round(kop.garis_pt * 8)))


def tanpa_gaya_lama(document: Document) -> None:
    """Drop the second copy of the styles that Word 2010 kept: it would contradict the profile's."""
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            document.part.rels.pop(key)
