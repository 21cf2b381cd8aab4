"""Labels and headings of Indonesian minutes: what they are called → the key of the record.

The names are those of the forms in domain.md 1.3 and 1.4 and of real minutes.
"""

from __future__ import annotations

import re

from pipeline.sampah import teringat

SKALAR: tuple[tuple[str, str], ...] = (
    (r"hari ?(?:/|,|-|dan|&) ?(?:tanggal|tgl)\.?(?: pelaksanaan| rapat)?|tanggal(?: pelaksanaan| rapat| kegiatan)?|hari", "tanggal"),
    (r"waktu ?/ ?jam panggilan|jam panggilan", "waktu.panggilan"),
    (r"(?:hari|tanggal)(?:, ?tanggal)? (?:dan|/) (?:waktu|jam)|waktu pelaksanaan", "tanggal_waktu"),
    (r"waktu(?: ?/ ?(?:jam|pukul))?(?: sidang ?/ ?rapat| rapat)?|jam(?: rapat)?|pukul", "waktu"),
    (r"tempat(?: rapat| pelaksanaan| kegiatan)?|lokasi(?: rapat)?|bertempat di|ruang(?: rapat)?", "tempat"),
    (r"sidang ?/ ?rapat|nama (?:rapat|kegiatan)|judul(?: rapat)?|rapat|kegiatan", "judul"),
    (r"jenis(?: rapat)?", "jenis"),
    (r"sifat(?: rapat| surat)?", "sifat"),
    (r"nomor(?: notula| notulen| naskah| dokumen)?|no\. notulen", "nomor"),
    (r"surat undangan(?: nomor)?|(?:nomor |no\. )?(?:surat )?undangan nomor|nomor (?:surat )?undangan|dasar undangan", "surat_undangan"),
    (r"pimpinan(?: sidang ?/ ?rapat| rapat| sidang)?|pemimpin rapat|(?:rapat )?dipimpin oleh|ketua(?: rapat| sidang)?|pemimpin", "pimpinan.ketua"),
    (r"sekretaris(?: rapat)?", "pimpinan.sekretaris"),
    (r"notulis(?: rapat)?|pencatat(?: rapat)?|notulen oleh|notulensi oleh|dicatat oleh|notularis", "pimpinan.pencatat"),
    (r"penyelenggara(?: rapat| kegiatan)?|instansi(?: penyelenggara)?|unit kerja(?: penyelenggara)?|perangkat daerah penyelenggara|satuan kerja", "penyelenggara.instansi"),
    (r"moda(?: rapat)?|metode rapat|media(?: rapat)?", "moda"),
    (r"dibuka oleh|pembuka(?: rapat)?|rapat dibuka oleh", "pembuka.oleh"),
    (r"ditutup oleh|penutup rapat oleh|rapat ditutup oleh", "penutup.oleh"),
    (r"jumlah (?:peserta|hadir|yang hadir|kehadiran)|peserta yang hadir", "rekap"),
)  # fmt: skip
"""Patterns of labels with one value, and the record key each fills."""

