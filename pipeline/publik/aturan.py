"""Findings on public copies (D010–D014)."""

from __future__ import annotations

from pipeline.findings import Example, rule

_SUMBER = "UU 14/2008 pasal 17; UU 27/2022; Notula: salinan publik"

D010 = rule(
    "D010", "publik-terklasifikasi",
    id="Naskah berklasifikasi {keamanan} tidak memiliki salinan publik.",
    en="A document classed as {keamanan} has no public copy.",
    hint_id="Bila klasifikasinya memang berubah, ubah “keamanan” lewat ralat, lalu jalankan lagi.",
    hint_en="If its class has really changed, change “keamanan” by a correction, then run again.",
    why="Terbatas, Rahasia, dan Sangat Rahasia tidak dibuka untuk umum, juga bila datanya disamarkan.",
    source=_SUMBER,
    example=Example("keamanan: biasa", "keamanan: terbatas", "naskah"),
)  # fmt: skip
D011 = rule(
    "D011", "publik-draf",
    id="Rekaman ini masih draf; salinan publik hanya dibuat dari naskah final.",
    en="This record is still a draft; a public copy is made of a final document only.",
    hint_id="Lengkapi rekaman dan ubah “status” menjadi final.",
    hint_en="Complete the record and set “status” to final.",
    why="Isi draf belum disahkan pimpinan rapat.",
    source=_SUMBER,
    example=Example("status: final", "status: draf", "naskah"),
)  # fmt: skip
D012 = rule(
    "D012", "samaran-bocor",
    id="{naskah}: yang harus tersamar ({jenis}) masih ada di {tempat}. Salinan publik tidak dibuat.",
    en="{naskah}: what must be masked ({jenis}) is still in {tempat}. No public copy was made.",
    hint_id="Hapus datanya di sana bila {tempat} berasal dari templat, kop, atau nama yang Anda beri; bila tidak, laporkan.",
    hint_en="Delete it there if {tempat} comes from a template, a letterhead or a name that you gave; if not, report this.",
    why="Salinan publik diterbitkan hanya bila seluruh isi berkasnya terbukti bersih.",
    source=_SUMBER,
    example=Example("(tidak ada NIP pada berkas)", "(templat memuat NIP yang diketik langsung)", "naskah"),
)  # fmt: skip
D013 = rule(
    "D013", "gambar-publik",
    id="Gambar lampiran ke-{nomor} ikut pada salinan publik; isi gambar tidak dapat diperiksa.",
    en="The picture of annex {nomor} goes into the public copy; what it shows cannot be checked.",
    hint_id="Pastikan tidak ada NIP, nomor telepon, atau tanda tangan pada gambar; bila ragu, hapus “publik: ya”.",
    hint_en="Make sure that it shows no NIP, telephone number or signature; when in doubt delete “publik: ya”.",
    why="Daftar hadir yang dipindai memuat data pribadi yang tidak dapat disamarkan Notula.",
    source=_SUMBER,
    example=Example("lampiran: [{gambar: peta.png}]", "lampiran: [{gambar: daftar-hadir.png, publik: ya}]", "naskah"),
)  # fmt: skip
