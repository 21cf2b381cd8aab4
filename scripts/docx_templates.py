"""Make the starting Word templates; from then on an office edits them in Word.

python scripts/docx_templates.py templates/docx
"""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as RATA
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from pipeline.render.docx_profil import tanpa_gaya_lama

LANGKAH = 8.0  # mm

NOTULA_1_2023 = [
    ("Sidang/Rapat", "{{ sidang_rapat }}", ""),
    ("Hari/Tanggal", "{{ hari_tanggal }}", ""),
    ("Surat Undangan", "{{ surat_undangan }}", "surat_undangan"),
    ("Waktu Sidang/Rapat", "{{ waktu }}", ""),
    ("Tempat", "{{ tempat }}", "tempat"),
    ("Moda", "{{ moda }}", "moda"),
    ("Acara", "{{p acara }}", ""),
    ("Pimpinan Sidang/Rapat", None, ""),
    ("Ketua", "{{ ketua }}", ""),
    ("Sekretaris", "{{ sekretaris }}", "sekretaris"),
    ("Pencatat", "{{ pencatat }}", ""),
    ("Peserta sidang/rapat", "{{p peserta }}", ""),
    ("Kegiatan Sidang/Rapat", None, ""),
]
NOTULA_54_2009 = [
    ("SIDANG/RAPAT", "{{ sidang_rapat }}", ""),
    ("Hari/Tanggal", "{{ hari_tanggal }}", ""),
    ("Waktu/Jam Panggilan", "{{ waktu_panggilan }}", ""),
    ("Waktu/Jam Sidang/Rapat", "{{ waktu }}", ""),
    ("Tempat", "{{ tempat }}", "tempat"),
    ("Moda", "{{ moda }}", "moda"),
    ("Acara", "{{p acara }}", ""),
    ("PIMPINAN SIDANG/RAPAT", None, ""),
    ("Ketua", "{{ ketua }}", ""),
    ("Sekretaris", "{{ sekretaris }}", "sekretaris"),
    ("Pencatat", "{{ pencatat }}", ""),
    ("Peserta sidang/rapat", "{{p peserta }}", ""),
    ("KEGIATAN SIDANG/RAPAT", None, ""),
]
BAGIAN_NOTULA = [
    ("pembukaan", False), ("dasar", True), ("tujuan", True), ("pembahasan", False), ("kutipan", True),
    ("keputusan", False), ("rekomendasi", True), ("tindak_lanjut", True), ("penutup", False),
]  # fmt: skip
BAGIAN_LAPORAN = [(name, False) for name in ("pendahuluan", "kegiatan", "hasil", "simpulan_saran", "penutup")]


