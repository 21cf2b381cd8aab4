"""Words that tell a region in running text from what only looks like one."""

from __future__ import annotations

BIASA = frozenset((
    "agam", "alor", "banjar", "batang", "batu", "belu", "berau", "bima", "blora", "bone", "brebes",
    "bungo", "buol", "buru", "dairi", "demak", "ende", "garut", "karo", "kaur", "kendal", "klaten",
    "kota", "kudus", "kuningan", "lahat", "landak", "lebong", "lingga", "luwu", "malaka", "malang",
    "maros", "metro", "muna", "natuna", "ngada", "paser", "pati", "palu", "poso", "puncak", "sampang",
    "siak", "sigi", "sikka", "sintang", "solo", "solok", "sorong", "subang", "tapin", "tebo", "tegal", "toba",
    "tual", "tuban", "wajo",
))  # fmt: skip
"""Names of regencies and cities that are also common words, persons or brands: they need “di”."""

GENERIK = frozenset((
    "adat", "aman", "asri", "bahagia", "bahari", "baru", "bebas", "berdaya", "berkembang", "bersih",
    "bersinar", "binaan", "budaya", "cantik", "cerdas", "contoh", "damai", "dan", "digital", "emas",
    "hijau", "iklim", "inklusi", "inklusif", "industri", "keluarga", "kreatif", "kb", "lama", "layak",
    "lestari", "literasi", "madani", "maju", "makmur", "mandiri", "mitra", "pahlawan", "peduli",
    "pelajar", "percontohan", "pintar", "pusaka", "ramah", "sadar", "santri", "sehat", "sejahtera",
    "siaga", "tangguh", "tani", "terpadu", "tertinggal", "tua", "unggul", "wisata",
))  # fmt: skip
"""What a district, a village or a town is called in programmes (“Desa Maju”, “Kota Layak Anak”)."""

SEBELUM = frozenset((
    "di", "ke", "dari", "wilayah", "daerah", "warga", "masyarakat", "penduduk", "asal", "se", "antara",
    "untuk", "pada", "hingga", "sampai", "seluruh", "kawasan", "perwakilan", "wakil", "peserta",
    "utusan", "delegasi", "pemerintah", "rombongan", "kabupaten", "provinsi", "bersama", "menuju",
    "tamu",
))  # fmt: skip
"""Words after which a bare name is a place."""

INSTANSI = frozenset((
    "Dinas", "Badan", "Bappeda", "Bappedalitbang", "Inspektorat", "Sekretariat", "DPRD", "Pemerintah",
    "Polda", "Polres", "Polresta", "Polsek", "Kodim", "Korem", "Kejaksaan", "Pengadilan", "BPS", "BPBD",
    "BPKAD", "KPU", "Bawaslu", "Satpol", "RSUD", "TP", "PKK", "Kanwil", "Kantor", "Pokja", "Perwakilan",
    "BKKBN", "Baznas", "Kwarda", "Kwarcab", "MUI", "KONI", "KNPI", "Dekranasda", "Satuan", "Perangkat",
    "Sekda", "Sekretaris", "Kepala", "Ketua", "Inspektur", "Kapolda", "Kapolres", "Wakil", "Penjabat",
    "Pj", "Plt", "Plh", "Forum", "Tim",
))  # fmt: skip
"""First words of agencies and offices that end in the name of their region (“Bappeda Banten”)."""

UMUM = frozenset(("Kepala", "Ketua", "Sekretaris", "Wakil", "Tim", "Forum", "Kantor"))
"""Those of them that say too little alone: “Kepala Puncak” has no region in it."""
