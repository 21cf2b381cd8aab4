"""Clean final records with the variety of real offices, made from a seed: nothing in them is wrong.

Every person is visibly a sample; regions are real, since region checks must see real names.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import yaml

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
    "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

WILAYAH = {
    "Provinsi Banten": ("Kabupaten Pandeglang", "Kabupaten Lebak", "Kabupaten Tangerang", "Kabupaten Serang", "Kota Tangerang", "Kota Cilegon", "Kota Serang", "Kota Tangerang Selatan"),
    "Provinsi Jawa Barat": ("Kabupaten Bogor", "Kota Bogor", "Kabupaten Bandung", "Kota Bandung", "Kabupaten Cirebon", "Kota Depok", "Kabupaten Ciamis", "Kota Banjar"),
    "Provinsi Jawa Tengah": ("Kabupaten Semarang", "Kota Semarang", "Kabupaten Pati", "Kabupaten Demak", "Kota Tegal", "Kabupaten Batang", "Kota Surakarta"),
    "Daerah Istimewa Yogyakarta": ("Kabupaten Sleman", "Kabupaten Bantul", "Kota Yogyakarta", "Kabupaten Gunungkidul"),
    "Provinsi Jawa Timur": ("Kabupaten Malang", "Kota Malang", "Kota Batu", "Kabupaten Sidoarjo", "Kota Surabaya", "Kabupaten Kediri"),
    "Provinsi Sumatera Barat": ("Kota Padang", "Kabupaten Solok", "Kota Solok", "Kabupaten Agam", "Kota Sawahlunto"),
    "Provinsi Lampung": ("Kota Metro", "Kota Bandar Lampung", "Kabupaten Pesawaran", "Kabupaten Lampung Selatan"),
    "Provinsi Sulawesi Selatan": ("Kota Makassar", "Kabupaten Gowa", "Kabupaten Maros", "Kota Palopo"),
    "Provinsi Nusa Tenggara Timur": ("Kabupaten Ende", "Kota Kupang", "Kabupaten Kupang", "Kabupaten Alor"),
    "Provinsi Papua Barat Daya": ("Kota Sorong", "Kabupaten Sorong", "Kabupaten Raja Ampat"),
}  # fmt: skip
ZONA = {
    "Provinsi Sulawesi Selatan": "wita",
    "Provinsi Nusa Tenggara Timur": "WITA",
    "Provinsi Papua Barat Daya": "WIT",
}
DEPAN = ("", "", "", "", "Dr. ", "Drs. ", "Dra. ", "Ir. ", "H. ", "Hj. ", "dr. ", "Prof. Dr. ", "Dr. Ir. ")
NAMA_L = (
    "Asep",
    "Budi",
    "Yakun",
    "I Made",
    "Taufik",
    "Arif",
    "Dadang",
    "La Ode",
    "Muh. Ali",
    "Johanes",
    "Andi",
    "Tubagus",
    "Teuku",
    "Ujang",
    "Nyoman",
)
NAMA_P = (
    "Siti",
    "Dewi",
    "Khairati",
    "Ni Luh",
    "Fitri",
    "Aisyah",
    "Nurul",
    "Maria",
    "Cut",
    "Wulan",
    "Rina",
    "Tri",
    "Endang",
)
MARGA = (
    "Contoh",
    "Contohadi",
    "Contohwati Sari",
    "Contoh Wijaya",
    "Contohputra",
    "Rekaan",
    "Contoh Nasution",
    "Contoh S. Rekaan",
    "Misalnya",
    "Contoh al-Rekaan",
    "Contoh O'Rekaan",
)
BELAKANG = (
    "",
    "",
    ", S.E.",
    ", S.H., M.H.",
    ", S.Sos., M.Si.",
    ", S.IP.",
    ", S.T., M.T.",
    ", S.Kom.",
    ", S.KM., M.Kes.",
    ", S.STP., M.AP.",
    ", A.Md.",
    ", S.Pd., M.Pd.",
    ", Ph.D.",
    ", S.Ag.",
    ", S.I.Kom.",
    ", M.B.A.",
)
PANGKAT = (
    "Pengatur Tk. I (II/d)",
    "Penata Muda (III/a)",
    "Penata Muda Tk. I (III/b)",
    "Penata (III/c)",
    "Penata Tk. I (III/d)",
    "Pembina (IV/a)",
    "Pembina Tk. I (IV/b)",
    "Pembina Utama Muda (IV/c)",
    "Pembina Tingkat I, IV/b",
)
DINAS = (
    "Dinas Pemberdayaan Perempuan dan Perlindungan Anak",
    "Badan Perencanaan Pembangunan Daerah",
    "Dinas Kesehatan",
    "Dinas Sosial",
    "Dinas Pendidikan dan Kebudayaan",
    "Inspektorat",
    "Dinas Pekerjaan Umum dan Penataan Ruang",
    "Badan Pengelolaan Keuangan dan Aset Daerah",
    "Dinas Komunikasi dan Informatika",
    "Satuan Polisi Pamong Praja",
    "Dinas Kependudukan dan Pencatatan Sipil",
    "RSUD Contoh",
)
JABATAN = (
    "Kepala Bidang Perencanaan",
    "Sekretaris",
    "Analis Kebijakan Ahli Muda",
    "Perencana Ahli Madya",
    "Kepala Seksi Data",
    "Kepala Subbagian Umum",
    "Statistisi Ahli Pertama",
    "Auditor Ahli Madya",
    "Pranata Komputer Ahli Muda",
    "Penyuluh Sosial",
)
JENIS = (
    "Rapat Koordinasi",
    "Rapat Kerja",
    "Rapat Evaluasi",
    "Rapat Pimpinan",
    "Forum Perangkat Daerah",
    "Rapat Persiapan",
    "Rapat Tindak Lanjut",
)
TEMA = (
    "Pengarusutamaan Gender",
    "Percepatan Penurunan Stunting",
    "Penyusunan RKPD",
    "Penanggulangan Banjir",
    "Kabupaten Layak Anak",
    "Pengelolaan Sampah",
    "Satu Data Daerah",
    "Sistem Pemerintahan Berbasis Elektronik",
    "Penyelesaian Aset",
    "Reformasi Birokrasi",
    "Ketahanan Pangan",
    "Zona Integritas",
)
TEMPAT = (
    "Aula Lantai 2 {dinas}",
    "Ruang Rapat Bupati",
    "Gedung Serbaguna Contoh",
    "Hotel Contoh Indah, Jalan Jenderal Sudirman Nomor 12",
    "Ruang Rapat I Setda",
    "Pendopo",
    "Zoom Meeting, ID 812 3456 7890",
    "Ruang Command Center lt. 3",
)
KALIMAT = (
    "Ketua rapat menyampaikan selamat datang kepada seluruh peserta dan mengucapkan terima kasih atas kehadirannya.",
    "Data terpilah menurut jenis kelamin pada tingkat kecamatan dan desa belum seluruhnya tersedia.",
    "Anggaran kegiatan sebesar Rp1.250.000.000,00 telah terserap 62,5 persen sampai dengan triwulan III.",
    "Sesuai dengan Peraturan Menteri Dalam Negeri Nomor 1 Tahun 2023, naskah dinas ditandatangani secara elektronik.",
    "Rapat dilanjutkan dengan pemaparan narasumber, tanya jawab, dan perumusan kesepakatan.",
    "Perangkat daerah yang belum menyampaikan laporan diminta melengkapinya paling lambat akhir bulan ini.",
    "Berikut adalah pokok-pokok pembahasan yang disampaikan oleh narasumber:",
    "Kendala yang dihadapi antara lain keterbatasan sumber daya manusia, jaringan, dan sarana kerja.",
    "Peserta dari {kab} mengusulkan pendampingan langsung di lapangan.",
    "Pemerintah {kab} telah menerbitkan surat keputusan tim pada tahun 2025.",
    "Kegiatan serupa di {kab} diikuti 125 orang, terdiri atas 60 laki-laki dan 65 perempuan.",
    "Sambil menunggu regulasi dari pusat, perangkat daerah menyusun rencana aksi masing-masing.",
    "Apabila terdapat perubahan jadwal, panitia akan memberitahukan melalui surat dan grup WhatsApp.",
    "Hal ini sejalan dengan RPJMD 2025–2029 dan Renstra perangkat daerah.",
    "Mohon dukungan semua pihak agar target 14 persen pada tahun 2027 dapat tercapai.",
    "Narasumber menegaskan bahwa kualitas data lebih penting daripada jumlahnya.",
    "Usulan warga Desa Sukamaju dan Kelurahan Karya dibahas pada sesi kedua.",
    "Masyarakat makmur, mandiri, dan damai menjadi cita-cita bersama.",
    "Beberapa hal yang perlu diperhatikan: a. kelengkapan dokumen; b. ketepatan waktu; c. kesesuaian dengan pagu.",
    "Waktu pelaksanaan pukul 09.00 s.d. 12.00 WIB, dilanjutkan pukul 13.00 s.d. selesai.",
    "Tim e-planning dan SIPD akan melakukan penyesuaian menu s.d. minggu ke-3.",
    "*Focal point* gender di setiap perangkat daerah **wajib** mengikuti bimbingan teknis.",
    "Hasil survei menunjukkan kenaikan dari 3,2% menjadi 4,75% (naik 1,55 poin).",
    "Nomor kontak sekretariat: (0254) 123456, laman contoh.go.id, pos-el sekretariat@contoh.go.id.",
    "Pengadaan mengacu pada Peraturan Presiden Nomor 12 Tahun 2021 beserta perubahannya.",
    "Laporan disampaikan setiap bulan, paling lambat tanggal 10 bulan berikutnya.",
    "Kata-kata penyemangat dari warga, antara lain hidup sehat dan hidup bersih, ditampilkan di layar.",
    "Koordinasi dengan BPS, BKKBN, Kementerian Dalam Negeri, dan UNICEF terus dilakukan.",
    "Pada HUT ke-26 nanti, setiap kecamatan menampilkan produk UMKM, kuliner, dsb.",
    "Jalan provinsi sepanjang 12,5 km rusak berat, sedangkan 3 unit jembatan perlu diganti.",
    "Untuk itu, semua OPD diminta meng-*update* data paling lambat minggu kedua.",
    "Usia peserta antara 25–50 tahun, dengan pendidikan SMA/sederajat sampai S-2.",
)
BUTIR = (
    "Menyusun data terpilah dan menyampaikannya kepada sekretariat",
    "Menetapkan dua orang penanggung jawab pada setiap perangkat daerah",
    "Memasukkan indikator ke dalam Renja dan RKPD",
    "Melaksanakan pendampingan di {kab} paling sedikit dua kali setahun",
    "Melaporkan kemajuan pelaksanaan setiap triwulan",
    "Mengalokasikan anggaran melalui perubahan APBD",
    "Memperbarui surat keputusan kelompok kerja",
    "Menindaklanjuti temuan pemeriksaan sesuai dengan ketentuan yang berlaku",
    "Menyelaraskan jadwal kegiatan antarperangkat daerah",
    "Mengumumkan hasil rapat melalui laman resmi",
)
DASAR = (
    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;",
    "Instruksi Presiden Nomor 9 Tahun 2000 tentang Pengarusutamaan Gender dalam Pembangunan Nasional;",
    "Peraturan Menteri Dalam Negeri Nomor 1 Tahun 2023 tentang Tata Naskah Dinas di Lingkungan Pemerintah Daerah;",
    "Peraturan Pemerintah Nomor 12 Tahun 2019 tentang Pengelolaan Keuangan Daerah.",
)
UCAP = (
    "Kita mulai dari data, bukan dari perkiraan.",
    "Satu indikator yang diukur lebih berguna daripada sepuluh yang ditulis.",
    "Tidak boleh ada warga yang tertinggal, di desa maupun di kota.",
    "Saya minta semua bekerja bersama, bukan sendiri-sendiri.",
)


def tanggal(day: date, r: random.Random) -> str:
    """A day in one of the forms that people write."""
    words = f"{day.day} {BULAN[day.month - 1]} {day.year}"
    return r.choice((day.isoformat(), words, f"{HARI[day.weekday()]}, {words}"))


def nip(r: random.Random, jk: str, serial: int) -> str:
    """A well-formed number of a civil servant (or, at times, of a PPPK)."""
    born = date(r.randint(1968, 1992), r.randint(1, 12), r.randint(1, 28))
    start = born.year + r.randint(20, 29)
    middle = 21 if start >= 2021 and r.random() < 0.5 else r.randint(1, 12)
    parts = (f"{born:%Y%m%d}", f"{start}{middle:02d}", "1" if jk == "L" else "2", f"{serial % 999 + 1:03d}")
    return r.choice((" ", "")).join(parts)


def orang(r: random.Random, serial: int, instansi: str, wilayah: str) -> dict[str, Any]:
    """A person with an office; some are mononyms, some from outside the service."""
    jk = r.choice("LP")
    first = r.choice(NAMA_L if jk == "L" else NAMA_P)
    last = f"{r.choice(MARGA)} {chr(65 + serial % 26)}{chr(97 + serial // 26 % 26)}ra"
    title = r.choice(DEPAN)
    if (title.strip() in ("H.", "Drs.") and jk == "P") or (title.strip() in ("Hj.", "Dra.") and jk == "L"):
        title = ""
    person: dict[str, Any] = {"nama": f"{title}{first} {last}{r.choice(BELAKANG)}", "jk": jk}
    if r.random() < 0.15:
        return person | {
            "nama": f"Contoh{last.split()[-1].lower()}",
            "jabatan": "Ketua",
            "instansi": f"Forum Contoh {serial}",
            "wilayah": wilayah,
        }
    person |= {"nip": nip(r, jk, serial)}
    if person["nip"].replace(" ", "")[12:14] != "21":
        person["pangkat"] = r.choice(PANGKAT)
    return person | {"jabatan": r.choice(JABATAN), "instansi": instansi, "wilayah": wilayah}


def paragraf(r: random.Random, kab: str) -> str:
    """Free text: sentences, at times a list or a table with its sum."""
    text = " ".join(s.format(kab=kab) for s in r.sample(KALIMAT, r.randint(1, 4)) if not s.endswith(":"))
    text = text or KALIMAT[0]
    kind = r.random()
    if kind < 0.25:
        rows = "\n".join(
            f"{i}. {b[0].lower()}{b[1:].format(kab=kab)};" for i, b in enumerate(r.sample(BUTIR, 3), 1)
        )
        return f"{text}\n\n{rows}"
    if kind < 0.4:
        numbers = [r.randint(1, 2000) for _ in range(3)]
        rows = "".join(f"| Bagian {i} | {n:,} |\n".replace(",", ".") for i, n in enumerate(numbers, 1))
        return (
            f"{text}\n\n| Uraian | Banyaknya |\n|---|---|\n{rows}| Jumlah | {sum(numbers):,} |".replace(
                ",", "."
            )
            if "," not in text
            else text
        )
    return text


def penanda_tangan(r: random.Random, ketua: dict[str, Any], kab: str) -> list[dict[str, Any]]:
    """Signature blocks as art. 44 has them."""
    own = {k: ketua[k] for k in ("nama", "nip", "pangkat", "jabatan") if k in ketua}
    kind = r.random()
    if kind < 0.15:
        return [{"nama": "Contoh Rekaan", "jabatan": f"Bupati {kab.split(' ', 1)[1]}", "delegasi": "Pj."}]
    if kind < 0.3 and "nip" in own:
        return [own | {"delegasi": "a.n.", "atas_nama": ["SEKRETARIS DAERAH"]}]
    if kind < 0.4 and "nip" in own:
        return [own | {"delegasi": "Plt."}]
    return [own | {"peran": "Pimpinan Sidang/Rapat"}] if "nip" in own else [own]


def rekaman_bersih(seed: int) -> dict[str, Any]:
    """A complete final record; equal seeds give equal records."""
    r = random.Random(seed)
    prov = r.choice(list(WILAYAH))
    kabs = r.sample(WILAYAH[prov], min(len(WILAYAH[prov]), r.randint(2, 4)))
    local = r.random() < 0.5
    home = kabs[0] if local else prov
    dinas = f"{r.choice(DINAS)} {home}"
    day = date(2024, 1, 1) + timedelta(days=r.randrange(1000))
    end = day + timedelta(days=r.choice((0, 0, 0, 1, 2)))
    people = []
    for n in range(r.randint(3, 30)):
        kab = home if local else r.choice((prov, *kabs))
        people.append(orang(r, n + seed % 50 * 30, f"{r.choice(DINAS)} {kab}", kab))
    ketua = orang(r, 700 + seed, dinas, home) | {"jabatan": f"Kepala {dinas}"}
    ketua |= {"nip": nip(r, ketua["jk"], 800), "pangkat": "Pembina Utama Muda (IV/c)"}
    ketua.pop("instansi")
    pencatat = orang(r, 900 + seed, dinas, home) | {"jabatan": "Analis Kebijakan Ahli Muda"}
    speaker = people[0]
    male = sum(p["jk"] == "L" for p in people)
    kab = kabs[-1] if not local else home
    tema = r.choice(TEMA)
    acara = r.sample(TEMA, r.randint(1, 3))
    return {
        "status": "final",
        "dokumen": r.choice((["notula"], ["laporan"], ["notula", "laporan"])),
        "profil": r.choice(("permendagri-1-2023", "permendagri-54-2009")),
        "instansi": "dinas-contoh" if prov == "Provinsi Banten" and not local else "kop-korpus",
        "jenis": (jenis := r.choice(JENIS)),
        "judul": f"{jenis} {tema} Tahun {day.year}",
        "klasifikasi": r.choice(("400.2", "000.7", "900.1")),
        "surat_undangan": {"nomor": f"400.2/{seed % 500 + 1:03d}/CONTOH/{day.year}", "tanggal": tanggal(day - timedelta(days=r.randint(2, 10)), r), "hal": "Undangan Rapat"},
        "tanggal": tanggal(day, r) if end == day else {"mulai": tanggal(day, r), "selesai": tanggal(end, r)},
        "waktu": {"panggilan": "08.00", "mulai": r.choice(("08.30", "09.00", "pukul 13.30")), "selesai": r.choice(("15.00", "16.30", "selesai")), "zona": ZONA.get(prov, "WIB")},
        "tempat": r.choice(TEMPAT).format(dinas=dinas),
        "moda": r.choice(("luring", "daring", "hibrida")),
        "penyelenggara": {"instansi": dinas, "wilayah": home},
        "pimpinan": {"ketua": ketua, "pencatat": pencatat},
        "pembuka": {"oleh": ketua, "pukul": "09.10", "isi": "\n\n".join(paragraf(r, kab) for _ in range(2))},
        "penutup": {"oleh": ketua, "pukul": "11.50", "isi": "Rapat ditutup dengan ucapan terima kasih kepada seluruh peserta."},
        "peserta": people,
        "rekap": {"L": male, "P": len(people) - male, "jumlah": len(people)},
        "dasar": r.sample(DASAR, r.randint(1, 4)),
        "acara": acara,
        "tujuan": [b.format(kab=kab) for b in r.sample(BUTIR, 3)],
        "pembahasan": [
            {
                "judul": a,
                "isi": [
                    paragraf(r, kab),
                    {"pembicara": {"nama": speaker["nama"], "jabatan": speaker["jabatan"]}, "uraian": paragraf(r, kab)},
                    {"penanya": {"nama": people[-1]["nama"]}, "pertanyaan": "Kapan bantuan disalurkan?", "penjawab": ketua, "jawaban": KALIMAT[5]},
                ],
                "kesimpulan": r.choice(BUTIR).format(kab=kab),
            }
            for a in acara
        ],
        "kutipan": [{"kata": r.choice(UCAP), "oleh": ketua}],
        "keputusan": [b.format(kab=kab) + r.choice((";", ".", "")) for b in r.sample(BUTIR, r.randint(2, 6))],
        "rekomendasi": [b.format(kab=kab) for b in r.sample(BUTIR, 2)],
        "tindak_lanjut": [{"uraian": r.choice(BUTIR).format(kab=kab), "penanggung_jawab": f"{r.choice(DINAS)} {kab}", "tenggat": tanggal(end + timedelta(days=r.randint(5, 90)), r)}],
        "penetapan": {"tempat": home.split(" ", 1)[1], "tanggal": tanggal(end + timedelta(days=r.randint(0, 3)), r)},
        "penanda_tangan": penanda_tangan(r, ketua, kab),
        "tembusan": [f"Sekretaris Daerah {home}"],
    }  # fmt: skip


KOP = "pemerintah: PEMERINTAH CONTOH\nnama: [DINAS CONTOH KORPUS]\n"
"""The letterhead `kop-korpus` of records from outside Banten: of no region, so that it contradicts none."""


def teks_bersih(seed: int) -> str:
    """The record as YAML."""
    return yaml.safe_dump(rekaman_bersih(seed), allow_unicode=True, sort_keys=False, width=4000)