def gaya(d: Any) -> None:
    """The named styles that renderer and office share."""
    styles = d.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(12)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.widow_control = True
    lang = OxmlElement("w:lang")
    for slot, value in (("val", "id-ID"), ("eastAsia", "id-ID"), ("bidi", "ar-SA")):
        lang.set(qn(f"w:{slot}"), value)
    normal.element.get_or_add_rPr().append(lang)
    for old in styles.element.iter(qn("w:lang")):
        old.set(qn("w:val"), "id-ID")

    def baru(name: str, base: str = "Normal", **fmt: Any) -> Any:
        s = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        s.base_style, s.quick_style = styles[base], True
        atur(s, **fmt)
        return s

    def atur(s: Any, *, kiri=None, gantung=None, kanan=None, rata=None, tebal=None, miring=None, pt=None, sebelum=None, sesudah=None, ikut=None, utuh=None):  # fmt: skip
        f = s.paragraph_format
        if gantung is not None:
            f.left_indent, f.first_line_indent = Mm((kiri or 0) + gantung), Mm(-gantung)
            f.tab_stops.add_tab_stop(Mm((kiri or 0) + gantung))
        elif kiri is not None:
            f.left_indent = Mm(kiri)
        if kanan is not None:
            f.right_indent = Mm(kanan)
        f.alignment = rata if rata is not None else f.alignment
        s.font.bold, s.font.italic = tebal, miring
        if pt:
            s.font.size = Pt(pt)
        f.space_before = Pt(sebelum) if sebelum is not None else f.space_before
        f.space_after = Pt(sesudah) if sesudah is not None else f.space_after
        f.keep_with_next, f.keep_together = ikut, utuh

    for level in range(1, 5):
        s = styles[f"Heading {level}"]
        s.font.name, s.font.size, s.font.color.rgb = None, Pt(12), RGBColor(0, 0, 0)
        fonts = s.element.rPr.find(qn("w:rFonts"))
        if fonts is not None:
            s.element.rPr.remove(fonts)
        atur(
            s, kiri=max(level - 2, 0) * LANGKAH, gantung=LANGKAH, tebal=level < 3, pt=12,
            sebelum=10 if level == 1 else 6, sesudah=3, ikut=True, utuh=True,
        )  # fmt: skip
    baru("Isi Naskah", rata=RATA.JUSTIFY, sesudah=4)
    for level in range(1, 7):
        baru(f"Isi Naskah {level}", "Isi Naskah", kiri=level * LANGKAH, rata=RATA.JUSTIFY, sesudah=4)
        baru(f"Butir {level}", kiri=(level - 1) * LANGKAH, gantung=LANGKAH, rata=RATA.JUSTIFY, sesudah=3)
    baru("Judul Naskah", rata=RATA.CENTER, tebal=True, ikut=True)
    baru("Nomor Naskah", rata=RATA.CENTER, ikut=True)
    baru("Identitas", sesudah=2).paragraph_format.line_spacing = 1.0
    baru("Kutipan Naskah", kiri=10, kanan=10, rata=RATA.JUSTIFY, sebelum=4)
    baru("Sumber Kutipan", kiri=10, kanan=10, rata=RATA.RIGHT, sesudah=6, utuh=True)
    baru("Judul Tabel", rata=RATA.CENTER, tebal=True, pt=11, sebelum=6, sesudah=3, ikut=True)
    baru("Kepala Tabel", rata=RATA.CENTER, tebal=True, pt=10, ikut=True)
    baru("Sel Tabel", pt=10)
    baru("Jumlah Tabel", "Sel Tabel", tebal=True, pt=10)
    baru("Sela Tabel", pt=4)
    baru("Gambar Naskah", rata=RATA.CENTER, sebelum=6, sesudah=3)
    baru("Keterangan Gambar", rata=RATA.CENTER, miring=True, pt=10, sesudah=8, utuh=True)
    baru("Tanda Tangan", ikut=True, utuh=True)
    ruang = baru("Ruang Tanda Tangan", ikut=True, utuh=True)
    ruang.paragraph_format.space_before = Mm(20)
    baru("Tembusan", pt=10)
    lampiran = baru("Judul Lampiran", tebal=True, rata=RATA.LEFT, ikut=True)
    lampiran.paragraph_format.page_break_before = True
    baru("Nama Lampiran", rata=RATA.CENTER, tebal=True, sebelum=6, sesudah=8, ikut=True)
    baru("Kop Pemerintah", rata=RATA.CENTER, pt=12)
    baru("Kop Nama", rata=RATA.CENTER, tebal=True, pt=16)
    baru("Kop Alamat", rata=RATA.CENTER, pt=9)
    garis = baru("Kop Garis", pt=2, sesudah=10)
    garis.element.get_or_add_pPr().find(qn("w:spacing")).addprevious(
        parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="18" w:space="1" w:color="000000"/></w:pBdr>')
    )  # fmt: skip
    baru("Nomor Halaman", rata=RATA.CENTER)
    baru("Kaki Draf", rata=RATA.CENTER, pt=9)
    kosong = styles.add_style("Belum Diisi", WD_STYLE_TYPE.CHARACTER)
    kosong.element.get_or_add_rPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FFFF00"/>')
    )
    styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="TabelNaskah">'
            '<w:name w:val="Tabel Naskah"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
            + "".join(
                f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                for side in ("top", "left", "bottom", "right", "insideH", "insideV")
            )
            + '</w:tblBorders><w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
            '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        )
    )


