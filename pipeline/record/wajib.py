"""What a document needs, by document type; the same words label the gaps of a draft."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.places import Path


@dataclass(frozen=True)
class Wajib:
    """An obligatory fact: path into the record (`*`: each item), label, documents that need it."""

    path: tuple[str, ...]
    label: str
    dokumen: frozenset[str]


_SEMUA = frozenset({"notula", "laporan"})
_NOTULA = frozenset({"notula"})
_LAPORAN = frozenset({"laporan"})

WAJIB: tuple[Wajib, ...] = tuple(
    Wajib(tuple(path.split(".")), label, dokumen)
    for path, label, dokumen in (
        ("instansi", "kop instansi", _SEMUA),
        ("jenis", "jenis rapat", _SEMUA),
        ("judul", "judul rapat", _SEMUA),
        ("tanggal.mulai", "tanggal rapat", _SEMUA),
        ("waktu.mulai", "waktu mulai", _SEMUA),
        ("waktu.selesai", "waktu selesai", _SEMUA),
        ("waktu.zona", "zona waktu (WIB/WITA/WIT)", _SEMUA),
        ("tempat", "tempat rapat", _SEMUA),
        ("penyelenggara.instansi", "instansi penyelenggara", _SEMUA),
        ("penyelenggara.wilayah", "wilayah penyelenggara", _SEMUA),
        ("pimpinan.ketua.nama", "nama ketua rapat", _SEMUA),
        ("pimpinan.ketua.jabatan", "jabatan ketua rapat", _SEMUA),
        ("pimpinan.pencatat.nama", "nama pencatat", _NOTULA),
        ("pembuka.oleh.nama", "nama pembuka", _SEMUA),
        ("pembuka.oleh.jabatan", "jabatan pembuka", _SEMUA),
        ("penutup.oleh.nama", "nama penutup", _SEMUA),
        ("penutup.oleh.jabatan", "jabatan penutup", _SEMUA),
        ("peserta", "peserta rapat", _SEMUA),
        ("acara", "acara rapat", _NOTULA),
        ("tujuan", "maksud dan tujuan", _LAPORAN),
        ("dasar", "dasar hukum", _LAPORAN),
        ("pembahasan", "pembahasan", _SEMUA),
        ("pembahasan.*.judul", "acara yang dibahas", _SEMUA),
        ("kutipan.*.kata", "kata-kata kutipan", _SEMUA),
        ("kutipan.*.oleh.nama", "nama yang dikutip", _SEMUA),
        ("keputusan", "keputusan rapat", _SEMUA),
        ("tindak_lanjut.*.uraian", "uraian tindak lanjut", _SEMUA),
        ("tindak_lanjut.*.penanggung_jawab", "penanggung jawab tindak lanjut", _SEMUA),
        ("tindak_lanjut.*.tenggat", "tenggat tindak lanjut", _SEMUA),
        ("lampiran.*.judul", "judul lampiran", _SEMUA),
        ("lampiran.*.alt", "uraian gambar (alt)", _SEMUA),
        ("penetapan.tempat", "tempat penandatanganan", _LAPORAN),
        ("penetapan.tanggal", "tanggal penandatanganan", _LAPORAN),
        ("penanda_tangan", "penanda tangan", _SEMUA),
        ("penanda_tangan.*.nama", "nama penanda tangan", _SEMUA),
        ("penanda_tangan.*.jabatan", "jabatan penanda tangan", _SEMUA),
    )
)

_LABEL = {w.path: w.label for w in WAJIB} | {
    ("kutipan", "*", "oleh", "jabatan"): "jabatan yang dikutip",
    ("surat_undangan", "nomor"): "nomor surat undangan",
    ("surat_undangan", "tanggal"): "tanggal surat undangan",
}


def label(path: Path) -> str:
    """What the value at a path is called, for a gap or a finding."""
    pattern = tuple("*" if isinstance(p, int) else p for p in path)
    if pattern in _LABEL:
        return _LABEL[pattern]
    words = [str(p).replace("_", " ") for p in path if not isinstance(p, int)]
    return " ".join(reversed(words[-2:]))
