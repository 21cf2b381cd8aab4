"""Words by which names of offices, agencies and persons are told apart in running text."""

from __future__ import annotations

import re

JABATAN = re.compile(
    r"(?:(?:Plt|Plh|Pj|Pjs|Wkl)\.?\s*)?(?:Kepala|Ketua|Wakil|Sekretaris|Sekda|Sekdis|Sekcam|Asisten|Staf|Staff|Gubernur|Bupati|Wali ?Kota|Camat|"
    r"Lurah|Kadis|Kabid|Kasie?|Kasubag|Kasubbag|Kabag|Kaban|Direktur|Deputi|Inspektur|Irban|Analis|Perencana|Penyuluh|"
    r"Fungsional|Koordinator|Subkoordinator|Sub Koordinator|Perwakilan|Menteri|Rektor|Dekan|Dosen|Narasumber|Moderator|"
    r"Fasilitator|Pimpinan|Anggota|Kasat|Kapolres|Kapolsek|Danramil|Dandim|Kades|Bendahara|Pengelola|Pranata|Arsiparis|Auditor|"
    r"Widyaiswara|Notulis|Operator|Pengadministrasi|Pejabat|Presiden|Manajer|Pembina|Penata Layanan|Tenaga Ahli|Peneliti|Guru|"
    r"Kader|Bidan|Perawat|Dokter|Psikolog|Pendamping|Pelaksana|Kanit|Kasatpol|Kapuskesmas|Sub Bagian|Juru Bicara|Plt|Plh|Pj)\b\.?",
    re.I,
)
"""Beginnings of names of offices."""

INSTANSI = re.compile(
    r"\b(?:Dinas|Badan|Bappeda\w*|Bapp?elit\w*|Bapperida|Inspektorat|Sekretariat|Setda|Setwan|Biro|Bagian|Kecamatan|Kelurahan|Desa|"
    r"Kementerian|Kantor|Kanwil|RSUD|RSU|Puskesmas|Universitas|Institut|Politeknik|Polres|Polda|Polsek|Kodim|Koramil|"
    r"Pengadilan|Kejaksaan|Balai|UPTD?|UPT|Pokja|Forum|TP[ .-]?PKK|PKK|DPRD|Yayasan|LSM|Satpol|Pemerintah|Pemprov|Pemkab|Pemkot|Perangkat Daerah|"
    r"OPD|Organisasi|Komisi|Dharma Wanita|GOW|BPS|BKKBN|BNN\w*|KPU\w*|Bawaslu|PT|CV|Perum|Karang Taruna|Aisyiyah|Fatayat|Muslimat|LPM|BPD|BUMDes|Komunitas|Kelompok|Tim|Panitia|Ikatan|Asosiasi|Lembaga|Direktorat|"
    r"Disdik\w*|Dinkes|Dinsos|Diskominfo\w*|Disnaker\w*|Dispora|Dishub|DP\w*[0-9]\w*|DP[A-Z]{2,}|BP[A-Z]{2,}|BK[A-Z]{2,}|SMA|SMK|SMP|SD)\b",
)  # fmt: skip
"""Words that show an agency or organisation."""

WILAYAH = re.compile(
    r"\b(?i:Provinsi|Prov\.|Kabupaten|Kab\.|Kota)\s+(?!/)[A-Z][\w’'-]*(?:\s+(?:[A-Z][\w’'-]*))?"
)
"""A region with its kind before it; one or two words of name."""

SAPAAN_NAMA = re.compile(r"^(?:Bapak|Ibu|Bpk\.?|Sdri?\.?|Saudara|Saudari|Pak|Bu|Yth\.)\s+(?=\S)", re.I)

_GELAR_POLOS = frozenset({
    "SE", "SH", "MM", "MH", "ST", "MT", "SKM", "MKM", "SIP", "SSTP", "MAP", "SAP", "MBA", "MA", "SS", "CA", "CPA", "AK",
    "NS", "APT", "STP", "QIA", "LLM", "MPA", "MPP", "MMPD", "AMD", "AMK", "SPD", "MPD", "SSOS", "MSI", "SKOM", "MKOM",
    "SAG", "MAG", "SPT", "MP", "SP", "SKED", "SKEP", "SPSI", "MPSI", "MSC", "BSC", "PHD", "MPH", "SST", "SIKOM", "MIKOM",
    "SPI", "SIT", "SHUT", "ME", "MES", "MAK",
})  # fmt: skip
_GELAR = re.compile(r"(?:(?:[A-Z][a-zA-Z]{0,5}\.\s?){1,4}[A-Za-z]{0,6}\.?|Ph\.?D\.?)(?:\s?\([A-Za-z. ]+\))?")
_DEPAN = re.compile(
    r"(?:Dr|dr|Drs|Dra|Ir|Prof|H|Hj|KH|Hjh|Drg|drg|Tb|Rd|R|Rr|St|Ns|Apt|Ust|Kol|Mayor|Kapten|AKBP|AKP|Kompol|Letkol|A|M|Moh|Muh|Abd)\.?",
    re.I,
)
_PARTIKEL = frozenset({"bin", "binti", "van", "de", "al", "el", "ul", "ibn", "alias", "din"})
_BUKAN_NAMA = re.compile(
    r"\b(?:rapat|acara|tanggal|pukul|hari|jumlah|total|peserta|daftar|hadir|undangan|seluruh|para|semua|perangkat|terkait|hasil|"
    r"kegiatan|program|anggaran|data|dokumen|kendala|masalah|masukan|saran|catatan|solusi|capaian|target|rencana|kesimpulan|"
    r"keputusan|pembahasan|penutup|pembukaan|agenda|materi|paparan|diskusi|tanya|jawab|waktu|tempat|dan|yang|untuk|dari|"
    r"dengan|pada|dalam|oleh|tidak|akan|agar|terdiri|antara|lain|sebagai|berikut|laki-laki|perempuan|orang|nomor|surat|dasar|tujuan|beliau)\b",
    re.I,
)


def gelar(text: str) -> bool:
    """Whether a part between commas is an academic title."""
    bare = text.strip()
    return bool(_GELAR.fullmatch(bare)) or polos(bare)


def polos(text: str) -> bool:
    """Whether letters alone are a known title, with or without dots."""
    return text.rstrip(".").replace(".", "").upper() in _GELAR_POLOS


def nama_mungkin(text: str) -> bool:
    """Whether words can be a person's name: capitalised, no digits, no word of offices or minutes."""
    words = text.split()
    if not 1 <= len(words) <= 9 or any(c.isdigit() for c in text) or _BUKAN_NAMA.search(text):
        return False
    if JABATAN.match(text) or INSTANSI.search(text) or re.search(r"[:;?!@/\\\[\]{}<>“”\"=+*%]", text):
        return False
    return all(w[0].isupper() or w.lower() in _PARTIKEL or _DEPAN.fullmatch(w) or w[0] in "(&" for w in words)


def nama_pasti(text: str) -> bool:
    """Whether words are marked as a person: a form of address or a title before the name."""
    first = text.split()[0] if text.split() else ""
    return bool(SAPAAN_NAMA.match(text)) or bool(re.fullmatch(r"(?:Dr|dr|Drs|Dra|Ir|Prof|H|Hj|KH)\.", first))