def medan(p: Any, *parts: str) -> None:
    """Text with real fields: `PAGE` and `NUMPAGES` become complex fields with a cached result."""
    for part in parts:
        if part not in ("PAGE", "NUMPAGES"):
            p.add_run(part)
            continue
        for kind, inner in (
            ("begin", None),
            (None, f" {part} "),
            ("separate", None),
            ("", "2"),
            ("end", None),
        ):
            r = p.add_run()._r
            if kind in ("begin", "separate", "end"):
                c = OxmlElement("w:fldChar")
                c.set(qn("w:fldCharType"), kind)
            else:
                c = OxmlElement("w:instrText" if kind is None else "w:t")
                c.text = inner
                c.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            r.append(c)


def tabel_polos(cell: Any, columns: list[float]) -> Any:
    """A table without borders and with fixed columns (mm)."""
    t = cell.add_table(rows=0, cols=len(columns))
    t.autofit = False
    t.alignment = WD_TABLE_ALIGNMENT.LEFT
    t._tbl.tblPr.find(qn("w:tblLook")).addprevious(
        parse_xml(
            f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
        )
    )
    for column, width in zip(t._tbl.tblGrid.findall(qn("w:gridCol")), columns, strict=True):
        column.set(qn("w:w"), str(round(width * 1440 / 25.4)))
    return t


def baris(t: Any, columns: list[float], *, utuh: bool = False) -> list[Any]:
    """A new row's cells with their widths."""
    row = t.add_row()
    if utuh:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, width in zip(row.cells, columns, strict=True):
        cell.width = Mm(width)
    return list(row.cells)


def isi_sel(cell: Any, style: str, *lines: str) -> None:
    """The lines as the cell's paragraphs."""
    for number, line in enumerate(lines):
        p = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        p.style = style
        p.add_run(line)


def kop(section: Any) -> None:
    """Letterhead in the first page's header; page number in the others; draft line in the footers."""
    section.different_first_page_header_footer = True
    first = section.first_page_header
    first.is_linked_to_previous = False
    p = first.paragraphs[0]
    p.style = "Kop Alamat"
    p.add_run("{%p if kop.letak_lambang == 'tengah' and kop.lambang %}")
    first.add_paragraph("{{ kop.lambang }}", style="Kop Alamat")
    first.add_paragraph("{%p endif %}", style="Kop Alamat")
    t = first.add_table(0, 2, Mm(160))
    t.autofit = False
    t._tbl.tblPr.find(qn("w:tblLook")).addprevious(
        parse_xml(
            f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        )
    )
    left, right = baris(t, [24, 136])
    left.vertical_alignment = right.vertical_alignment = 1
    isi_sel(
        left, "Kop Alamat", "{% if kop.letak_lambang == 'kiri' and kop.lambang %}{{ kop.lambang }}{% endif %}"
    )
    left.paragraphs[0].alignment = RATA.LEFT
    isi_sel(right, "Kop Pemerintah", "{{ kop.pemerintah }}")
    for text, style in (
        ("{%p for baris in kop.nama %}", "Kop Nama"), ("{{ baris }}", "Kop Nama"), ("{%p endfor %}", "Kop Nama"),
        ("{%p for baris in kop.alamat %}", "Kop Alamat"), ("{{ baris }}", "Kop Alamat"), ("{%p endfor %}", "Kop Alamat"),
    ):  # fmt: skip
        right.add_paragraph(text, style=style)
    first.add_paragraph("", style="Kop Garis")
    header = section.header
    header.is_linked_to_previous = False
    p = header.paragraphs[0]
    p.style = "Nomor Halaman"
    p.add_run("{%p if profil.nomor_halaman.letak == 'atas' %}")
    medan(header.add_paragraph(style="Nomor Halaman"), "- ", "PAGE", " -")
    header.add_paragraph("{%p endif %}", style="Nomor Halaman")
    header.add_paragraph("", style="Nomor Halaman")
    for footer, numbered in ((section.footer, True), (section.first_page_footer, False)):
        footer.is_linked_to_previous = False
        p = footer.paragraphs[0]
        p.style = "Kaki Draf"
        if numbered:
            p.add_run("{%p if profil.nomor_halaman.letak == 'bawah' %}")
            medan(footer.add_paragraph(style="Nomor Halaman"), "- ", "PAGE", " -")
            footer.add_paragraph("{%p endif %}", style="Kaki Draf")
            footer.add_paragraph("{%p if draf %}", style="Kaki Draf")
        else:
            p.add_run("{%p if draf %}")
        medan(
            footer.add_paragraph(style="Kaki Draf"),
            "DRAF – belum sah – halaman ",
            "PAGE",
            " dari ",
            "NUMPAGES",
        )
        footer.add_paragraph("{%p elif profil.nomor_halaman.jumlah %}", style="Kaki Draf")
        medan(footer.add_paragraph(style="Kaki Draf"), "Halaman ", "PAGE", " dari ", "NUMPAGES")
        footer.add_paragraph("{%p endif %}", style="Kaki Draf")


