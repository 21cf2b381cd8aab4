"""What the reader complains about: YAML (Y), and dates that no calendar has (T001, T002)."""

from __future__ import annotations

from pipeline.findings import Example, rule

Y001 = rule(
    "Y001", "yaml-rusak",
    id="Berkas ini bukan YAML yang benar: {masalah}.",
    en="This file is not valid YAML: {masalah}.",
    hint_id="Periksa baris itu: inden dengan spasi yang sama, tanda petik yang berpasangan, dan spasi sesudah titik dua.",
    hint_en="Look at that line: equal indentation, paired quotes, a space after each colon.",
    why="Tanpa YAML yang benar tidak ada yang dapat dibaca.",
    source="YAML 1.1",
    example=Example("status: draf\njudul: Rapat Contoh\n", "status: draf\njudul: \"Rapat Contoh\n", "berkas"),
)  # fmt: skip
Y002 = rule(
    "Y002", "kunci-ganda",
    id="Kunci “{kunci}” ditulis dua kali; yang pertama di baris {baris}.",
    en="Key “{kunci}” is written twice; first on line {baris}.",
    hint_id="Hapus salah satunya, atau gabungkan isinya.",
    hint_en="Delete one of them, or join their contents.",
    why="YAML diam-diam memakai yang terakhir, sehingga isi yang pertama hilang.",
    source="YAML 1.1 §3.2.1.3",
    example=Example("status: draf\njudul: Rapat Contoh\n", "status: draf\njudul: Rapat A\njudul: Rapat B\n", "berkas"),
)  # fmt: skip
Y003 = rule(
    "Y003", "kunci-asing",
    id="Kunci “{kunci}” tidak dikenal di sini.{maksud}",
    en="Key “{kunci}” is not known here.{maksud_en}",
    hint_id="Pakai salah satu kunci: {kunci_sah}.",
    hint_en="Use one of: {kunci_sah}.",
    why="Kunci yang salah eja membuat isinya tidak pernah tercetak.",
    source="Skema rekaman Notula",
    example=Example("status: draf\ntempat: Aula\n", "status: draf\ntempatt: Aula\n", "berkas"),
)  # fmt: skip
Y004 = rule(
    "Y004", "jenis-nilai",
    id="Nilai “{kunci}” seharusnya {seharusnya}, tetapi tertulis {nilai}.",
    en="Value of “{kunci}” should be {seharusnya_en}, but is {nilai}.",
    hint_id="Tulis {contoh}.",
    hint_en="Write {contoh}.",
    why="Nilai yang tidak dapat dibaca dianggap kosong.",
    source="Skema rekaman Notula",
    example=Example("status: draf\nmoda: luring\n", "status: draf\nmoda: lurring\n", "berkas"),
)  # fmt: skip
Y005 = rule(
    "Y005", "terlalu-besar",
    id="Berkas ini terlalu besar atau bersarang terlalu dalam ({ukuran}).",
    en="This file is too large or nested too deeply ({ukuran}).",
    hint_id="Pecah rekaman, dan kurangi pemakaian jangkar (&, *) yang berulang.",
    hint_en="Split the record, and reduce repeated anchors (&, *).",
    why="Jangkar yang berlipat ganda dapat menghabiskan memori.",
    source="Batas Notula",
    example=Example("status: draf\n", "status: draf\nacara: " + "[" * 70 + "]" * 70 + "\n", "berkas"),
)  # fmt: skip
Y006 = rule(
    "Y006", "aksara-berkas",
    id="Berkas ini memuat yang tidak boleh ada dalam teks UTF-8: {masalah}.",
    en="This file holds what UTF-8 text may not: {masalah}.",
    hint_id="Hapus aksara itu, atau simpan ulang berkas dengan pengodean UTF-8.",
    hint_en="Delete that character, or save the file again as UTF-8.",
    why="Pengodean lain merusak huruf di luar ASCII.",
    source="YAML 1.1 §5.1",
    example=Example("status: draf\n", "status: draf\njudul: \"\x07\"\n".replace("\\x07", "\x07"), "berkas"),
)  # fmt: skip
Y007 = rule(
    "Y007", "bukan-rekaman",
    id="Isi berkas ini bukan daftar “kunci: nilai”.",
    en="This file does not hold “key: value” pairs.",
    hint_id="Mulailah dengan baris seperti “status: draf”, atau buat rekaman baru dengan “notula new”.",
    hint_en="Start with a line such as “status: draf”, or make a new record with “notula new”.",
    why="Rekaman rapat adalah daftar kunci dan nilai.",
    source="Skema rekaman Notula",
    example=Example("status: draf\n", "- satu\n- dua\n", "berkas"),
)  # fmt: skip
T001 = rule(
    "T001", "tanggal-mustahil",
    id="Tanggal “{nilai}” tidak ada dalam kalender.",
    en="There is no such day as “{nilai}”.",
    hint_id="Periksa hari, bulan, dan tahunnya.",
    hint_en="Check day, month and year.",
    why="Tanggal yang mustahil adalah salah ketik.",
    source="Kalender Gregorius",
    example=Example("tanggal: 2026-11-24\n", "tanggal: 2026-11-31\n"),
)  # fmt: skip
T002 = rule(
    "T002", "hari-salah",
    id="“{nilai}”: tanggal itu jatuh pada hari {benar}, bukan {hari}.",
    en="“{nilai}”: that day is a {benar}, not {hari}.",
    hint_id="Betulkan harinya menjadi {benar}, atau tanggalnya.",
    hint_en="Correct the weekday to {benar}, or the date.",
    why="Hari dan tanggal yang bertentangan membuat naskah tidak sah.",
    source="domain.md §6",
    example=Example("tanggal: Selasa, 24 November 2026\n", "tanggal: Rabu, 24 November 2026\n"),
)  # fmt: skip
Y008 = rule(
    "Y008", "lebar-tabel",
    id="Baris {baris} tabel ini berisi {ada} sel, padahal kolomnya {kolom}.",
    en="Row {baris} of this table has {ada} cells, but there are {kolom} columns.",
    hint_id="Samakan jumlah sel setiap baris dengan jumlah kolom; sel kosong ditulis “–”.",
    hint_en="Give each row as many cells as there are columns; write “–” for an empty cell.",
    why="Tabel yang tidak persegi tidak dapat dicetak dengan benar.",
    source="Skema rekaman Notula",
    example=Example(
        "pembahasan:\n  - judul: A\n    isi:\n      - tabel: {kolom: [a, b], baris: [[x, y]]}\n",
        "pembahasan:\n  - judul: A\n    isi:\n      - tabel: {kolom: [a, b], baris: [[x]]}\n",
    ),
)  # fmt: skip