BAGIAN: tuple[tuple[str, str], ...] = (
    (r"(?:maksud,? (?:dan )?)?tujuan(?: (?:dan sasaran)?(?: ?(?:rapat|kegiatan|pelaksanaan))?)?|maksud dan tujuan(?: rapat| kegiatan)?|sasaran(?: rapat)?|tujuan dan sasaran(?: rapat| kegiatan)?", "tujuan"),
    (r"dasar(?: hukum| pelaksanaan| rapat| kegiatan)?(?: dan landasan)?|landasan hukum", "dasar"),
    (r"(?:susunan |mata )?acara(?: rapat)?|agenda(?: rapat)?|pokok bahasan|materi rapat", "acara"),
    (r"(?:kata )?pembuka(?:an)?(?: rapat)?|sambutan(?: pembukaan| dan pembukaan)?|pengantar|pembukaan dan sambutan|pendahuluan|latar belakang", "pembuka"),
    (r"pembahasan(?: rapat)?|jalannya (?:rapat|diskusi)|jalan rapat|hasil pembahasan|isi rapat|isi pembahasan|uraian(?: pembahasan)?|diskusi(?: dan tanya jawab)?|tanya jawab|sesi tanya jawab|ringkasan pembahasan|risalah|kegiatan yang dilaksanakan|pembahasan dan diskusi|paparan(?: narasumber| materi)?", "pembahasan"),
    (r"kesimpulan(?: rapat)?|simpulan(?: rapat)?|simpulan dan saran", "kesimpulan"),
    (r"keputusan(?: rapat| musyawarah| sidang)?|hasil|hasil (?:rapat|keputusan|kesepakatan|musyawarah|sidang|pertemuan|yang dicapai)|hasil dan (?:rekomendasi|kesepakatan|keputusan)|kesepakatan(?: rapat| bersama| musyawarah)?|hal-hal yang disepakati|butir(?:-butir)? kesepakatan|putusan", "keputusan"),
    (r"rekomendasi(?: rapat)?|saran(?:-saran)?|saran dan rekomendasi|rekomendasi dan saran|saran/masukan", "rekomendasi"),
    (r"(?:rencana )?tindak lanjut(?: hasil rapat)?|rtl|rencana aksi|rencana tindak lanjut \(rtl\)|tugas dan tindak lanjut", "tindak_lanjut"),
    (r"penutup(?:an)?(?: rapat)?|kata penutup", "penutup"),
    (r"(?:daftar )?(?:hadir|peserta)(?: (?:sidang ?/ ?rapat|rapat|kegiatan))?|daftar hadir peserta(?: rapat)?|dihadiri oleh|yang hadir|peserta hadir|peserta undangan|kehadiran|daftar kehadiran", "peserta"),
    (r"undangan|yang diundang|peserta yang diundang|para undangan", "undangan"),
    (r"lain-lain|hal(?:-hal)? lain(?:nya)?|catatan(?: lain)?", "lain"),
    (r"tembusan(?: disampaikan kepada)?(?: yth\.?)?", "tembusan"),
    (r"lampiran(?: [ivx\d]+)?|dokumentasi(?: kegiatan| rapat)?|foto kegiatan", "lampiran"),
    (r"(?:sidang ?/ ?|kegiatan sidang ?/ ?|kegiatan )rapat|hari,? tanggal,? (?:waktu,? )?(?:dan )?tempat|waktu dan tempat(?: pelaksanaan| kegiatan)?|pelaksanaan(?: rapat| kegiatan)?|identitas rapat|informasi rapat|data rapat|umum", "awal"),
)  # fmt: skip
"""Patterns of headings, and the part of the record that follows them."""

_SKALAR = tuple((re.compile(p, re.I), k) for p, k in SKALAR)
_BAGIAN = tuple((re.compile(p, re.I), k) for p, k in BAGIAN)
_NOMOR = re.compile(
    r"^(?:BAB\s+)?(?:[IVX]{1,4}|[A-Za-z]|\d{1,2}(?:\.\d{1,2})*)[.)]\s+|^BAB\s+[IVX]+\s+|^#+\s+", re.I
)

_PENGANTAR = re.compile(
    r"\b(?:bertujuan|tujuan|disepakati|sepakat|antara lain|sebagai berikut|yaitu|yakni|meliputi|menghasilkan|hasil|agenda|acara|"
    r"dihadiri|kesimpulan|berikut|adalah|keputusan|tindak lanjut|rekomendasi|rapat|dasar)\b[^:]*:?$",
    re.I,
)

UJAR = (
    "ujar", "kata", "ucap", "tutur", "jelas", "tegas", "tutup", "ungkap", "papar", "imbuh", "tambah", "lanjut",
    "sebut", "pungkas", "terang", "katanya", "pesan", "harap", "urai", "pinta", "ajak", "imbau", "jawab", "tanya",
)  # fmt: skip
"""Verbs between a quotation and the one who said it."""

MENGUJAR_POLA = (
    "menegaskan|mengatakan|menyampaikan|menyatakan|menjelaskan|mengungkapkan|menuturkan|menambahkan|memaparkan|mengajak|"
    "menekankan|berharap|berpesan|menyebut(?:kan)?|berkata|mengucapkan|mengimbau"
)
"""Verbs between the one who speaks and a quotation that follows."""

UJAR_POLA = rf"(?:(?:di)?{'|(?:di)?'.join(UJAR)})(?:kan)?(?:nya)?"
_MENGUJAR = re.compile(rf"^(.+?),?\s+(?:{MENGUJAR_POLA})\b\W*$", re.I | re.S)
_UJAR = re.compile(rf"^\W*(?:{UJAR_POLA})\b\W*(.*)$", re.I | re.S)


_TERPANJANG = 300
"""A longer text is no label and no heading, whatever leaders it holds."""


def rapikan(text: str) -> str:
    """A label or heading without number, leaders, colon, marks of Markdown and doubled blanks."""
    text = " ".join(text.split()).strip(" *_")
    text = _NOMOR.sub("", text)
    return re.sub(r"\s*(?:\.{3,}|…+|_{3,})?\s*[::]?\s*$", "", text).strip(" *_")