def bagian(d: Any, name: str, optional: bool) -> None:
    """A section: heading and content, asked for where it may be absent."""
    if optional:
        d.add_paragraph(f"{{%p if {name} %}}", style="Isi Naskah")
    d.add_paragraph(f"{{{{ {name}.nomor }}}}\t{{{{ {name}.judul }}}}", style="Heading 1")
    d.add_paragraph(f"{{{{p {name}.isi }}}}", style="Isi Naskah")
    if optional:
        d.add_paragraph("{%p endif %}", style="Isi Naskah")


def penutup(d: Any) -> None:
    """Signature blocks two to a row, copies, annexes."""
    d.add_paragraph("", style="Isi Naskah")
    columns = [80.0, 80.0]
    t = tabel_polos(d, columns)
    cells = baris(t, columns)
    isi_sel(cells[0], "Tanda Tangan", "{%tr for kiri, kanan in tanda_tangan|berpasangan %}")
    cells = baris(t, columns, utuh=True)
    for cell, side in zip(cells, ("kiri", "kanan"), strict=True):
        isi_sel(
            cell, "Tanda Tangan",
            f"{{%p if {side} %}}",
            f"{{%p if {side}.tempat_tanggal %}}", f"{{{{ {side}.tempat_tanggal }}}}", "{%p endif %}",
            f"{{%p for baris in {side}.atas %}}", "{{ baris }}", "{%p endfor %}",
            "{%p else %}", "", "{%p endif %}",
        )  # fmt: skip
    cells = baris(t, columns, utuh=True)
    for cell, side in zip(cells, ("kiri", "kanan"), strict=True):
        isi_sel(
            cell, "Tanda Tangan",
            f"{{%p if {side} %}}", f"{{{{ {side}.nama }}}}",
            f"{{%p if {side}.pangkat %}}", f"{{{{ {side}.pangkat }}}}", "{%p endif %}",
            f"{{%p if {side}.nip %}}", f"NIP {{{{ {side}.nip }}}}", "{%p endif %}",
            "{%p endif %}",
        )  # fmt: skip
        cell.paragraphs[1].style = "Ruang Tanda Tangan"
        cell.add_paragraph("", style="Tanda Tangan").paragraph_format.line_spacing = Pt(6)
    cells = baris(t, columns)
    isi_sel(cells[0], "Tanda Tangan", "{%tr endfor %}")
    d.add_paragraph("{%p if tembusan %}", style="Tembusan")
    d.add_paragraph("", style="Tembusan")
    d.add_paragraph("Tembusan:", style="Tembusan")
    d.add_paragraph("{%p for b in tembusan %}", style="Tembusan")
    d.add_paragraph("{% if b.nomor %}{{ b.nomor }} {% endif %}{{ b.teks }}", style="Tembusan")
    d.add_paragraph("{%p endfor %}", style="Tembusan")
    d.add_paragraph("{%p endif %}", style="Tembusan")
    d.add_paragraph("{%p if lampiran %}", style="Isi Naskah")
    d.add_paragraph("{%p for l in lampiran %}", style="Isi Naskah")
    d.add_paragraph("LAMPIRAN {{ l.nomor }}", style="Judul Lampiran")
    d.add_paragraph("{{ l.judul }}", style="Nama Lampiran")
    d.add_paragraph("{{p l.isi }}", style="Isi Naskah")
    d.add_paragraph("{%p endfor %}", style="Isi Naskah")
    d.add_paragraph("{%p endif %}", style="Isi Naskah")


