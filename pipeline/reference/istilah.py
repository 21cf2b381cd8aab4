"""Official terms, and what tells a damaged one from another word (E004 to E008).

The terms are words of minutes, planning and government that stand in regulations and forms;
endings such as -nya are taken off before a word is looked up.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from pipeline.sampah import teringat


def _kumpulan(words: str) -> frozenset[str]:
    return frozenset(words.split())


ISTILAH = _kumpulan(
    """
    pemerintah pemerintahan provinsi kabupaten kecamatan kelurahan kementerian lembaga kelembagaan
    sekretariat sekretaris inspektorat inspektur direktorat direktur deputi asisten gubernur bupati
    wakil kepala ketua anggota pengurus pengawas pengawasan pembina pembinaan pejabat jabatan perangkat
    daerah instansi satuan organisasi perwakilan otonomi desentralisasi dekonsentrasi pembantuan
    kewenangan kewilayahan administrasi administratif birokrasi reformasi aparatur kepegawaian pegawai
    fungsional struktural pelaksana pelaksanaan penyelenggara penyelenggaraan ketatausahaan
    kerumahtanggaan kearsipan arsiparis perpustakaan protokol keprotokolan kehumasan hubungan masyarakat
    kemasyarakatan kebangsaan kesatuan kesbangpol penanggulangan bencana kebencanaan ketenteraman
    ketertiban pamong praja perlindungan transmigrasi ketransmigrasian ketenagakerjaan tenaga kerja
    koperasi perdagangan perindustrian penanaman modal perizinan pelayanan terpadu statistik persandian
    komunikasi informatika perhubungan lingkungan hidup kehutanan pertanian peternakan perikanan
    kelautan pertambangan energi pariwisata kebudayaan kepemudaan keolahragaan pendidikan kesehatan
    permukiman perumahan pertanahan pekerjaan umum penataan ruang tata
    rapat koordinasi musyawarah musrenbang sosialisasi bimbingan teknis lokakarya seminar diskusi
    pembahasan narasumber moderator pemateri penyaji fasilitator notula notulis notulensi undangan
    peserta kehadiran daftar hadir pembukaan penutupan sambutan pengarahan arahan paparan pemaparan
    penyampaian penyusunan perumusan kesimpulan simpulan rekomendasi keputusan kesepakatan persetujuan
    pengesahan penetapan penandatanganan penandatangan tanggapan pertanyaan jawaban masukan usulan
    laporan pelaporan dokumentasi lampiran tembusan surat naskah dinas keterangan disposisi
    pendistribusian verifikasi validasi klarifikasi konfirmasi sinkronisasi harmonisasi integrasi
    evaluasi monitoring pemantauan pengendalian penilaian pengukuran penelaahan peninjauan penyempurnaan
    tindak lanjut rencana aksi
    perencanaan perencana pembangunan penganggaran anggaran program kegiatan sasaran indikator kinerja
    capaian pencapaian keluaran strategis strategi kebijakan peraturan perundangan perundang ketentuan
    petunjuk pedoman pendapatan belanja pembiayaan retribusi pengeluaran penerimaan penatausahaan
    pertanggungjawaban akuntabilitas transparansi pengadaan barang jasa pemeriksaan keuangan
    perbendaharaan bendahara aset pengelolaan pengelola penggunaan pemanfaatan pemeliharaan pengembangan
    peningkatan penguatan percepatan pengoptimalan optimalisasi efektivitas efisiensi prioritas alokasi
    realisasi penyerapan perubahan pergeseran
    pengarusutamaan gender kesetaraan keadilan perempuan pemberdayaan anak kependudukan keluarga
    berencana responsif terpilah disabilitas penyandang lansia kekerasan pencegahan penanganan
    pendampingan pengaduan korban eksploitasi diskriminasi kesenjangan partisipasi akses kontrol manfaat
    kemiskinan kesejahteraan pengentasan stunting ketahanan pemenuhan pengasuhan perkawinan kerentanan
    rentan inklusif inklusi inklusivitas berkeadilan berkelanjutan berkesinambungan keberlanjutan
    keterlibatan keterpaduan keterwakilan kepemimpinan kemitraan kerelawanan pencatatan sipil
    menyelaraskan pemahaman implementasi tingkat mengidentifikasi kendala tantangan hambatan
    permasalahan komitmen pimpinan sektor pembentukan kelompok masing tanggung bersama seluruh
    mengintegrasikan perspektif menciptakan memastikan kepentingan meningkatkan kapasitas memasukkan
    dokumen memperkuat mendorong proses melaksanakan konsisten kebutuhan warga penugasan penunjukan
    pengangkatan pemberhentian pelantikan penghargaan penyerahan penyediaan penyaluran pendataan
    pemutakhiran pengumpulan pengolahan penyajian penyebarluasan publikasi informasi teknologi
    elektronik digitalisasi transformasi aplikasi jaringan infrastruktur prasarana sarana fasilitas
    fasilitasi advokasi edukasi penyuluhan pelatihan pembekalan pembelajaran pengetahuan keterampilan
    kompetensi profesional sertifikasi akreditasi standardisasi kualitas kuantitas ketersediaan
    keterjangkauan kelayakan pertumbuhan perekonomian ekonomi sosial budaya politik hukum keamanan
    pertahanan kedaulatan persatuan kerakyatan permusyawaratan kebijaksanaan kemanusiaan ketuhanan
    undang pelestarian pemulihan pengurangan peralihan pemindahan penghapusan pemusnahan penyusutan
    penyimpanan pengamanan pengawalan penertiban penegakan penyelesaian penyelidikan penyidikan
    pembuktian penelitian pengkajian kajian analisis analis auditor perancang pranata statistisi
    penyuluh widyaiswara kebidanan keperawatan kefarmasian puskesmas posyandu rumah sakit sekolah
    universitas perguruan tinggi akademisi praktisi pengusaha kewirausahaan wirausaha perbankan
    ketenagalistrikan kepariwisataan kepolisian kejaksaan pengadilan kehakiman pemilihan pemungutan
    penghitungan rekapitulasi kampanye bappeda bapperida bpkad dispora diskominfo disdukcapil kemendagri
    permendagri pergub perbup perda perwali kepmendagri ahli madya muda utama pertama pratama administrator
    bidang bagian seksi unit tim pokja forum dewan komisi badan pusat balai
    """
)
"""Official terms in small letters."""

KATA_TUGAS = _kumpulan(
    """
    adalah akan antara atas atau bagi bahwa bila dan dapat dari dengan di guna hingga ini itu jika juga karena
    ke kepada ketika lain maka melalui menjadi menurut namun oleh pada para per saat sampai sebagai secara
    sehingga sejak selama serta seperti setelah setiap sesuai suatu sudah tanpa telah tentang terhadap tersebut
    tetapi tidak untuk yaitu yakni yang
    """
)
"""Function words; nobody writes them with a capital in the middle."""

KATA_GANDA = _kumpulan(
    """
    adalah akan atau bagi bahwa dan dari dengan di guna karena ke kepada melalui menurut namun pada sebagai
    secara sehingga serta telah tentang terhadap tersebut tetapi untuk yaitu yakni yang
    """
)
"""Function words that never stand twice in a row, unlike “oleh-oleh”, “itu-itu”, “agar-agar”."""

KATA_UMUM = _kumpulan(
    """
    acara ada agar agenda akhir awal baik baru beberapa belum besar bulan cara data dalam
    demikian desa dua guna hal hari hasil ibu isi jumlah kami kata kerja kita kota lebih lokasi maksud mulai
    nama nomor pagi penting perlu pihak pukul resmi salah sama sebelum selesai semua siang tahun tanggal tempat
    tiga tujuan ujar waktu wilayah
    """
)
"""Common words of minutes beside the terms."""

KATA_LAIN = _kumpulan(
    """
    administrators akademis anggapan berangkat beraturan berhubungan defisiensi elektronika elektronis
    facilitator indicator kebanggaan kebidangan kecacatan kehujanan kelestarian kemenangan kemurahan
    keperawanan kesenangan kesesatan ketegangan ketenteraan ketenangan ketuanan keutuhan klasifikasi lengkungan
    memabukkan memasukan mematikan memerintah mengelola menunjukan menyandang merancang moderato
    moderators musyawarat pantangan pecundang pekerjakan pelayaran pelindungan pemadaman pemakaman pemantapan
    pemasaran pemasyarakatan pembalasan pembatasan pembukuan pemilikan pemindaian pemukiman pencerahan
    pendanaan pendarahan pendaratan pendorong penegasan penerapan pengajian pengajuan pengakuan
    pengalasan pengamalan pengamatan pengangguran pengangkutan pengayaan pengerahan penguapan penguburan
    pengubatan pengukuhan pengulangan penjarahan penuturan penyataan penyergapan penyimpangan penyusupan perangkap
    perankan perantauan perbaikan perbekalan perburuan percaturan periklanan peringkat persendian pertahankan
    pertamanan pertanyakan pertimbangan pertubuhan perundingan prasaran professional responsi secretariat statistic statistika
    statistis strategic strategies strategist structural tangkapan terangkat terencana
    """
)
"""Words one letter away from a term that are words themselves (`pengajuan`, `pengaduan`)."""

PECAHAN_SAH = frozenset(
    {
        "di rektorat", "ke luaran", "ke lautan", "ke mendagri", "ke putusan", "ke satuan", "ke tahanan",
        "ke perawatan", "ke pendudukan", "per satuan", "per tahanan", "per aturan", "per undangan",
        "per undang", "per hubungan", "per dagangan", "per angkatan", "per mendagri", "kep mendagri",
        "penanda tangan", "penanda tanganan", "keluar ga", "efisien si", "kompeten si", "transparan si",
    }
)  # fmt: skip
"""Two words that make a term when joined and are right apart."""

DAERAH = _kumpulan(
    """
    aceh sumatera riau jambi bengkulu lampung jakarta jawa banten bali kalimantan sulawesi gorontalo maluku papua
    yogyakarta serang lebak pandeglang tangerang cilegon bandung bogor bekasi
    """
)
"""First words of region names that run into “PROVINSI” and “KABUPATEN”."""

_PANJANG_MIRIP = 9
_PANJANG_GANTI = 11
_PANJANG_PECAH = 8
_PANJANG_PECAH_MIRIP = 12
_SUKU_GANDA = re.compile(r"([a-z]{2,3})\1")
_AKHIRAN = re.compile(r"(?<=\w{6})(?:nya|lah|kah|pun)\Z")


def kata_dikenal(word: str) -> bool:
    """Whether a word, in any case, is a term, a function word or a common word."""
    low = word.lower()
    return low in _DIKENAL or _AKHIRAN.sub("", low) in _DIKENAL


@teringat(16384)
def mirip(word: str) -> str | None:
    """The term that a word (small letters) misspells by one letter; None where it is a word or no term is near.

    A letter replaced by another counts only in long words, where no real pair such as
    `penetapan` and `penerapan` is found.
    """
    stem = _AKHIRAN.sub("", word)
    if len(stem) < _PANJANG_MIRIP - 1 or stem in _DIKENAL or stem in KATA_LAIN:
        return None
    once = _SUKU_GANDA.sub(r"\1", stem)
    if once in ISTILAH:  # “perencananaan”
        return once + word[len(stem) :]
    near = {t for d in (stem, *_hapus(stem)) for t in _TETANGGA.get(d, ()) if OSA.distance(stem, t) == 1}
    near = {t for t in near if len(t) != len(stem) or len(t) >= _PANJANG_GANTI or sorted(t) == sorted(stem)}
    longest = max(map(len, near), default=0)  # a letter is rather left out than typed twice
    near = {t for t in near if len(t) == longest}
    return near.pop() + word[len(stem) :] if len(near) == 1 else None


@teringat(4096)
def satukan(first: str, second: str) -> str | None:
    """The term that two pieces (small letters) make, whole or but for two letters; None where they are words."""
    if first not in AWALAN or f"{first} {second}" in PECAHAN_SAH:
        return None
    joined = first + second
    stem = _AKHIRAN.sub("", joined)
    if stem in ISTILAH and len(stem) >= _PANJANG_PECAH:
        return joined
    if first in _DIKENAL or kata_dikenal(second) or len(joined) < _PANJANG_PECAH_MIRIP - 2:
        return None
    near = [
        t
        for t in AWALAN[first]
        if len(t) >= _PANJANG_PECAH_MIRIP
        and t[-3:] == joined[-3:]
        and OSA.distance(joined, t, score_cutoff=2) <= 2
    ]
    return near[0] if len(near) == 1 else None


def _hapus(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(len(word))]


def _awalan() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for term in ISTILAH:
        if len(term) >= _PANJANG_PECAH:
            for end in range(2, len(term) - 1):
                found.setdefault(term[:end], []).append(term)
    return {k: tuple(v) for k, v in found.items()}


def _tetangga() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for term in ISTILAH:
        if len(term) >= _PANJANG_MIRIP:
            for key in (term, *_hapus(term)):
                found.setdefault(key, set()).add(term)
    return {k: tuple(v) for k, v in found.items()}


_DIKENAL = ISTILAH | KATA_TUGAS | KATA_UMUM
AWALAN = _awalan()
"""Beginnings of terms, each with the terms that begin so."""
_TETANGGA = _tetangga()
"""Terms by themselves with one letter left out, so that near words meet in a look-up."""
