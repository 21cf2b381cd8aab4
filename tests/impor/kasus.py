"""The import cases: files beside this one, and DOCX and PDF built here; what each must give."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

import docx
import yaml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from pydantic import BaseModel

from pipeline.impor.baca import dari_bita
from pipeline.impor.susun import Draf, susun
from pipeline.record.rapat import Rapat

FOLDER = Path(__file__).parent / "kasus"


@dataclass(frozen=True)
class Kasus:
    """A source, and what its draft must hold, must leave empty, and must name as a gap."""

    nama: str
    jenis: str
    data: bytes
    harap: dict[str, Any]

    @property
    def dipisah(self) -> bool:
        """Whether the case was written before the rules were tuned and kept apart."""
        return self.harap.get("dipisah") == "ya"

    def draf(self) -> Draf:
        return susun(dari_bita(self.data, self.nama, self.jenis))


def nilai(rapat: Rapat, path: str) -> str | None:
    """The value at a dotted path as a test writes it down; None where there is none."""
    at: Any = rapat
    for part in path.split("."):
        if at is None:
            return None
        at = (at[int(part)] if int(part) < len(at) else None) if part.isdigit() else getattr(at, part)
    if at is None or at == ():
        return None
    if isinstance(at, date):
        return at.isoformat()
    if isinstance(at, time):
        return f"{at:%H.%M}"
    return "ada" if isinstance(at, BaseModel | tuple) else " ".join(str(at).split())


def semua() -> list[Kasus]:
    out = []
    for file in sorted(FOLDER.glob("*.harap.yaml")):
        stem = file.name.removesuffix(".harap.yaml")
        harap = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        if stem in BUATAN:
            kind, make = BUATAN[stem]
            out.append(Kasus(f"{stem}{kind}", kind, make(), harap))
        else:
            (source,) = (f for f in FOLDER.glob(f"{stem}.*") if f != file)
            out.append(Kasus(source.name, source.suffix, source.read_bytes(), harap))
    return out


def _simpan(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _docx_notula() -> bytes:
    """Letterhead in the header, a borderless label table, automatic numbers, two signers in a table."""
    d = docx.Document()
    header = d.sections[0].header
    header.paragraphs[0].text = "PEMERINTAH KABUPATEN CONTOH"
    header.add_paragraph("DINAS KESEHATAN")
    header.add_paragraph("Jalan Contoh Nomor 9, Telepon (0254) 000222")
    d.add_heading("NOTULA RAPAT KOORDINASI PENURUNAN STUNTING", 1)
    table = d.add_table(0, 3)
    for label, value in (
        ("Hari/Tanggal", "Selasa, 24 November 2026"),
        ("Waktu", "Pukul 09.00 s.d. 11.30 WIB"),
        ("Tempat", "Aula Dinas Kesehatan"),
        ("Pimpinan Rapat", "dr. Contoh Kadinkes, M.K.M."),
        ("Notulis", "Contoh Notulis, A.Md.Keb."),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[2].text = label, ":", value
    d.add_heading("Agenda", 2)
    for item in ("Capaian posyandu", "Rencana intervensi"):
        d.add_paragraph(item, style="List Number")
    d.add_heading("Pembahasan", 2)
    d.add_heading("Capaian posyandu", 3)
    d.add_paragraph("Cakupan penimbangan balita mencapai 87 persen.")
    d.add_paragraph("Bapak Contoh Kapus (Puskesmas Contoh): timbangan digital masih kurang.")
    d.add_heading("Keputusan", 2)
    for item in ("Timbangan digital diadakan pada triwulan I.", "Kader dilatih ulang."):
        d.add_paragraph(item, style="List Bullet")
    d.add_heading("Daftar Hadir", 2)
    rows = (
        ("No", "Nama", "Instansi", "L/P", "Tanda Tangan"),
        ("1", "Contoh Kapus", "Puskesmas Contoh", "L", "1. ........"),
        ("2", "Contoh Bidan", "", "P", "2. ........"),
    )
    listed = d.add_table(0, 5)
    for row in rows:
        for cell, text in zip(listed.add_row().cells, row, strict=True):
            cell.text = text
    listed.cell(1, 2).merge(listed.cell(2, 2))
    d.add_paragraph("")
    sign = d.add_table(1, 2)
    left, right = sign.rows[0].cells
    left.text = "Notulis,\n\n\nContoh Notulis, A.Md.Keb.\nNIP 199002022015042901"
    right.text = "Ketua Rapat,\nKEPALA DINAS KESEHATAN,\n\ndr. Contoh Kadinkes, M.K.M.\nPembina (IV/a)\nNIP 197501012003121901"
    return _simpan(d)


def _docx_kotak() -> bytes:
    """Text box, tracked changes, a nested table, a footnote-free body, numbers typed by hand."""
    d = docx.Document()
    d.add_paragraph("RISALAH RAPAT PIMPINAN")
    p = d.add_paragraph("Tempat : Ruang Contoh ")
    gone = parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>Lama</w:delText></w:r></w:del>")
    new = parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>Utama</w:t></w:r></w:ins>")
    p._p.append(gone)
    p._p.append(new)
    box = parse_xml(
        f'<w:r {nsdecls("w")}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>Hari/Tanggal : Kamis, 3 September 2026</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    d.add_paragraph("")._p.append(box)
    d.add_paragraph("Keputusan Rapat:")
    d.add_paragraph("1) Mutasi arsip dimulai.")
    d.add_paragraph("2) Laporan bulanan wajib.")
    table = d.add_table(1, 1)
    inner = table.cell(0, 0).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "sel dalam", "isi dalam"
    control = OxmlElement("w:sdt")
    content = OxmlElement("w:sdtContent")
    content.append(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>Tembusan: Bupati Contoh</w:t></w:r></w:p>"))
    control.append(content)
    d.element.body.insert(len(d.element.body) - 1, control)
    assert d.element.body.find(qn("w:sdt")) is not None
    return _simpan(d)


def _docx_tindak() -> bytes:
    """A follow-up table with a merged responsible one, and a discussion table of figures."""
    d = docx.Document()
    d.add_paragraph("NOTULA RAPAT EVALUASI PPRG").runs[0].bold = True
    d.add_paragraph("Hari, Tanggal\t: Rabu, 14 Oktober 2026")
    d.add_paragraph("Pukul\t: 10.00 - 12.00 WIB")
    d.add_paragraph("A. Pembahasan").runs[0].bold = True
    d.add_paragraph("Jumlah dokumen yang masuk adalah sebagai berikut:")
    figures = d.add_table(0, 2)
    for a, b in (("Perangkat Daerah", "GBS"), ("Dinas Contoh", "12"), ("Badan Contoh", "7")):
        cells = figures.add_row().cells
        cells[0].text, cells[1].text = a, b
    d.add_paragraph("B. Rencana Tindak Lanjut").runs[0].bold = True
    todo = d.add_table(0, 4)
    for row in (
        ("No", "Rencana Tindak Lanjut", "Penanggung Jawab", "Batas Waktu"),
        ("1", "Melengkapi GBS", "Dinas Contoh", "30 Oktober 2026"),
        ("2", "Menelaah GBS", "Inspektorat", "Akhir tahun"),
    ):
        for cell, text in zip(todo.add_row().cells, row, strict=True):
            cell.text = text
    return _simpan(d)


def _docx_satu_tabel() -> bytes:
    """Plain label lines, and one table that holds discussion, follow-up and the one in charge."""
    d = docx.Document()
    for line in ("PEMERINTAH KOTA CONTOH", "DINAS KOMUNIKASI DAN INFORMATIKA", "Jalan Contoh 7 Kota Contoh"):
        d.add_paragraph(line)
    d.add_paragraph().add_run("NOTULEN RAPAT KOORDINASI SATU DATA INDONESIA").bold = True
    for label, value in (
        ("Hari/ Tanggal", "Kamis / 10 Desember 2026"),
        ("Waktu", "09.00 WIB s/d Selesai"),
        ("Tempat", "Command Center Kota Contoh"),
        ("Pemimpin Rapat", "Contoh Kadis, S.Kom., M.T."),
        ("Peserta Rapat", "Terlampir"),
        ("Materi Rapat", "Evaluasi Data Sektoral"),
    ):
        d.add_paragraph(f"{label}\t: {value}")
    table = d.add_table(0, 4)
    for row in (
        ("No", "Pembahasan", "Tindak Lanjut", "PIC"),
        ("1", "Data pendidikan belum lengkap", "Melengkapi data guru", "Dinas Pendidikan"),
        ("2", "Data kesehatan berbeda sumber", "Menyamakan kode wilayah", "Dinas Kesehatan"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    d.add_paragraph().add_run("Kesimpulan:").bold = True
    d.add_paragraph("Forum data dilaksanakan setiap bulan.")
    d.add_paragraph().add_run("Kota Contoh, 10 Desember 2026").italic = True
    for line in (
        "Mengetahui,", "Kepala Dinas Komunikasi dan Informatika", "", "Contoh Kadis, S.Kom., M.T.", "NIP. 197701012003121901",
    ):  # fmt: skip
        d.add_paragraph(line)
    return _simpan(d)


def _pdf(html: str) -> bytes:
    from weasyprint import HTML

    return bytes(HTML(string=html).write_pdf())


_GAYA = "<style>@page{size:A4;margin:20mm}body{font:11pt 'Liberation Sans',sans-serif}td{vertical-align:top;padding-right:6mm}</style>"


def _pdf_biasa() -> bytes:
    """Label table, justified and hyphenated paragraphs, attendance table with wrapped cells."""
    return _pdf(
        _GAYA + "<h2 style='text-align:center'>NOTULA<br>RAPAT KOORDINASI POKJA PUG</h2><table>"
        "<tr><td>Hari/Tanggal</td><td>:</td><td>Selasa, 24 November 2026</td></tr>"
        "<tr><td>Waktu</td><td>:</td><td>Pukul 13.00 s.d. 15.00 WIB</td></tr>"
        "<tr><td>Tempat</td><td>:</td><td>Ruang Rapat Contoh</td></tr>"
        "<tr><td>Pimpinan Rapat</td><td>:</td><td>Contoh Pimpinan, S.H., Kepala Bidang Contoh</td></tr></table>"
        "<p><b>PEMBAHASAN</b></p><p style='text-align:justify'>Anggota kelompok kerja membahas pelaksanaan pengarusutamaan gender "
        "pada seluruh perangkat daerah, termasuk ketersediaan data terpilah menurut jenis kelamin laki-laki dan perempuan, umur, "
        "serta wilayah, yang menjadi dasar penyusunan dokumen perencanaan tahun berikutnya.</p>"
        "<p><b>KEPUTUSAN</b></p><ol><li>Data terpilah diperbarui setiap semester oleh masing-masing perangkat daerah yang menjadi "
        "anggota kelompok kerja dan dilaporkan kepada sekretariat.</li><li>Rapat berikutnya pada Januari 2027.</li></ol>"
        "<p><b>DAFTAR HADIR</b></p><table border=1 style='border-collapse:collapse;width:100%'>"
        "<tr><th>No</th><th>Nama</th><th style='width:35%'>Jabatan</th><th>Instansi</th><th>L/P</th></tr>"
        "<tr><td>1</td><td>Contoh Ahmad, S.E.</td><td>Kepala Bidang Pemerintahan dan Pembangunan Manusia</td><td>Bappeda</td><td>L</td></tr>"
        "<tr><td>2</td><td>Contoh Bunga</td><td>Analis</td><td>Dinas Sosial</td><td>P</td></tr></table>"
    )


def _pdf_dua_lajur() -> bytes:
    """News in two columns below a headline across the page."""
    paragraph = (
        "Kelompok kerja menilai bahwa penyusunan data terpilah di setiap perangkat daerah perlu dipercepat agar "
        "perencanaan tahun berikutnya berpijak pada keadaan yang sebenarnya di lapangan. "
    )
    return _pdf(
        _GAYA
        + "<h2>Bappeda Kota Contoh Gelar Rapat Evaluasi Data Gender</h2><div style='columns:2;column-gap:10mm'>"
        "<p>Bappeda Kota Contoh menggelar Rapat Evaluasi Data Gender pada hari Selasa, 24 November 2026 di Aula Contoh.</p>"
        f"<p>{paragraph * 2}</p><p>“Data yang baik adalah awal dari kebijakan yang adil bagi semua,” ujar Kepala Bappeda, Dr. Contoh Kepala.</p>"
        f"<p>{paragraph * 2}</p><p><b>Kesepakatan</b></p><ol><li>Data dikirim setiap bulan kepada wali data di "
        "Bappeda melalui aplikasi satu data.</li><li>Verifikasi dilakukan bersama kelurahan dan kecamatan.</li></ol></div>"
    )


def _pdf_acak() -> bytes:
    """Lines drawn in another order than they stand on the page."""
    lines = [
        "NOTULA RAPAT STAF AHLI", "Hari/Tanggal : Kamis, 3 September 2026", "Waktu : Pukul 08.00 s.d. 09.30 WIB",
        "Tempat : Ruang Staf Ahli", "Keputusan", "1. Telaahan staf dikirim setiap bulan.", "2. Jadwal rapat disusun ulang.",
    ]  # fmt: skip
    order = [5, 0, 3, 6, 1, 4, 2]
    body = "".join(
        f"<div style='position:absolute;top:{20 + 9 * i}mm;left:10mm'>{lines[i]}</div>" for i in order
    )
    return _pdf(_GAYA + body)


BUATAN: dict[str, tuple[str, Callable[[], bytes]]] = {
    "c01-docx-notula": (".docx", _docx_notula),
    "c02-docx-kotak": (".docx", _docx_kotak),
    "c03-docx-tindak": (".docx", _docx_tindak),
    "c07-docx-satu-tabel": (".docx", _docx_satu_tabel),
    "c04-pdf-biasa": (".pdf", _pdf_biasa),
    "c05-pdf-dua-lajur": (".pdf", _pdf_dua_lajur),
    "c06-pdf-acak": (".pdf", _pdf_acak),
}