def identitas(d: Any, rows: list[tuple[str, str | None, str]]) -> None:
    """The identity rows: label, colon, value, so that colons stand in one line."""
    columns = [50.0, 4.0, 106.0]
    t = tabel_polos(d, columns)
    for label, value, condition in rows:
        if condition:
            isi_sel(baris(t, columns)[0], "Identitas", f"{{%tr if {condition} %}}")
        cells = baris(t, columns)
        if value is None:  # a label on its own takes the whole row, else long ones break
            cells[0] = cells[0].merge(cells[2])
            cells[0].paragraphs[0].paragraph_format.keep_with_next = True
        isi_sel(cells[0], "Identitas", label)
        if value is not None:
            isi_sel(cells[1], "Identitas", ":")
            isi_sel(cells[2], "Identitas", value)
        if label in ("Ketua", "Sekretaris", "Pencatat"):
            cells[0].paragraphs[0].paragraph_format.left_indent = Mm(6)
        if condition:
            isi_sel(baris(t, columns)[0], "Identitas", "{%tr endif %}")


def buat(jenis: str, rows: list[tuple[str, str | None, str]], bagian_: list[tuple[str, bool]]) -> Any:
    """A whole template."""
    d = docx.Document()
    gaya(d)
    kop(d.sections[0])
    d.add_paragraph("{{ judul }}", style="Judul Naskah")
    if jenis == "laporan":
        d.add_paragraph("TENTANG", style="Judul Naskah")
        d.add_paragraph("{{ tentang }}", style="Judul Naskah")
    d.add_paragraph("{%p if nomor %}", style="Nomor Naskah")
    d.add_paragraph("Nomor: {{ nomor }}", style="Nomor Naskah")
    d.add_paragraph("{%p endif %}", style="Nomor Naskah")
    d.add_paragraph("{%p if ralat %}", style="Nomor Naskah")
    d.add_paragraph("{{ ralat }}", style="Nomor Naskah")
    d.add_paragraph("{%p endif %}", style="Nomor Naskah")
    d.add_paragraph("", style="Isi Naskah")
    if rows:
        identitas(d, rows)
    for name, optional in bagian_:
        bagian(d, name, optional)
    penutup(d)
    d.core_properties.title, d.core_properties.author = f"Templat {jenis}", "Notula"
    d.core_properties.created = d.core_properties.modified = datetime(2026, 1, 1)
    return d


def simpan(d: Any, file: Path) -> None:
    """The template in a file, with fixed times."""
    tanpa_gaya_lama(d)
    out = io.BytesIO()
    d.save(out)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)


def main(folder: Path) -> None:
    """Write the four templates."""
    for bentuk, rows in (("permendagri-1-2023", NOTULA_1_2023), ("permendagri-54-2009", NOTULA_54_2009)):
        simpan(buat("notula", rows, BAGIAN_NOTULA), folder / f"notula.{bentuk}.docx")
        simpan(buat("laporan", [], BAGIAN_LAPORAN), folder / f"laporan.{bentuk}.docx")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "templates/docx"))