@teringat(8192)
def label_skalar(text: str) -> str | None:
    """The key that a label with one value fills, or None; “NOTULEN” is one only before a colon."""
    if len(text) > _TERPANJANG:
        return None
    if text.rstrip().endswith(":") and re.fullmatch(r"notulen(?:si)?", rapikan(text), re.I):
        return "pimpinan.pencatat"
    return _cari(_SKALAR, rapikan(text))


@teringat(8192)
def label_bagian(text: str) -> str | None:
    """The part that a heading opens, or None; a heading of two known parts opens the first."""
    if len(text) > _TERPANJANG:
        return None
    bare = rapikan(text)
    if key := _cari(_BAGIAN, bare):
        return key
    halves = [_cari(_BAGIAN, h) for h in re.split(r"\s+(?:dan|serta|&)\s+|\s*/\s*", bare)]
    return halves[0] if len(halves) == 2 and all(halves) else None


_PEMBUKA_DAFTAR = (
    (r"\b(?:disepakati|menyepakati|bersepakat|kesepakatan|diputuskan|memutuskan|keputusan|hasil (?:rapat|pertemuan|kegiatan|diskusi))\b", "keputusan"),
    (r"\b(?:merekomendasikan|direkomendasikan|rekomendasi|disarankan|saran)\b", "rekomendasi"),
    (r"\b(?:ditindaklanjuti|tindak lanjut)\b", "tindak_lanjut"),
    (r"\b(?:bertujuan|tujuan|maksud)\b", "tujuan"),
    (r"\b(?:agenda|mata acara|susunan acara)\b", "acara"),
    (r"\b(?:dihadiri|diikuti) oleh\b", "peserta"),
    (r"\b(?:berdasarkan|dasar hukum|dasar pelaksanaan)\b", "dasar"),
)  # fmt: skip


def membuka_daftar(text: str) -> str | None:
    """The part that a sentence before a list opens, such as `disepakati antara lain:`, or None."""
    if not text.rstrip().endswith(":") or len(text) > 400:
        return None
    last = re.split(r"(?<=\w{4})\.\s", text)[-1]
    return next((key for pattern, key in _PEMBUKA_DAFTAR if re.search(pattern, last, re.I)), None)


def _cari(table: tuple[tuple[re.Pattern[str], str], ...], text: str) -> str | None:
    return next((key for pattern, key in table if pattern.fullmatch(text)), None) if len(text) <= 60 else None


def pisah_label(text: str) -> tuple[str, str] | None:
    """A line `label : value` as (label with its colon, value), where the label is a known one."""
    at = text.find(":", 0, 71)
    if at >= 0 and (label_skalar(text[: at + 1]) or label_bagian(text[:at])):
        return text[: at + 1], text[at + 1 :].strip()
    if "\t" in text:
        head, _, value = text.partition("\t")
        if value.strip() and (label_skalar(head) or label_bagian(head)):
            return head, value.strip().lstrip(":").strip()
    return None


_HIASAN = re.compile(
    r"(?:notul(?:a|en|ensi)|risalah|laporan(?: hasil| pelaksanaan| kegiatan)?)(?: (?:rapat|sidang))?|no\.?|nama(?: lengkap)?|nip\.?|jabatan|ttd\.?|"
    r"tanda tangan|bapak|ibu|sdri?\.?|saudar[ai]|pemerintah|kementerian|oleh|(?:pada )?tanggal|pukul|hari|pada|(?:dibuat|ditetapkan) di|pj\.?|pic|tenggat|jumlah|"
    r"(?:pertanyaan|jawaban|tanggapan|penanya|penjawab|pembicara|narasumber)[\s(:]*(?:dari|oleh)?[\s(:]*(?:bapak|ibu|sdr\.?)?",
    re.I,
)
"""Words that stand around values and say nothing by themselves."""


def kerangka(text: str) -> bool:
    """Whether a piece only carries the form: a label, a heading, or words that lead to a list."""
    if len(text) > _TERPANJANG and any(c.isalnum() for c in text):
        return False
    bare = rapikan(text)
    if (
        not any(c.isalnum() for c in bare)
        or label_skalar(text)
        or label_bagian(bare)
        or _HIASAN.fullmatch(bare)
    ):
        return True
    return text.rstrip().endswith(":") and len(text) < 200 and bool(_PENGANTAR.search(text.strip()))


def ucapan(text: str) -> str | None:
    """Who speaks, in words such as `ujar Siti Contoh.` or `Siti Contoh menegaskan,`, or None."""
    m = _UJAR.match(text) or _MENGUJAR.match(text)
    return m[1].strip(' .,”"') if m else None
