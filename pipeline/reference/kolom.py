"""Column heads of attendance lists and follow-up tables → what the column holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.sampah import teringat

HADIR: tuple[tuple[str, str], ...] = (
    (r"no\.?|nomor|no\.? urut|#", "no"),
    (r"nama(?: lengkap| peserta| pegawai| jelas)?(?: (?:dan|&) gelar)?|nama ?/ ?nip", "nama"),
    (r"nip\.?(?: ?/ ?(?:nrp|ni pppk|nippppk|nipppk))?|ni pppk", "nip"),
    (r"nik\.?|nomor induk kependudukan|no\.? ktp", "nik"),
    (r"pangkat(?: ?[/,] ?gol(?:ongan|\.)?(?: ?ruang)?)?|gol(?:ongan|\.)?(?: ?/ ?ruang)?|pangkat dan golongan", "pangkat"),
    (r"jabatan(?: ?/ ?(?:pangkat|posisi))?|posisi", "jabatan"),
    (r"instansi(?: ?/ ?(?:lembaga|unit kerja|opd|asal))?|unit kerja|opd|asal(?: instansi)?|perangkat daerah|organisasi|lembaga|dinas(?: ?/ ?instansi)?|skpd|asal (?:skpd|opd|unit kerja|lembaga)|unit kerja ?/ ?(?:asal )?instansi|unsur", "instansi"),
    (r"jabatan ?(?:/|dan|&) ?(?:asal )?(?:instansi|unit kerja|opd|skpd)|(?:asal )?(?:instansi|unit kerja|opd|skpd) ?(?:/|dan|&) ?jabatan", "jabatan_instansi"),
    (r"kab(?:upaten|\.)? ?/ ?kota|wilayah|daerah(?: asal)?|asal daerah|kabupaten|kota|kecamatan", "wilayah"),
    (r"l ?/ ?p|p ?/ ?l|jk|j\.?k\.?|jenis kelamin|gender|sex|lk ?/ ?pr|l ?\( ?p ?\)", "jk"),
    (r"l|lk|laki-laki|pria", "l"),
    (r"p|pr|perempuan|wanita", "p"),
    (r"tanda tangan|ttd\.?|paraf|tandatangan|tanda tangan/paraf", "ttd"),
    (r"kehadiran|status(?: kehadiran)?|hadir", "kehadiran"),
    (r"ket(?:erangan|\.)?|catatan", "ket"),
    (r"no\.? ?(?:hp|telp|telepon|wa)\.?|telepon|hp|kontak|(?:alamat )?e-?mail(?: address)?|pos-el|surel", "kontak"),
    (r"timestamp|cap waktu|stempel waktu", "cap_waktu"),
)  # fmt: skip

PEJABAT: tuple[tuple[str, str], ...] = (
    (r"kunci|kode|id", "kunci"),
    *(pair for pair in HADIR if pair[1] in ("nama", "nip", "nik", "pangkat", "jabatan", "instansi", "wilayah", "jk")),
    (r"delegasi|plt/plh/pj|pelaksana|status jabatan", "delegasi"),
    (r"ket(?:erangan|\.)?|catatan", "ket"),
    (r"mulai(?: menjabat)?|tmt(?: jabatan)?|sejak|dari(?: tanggal)?|tanggal (?:mulai|pelantikan|dilantik)", "mulai"),
    (r"selesai(?: menjabat)?|sampai(?: dengan| tanggal)?|s\.?d\.?|hingga|tanggal selesai|akhir(?: masa)?(?: jabatan)?", "selesai"),
)  # fmt: skip

TINDAK: tuple[tuple[str, str], ...] = (
    (r"no\.?|nomor", "no"),
    (r"apa|uraian(?: (?:tindak lanjut|kegiatan|tugas))?|(?:rencana )?tindak lanjut|kegiatan|rencana(?: aksi| kegiatan)?|aksi|tugas|hal(?: yang ditindaklanjuti)?|rtl|keputusan", "uraian"),
    (r"siapa|penanggung ?jawab|pj|p\.?j\.?|pelaksana|pic|oleh|opd(?: pelaksana)?|instansi(?: pelaksana)?|pihak terkait", "penanggung_jawab"),
    (r"kapan|tenggat(?: waktu)?|batas waktu|waktu(?: pelaksanaan| penyelesaian)?|target(?: waktu| penyelesaian)?|jadwal|deadline|tanggal", "tenggat"),
    (r"ket(?:erangan|\.)?|status|catatan", "ket"),
)  # fmt: skip

TANYA: tuple[tuple[str, str], ...] = (
    (r"no\.?|nomor", "no"),
    (r"penanya|nama penanya", "penanya"),
    (r"pertanyaan(?: ?/ ?(?:tanggapan|saran|masukan))?", "pertanyaan"),
    (r"penjawab|narasumber|dijawab oleh", "penjawab"),
    (r"jawaban|tanggapan", "jawaban"),
    (r"pembicara|nama(?: pembicara)?|peserta", "pembicara"),
    (r"uraian|pendapat|masukan|penyampaian|isi|hal yang disampaikan|tanggapan/masukan|pembahasan", "uraian"),
)  # fmt: skip

_TABEL = {
    name: tuple((re.compile(p, re.I), k) for p, k in table)
    for name, table in (("hadir", HADIR), ("pejabat", PEJABAT), ("tindak", TINDAK), ("tanya", TANYA))
}
_TAMBAHAN = re.compile(r"\s*\([^()]*\)")
"""A remark in a head, such as `(beserta gelar)` or `(jika ada)`."""
_PERLU = {"hadir": {"nama"}, "pejabat": {"nama", "jabatan"}, "tindak": {"uraian"}, "tanya": set()}


@teringat(8192)
def _isi_kolom(bare: str, tabel: str) -> str | None:
    """What the column with a head holds, or None."""
    forms = (bare, f"{bare}.", _TAMBAHAN.sub("", bare).strip())
    return next((k for p, k in _TABEL[tabel] if any(p.fullmatch(f) for f in forms)), None)


def kolom(cells: Sequence[str], tabel: str) -> dict[str, int]:
    """What each known column of a head row holds: key → index; empty where it is no such head."""
    found: dict[str, int] = {}
    known = 0
    for index, cell in enumerate(cells):
        bare = " ".join(cell.split()).strip(" *:.").lower()
        key = _isi_kolom(bare, tabel) if len(bare) <= 100 else None
        if key and key not in found:
            found[key] = index
            known += 1
    filled = sum(bool(c.strip()) for c in cells)
    if not _PERLU[tabel] <= set(found) or known < 2 or known < filled / 2:
        return {}
    if tabel == "tanya" and not (
        {"penanya", "pertanyaan"} <= set(found) or {"pembicara", "uraian"} <= set(found)
    ):
        return {}
    if tabel == "tindak" and not {"penanggung_jawab", "tenggat"} & set(found):
        return {}
    return found


def kepala_tabel(cells: Sequence[str]) -> bool:
    """Whether a row of cells is the head of a table of ours."""
    return len(cells) >= 2 and any(kolom(cells, t) for t in _TABEL)
