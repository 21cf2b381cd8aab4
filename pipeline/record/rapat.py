"""The meeting record: what happened, in the words of the regulations.

Every field may be absent: what a document needs is said in `wajib.py` and checked there,
so that a half-written record can still be read, checked and shown.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from pipeline.record.base import Angka, Bilangan, Jam, Model, Tanggal, Ya, lower
from pipeline.record.retensi import Retensi

_TEKS_ATAU_OBJEK: dict[str, Any] = {"type": ["object", "string"]}


class Orang(Model):
    """A person. A bare string is the name alone, or a key of `inputs/pejabat.yaml`."""

    model_config = Model.model_config | {"json_schema_extra": _TEKS_ATAU_OBJEK}

    kunci: str | None = Field(None, description="Kunci di inputs/pejabat.yaml; yang kosong diisi dari sana.")
    nama: str | None = Field(None, description="Nama lengkap dengan gelar.")
    nip: Angka | None = Field(None, description="NIP atau NI PPPK, 18 angka; boleh berspasi.")
    pangkat: str | None = Field(None, description="Pangkat/golongan, mis. Pembina Tk. I (IV/b).")
    jabatan: str | None = Field(None, description="Nama jabatan.")
    instansi: str | None = Field(None, description="Perangkat daerah atau lembaga asal.")
    wilayah: str | None = Field(None, description="Wilayah asal, mis. Kabupaten Lebak.")
    jk: Literal["L", "P"] | None = Field(None, description="Jenis kelamin: L atau P.")

    @model_validator(mode="before")
    @classmethod
    def _bare_name(cls, value: Any) -> Any:
        return {"nama": value} if isinstance(value, str) else value


class SuratUndangan(Model):
    nomor: Angka | None = Field(None, description="Nomor surat undangan.")
    tanggal: Tanggal | None = Field(None, description="Tanggal surat undangan.")
    hal: str | None = Field(None, description="Hal surat undangan.")


class RentangTanggal(Model):
    """One day, or the first and last of several. A bare string is one day."""

    model_config = Model.model_config | {"json_schema_extra": _TEKS_ATAU_OBJEK}

    mulai: Tanggal | None = Field(None, description="Hari pertama (atau satu-satunya).")
    selesai: Tanggal | None = Field(None, description="Hari terakhir; kosong bila satu hari.")

    @model_validator(mode="before")
    @classmethod
    def _bare_day(cls, value: Any) -> Any:
        return {"mulai": value} if isinstance(value, str) else value


class Waktu(Model):
    panggilan: Jam | None = Field(None, description="Jam panggilan pada undangan (bentuk 54/2009).")
    mulai: Jam | None = Field(None, description="Jam mulai, mis. 09.00.")
    selesai: Jam | Literal["selesai"] | None = Field(None, description="Jam selesai, atau kata “selesai”.")
    zona: Annotated[Literal["wib", "wita", "wit"], lower] | None = Field(
        None, description="WIB, WITA atau WIT."
    )


class Penyelenggara(Model):
    instansi: str | None = Field(None, description="Nama lengkap instansi penyelenggara.")
    wilayah: str | None = Field(None, description="Wilayah penyelenggara, mis. Provinsi Banten.")


class Pimpinan(Model):
    ketua: Orang | None = Field(None, description="Ketua (pimpinan) rapat.")
    sekretaris: Orang | None = Field(None, description="Sekretaris rapat.")
    pencatat: Orang | None = Field(None, description="Pencatat (notulis).")


class Sambutan(Model):
    """The opening or the closing: by whom, when, with what words."""

    oleh: Orang | None = Field(None, description="Siapa yang membuka atau menutup.")
    pukul: Jam | None = Field(None, description="Jam pembukaan atau penutupan.")
    isi: str | None = Field(None, description="Pokok sambutan; boleh beberapa paragraf.")


class Hitungan(Model):
    """A head count by sex; the parts add up to `jumlah`."""

    L: Bilangan | None = Field(None, description="Laki-laki.")
    P: Bilangan | None = Field(None, description="Perempuan.")
    tidak_diketahui: Bilangan | None = Field(None, description="Jenis kelamin tidak diketahui.")
    jumlah: Bilangan | None = Field(None, description="Jumlah seluruhnya.")


class HitunganInstansi(Hitungan):
    instansi: str | None = Field(None, description="Instansi yang dihitung.")


class HitunganWilayah(Hitungan):
    wilayah: str | None = Field(None, description="Wilayah yang dihitung.")


class Rekap(Hitungan):
    """Totals as the attendance sheet gives them; they must agree with `peserta`."""

    per_instansi: tuple[HitunganInstansi, ...] = Field((), description="Hitungan per instansi.")
    per_wilayah: tuple[HitunganWilayah, ...] = Field((), description="Hitungan per wilayah.")


class Peserta(Orang):
    """One participant, or (with `delegasi`) a group that is counted and not named."""

    kehadiran: Annotated[Literal["hadir", "izin", "mewakili"], lower] = Field(
        "hadir", description="hadir, izin, atau mewakili."
    )
    mewakili: str | None = Field(None, description="Jabatan atau nama yang diwakili.")
    delegasi: str | None = Field(None, description="Nama rombongan yang dihitung tanpa nama.")
    hitungan: Hitungan | None = Field(None, description="Hitungan rombongan (dengan delegasi).")


class Uraian(Model):
    """One entry of a discussion. A bare string is free text (**bold**, *italic*, lists, tables)."""

    model_config = Model.model_config | {"json_schema_extra": _TEKS_ATAU_OBJEK}

    teks: str | None = Field(None, description="Paragraf bebas.")
    pembicara: Orang | None = Field(None, description="Siapa yang menyampaikan `uraian`.")
    uraian: str | None = Field(None, description="Yang disampaikan pembicara.")
    penanya: Orang | None = Field(None, description="Siapa yang bertanya.")
    pertanyaan: str | None = Field(None, description="Isi pertanyaan.")
    penjawab: Orang | None = Field(None, description="Siapa yang menjawab.")
    jawaban: str | None = Field(None, description="Isi jawaban.")
    tabel: TabelRekaman | None = Field(None, description="Tabel sederhana.")

    @model_validator(mode="before")
    @classmethod
    def _bare_text(cls, value: Any) -> Any:
        return {"teks": value} if isinstance(value, str) else value


class TabelRekaman(Model):
    judul: str | None = Field(None, description="Judul tabel.")
    kolom: tuple[str, ...] = Field((), description="Kepala kolom.")
    baris: tuple[tuple[str, ...], ...] = Field((), description="Baris, sebanyak kolomnya.")

    @model_validator(mode="after")
    def _rectangular(self) -> TabelRekaman:
        for number, row in enumerate(self.baris, 1):
            if len(row) != len(self.kolom):
                raise PydanticCustomError(
                    "tabel_lebar",
                    "row width",
                    {"baris": number, "ada": len(row), "kolom": len(self.kolom)},
                )
        return self


class Pembahasan(Model):
    """The discussion of one agenda item."""

    judul: str | None = Field(None, description="Acara yang dibahas.")
    pembicara: Orang | None = Field(None, description="Narasumber atau penyaji.")
    isi: tuple[Uraian, ...] = Field((), description="Uraian pembahasan berurutan.")
    kesimpulan: str | None = Field(None, description="Simpulan pembahasan acara ini.")


class Kutipan(Model):
    kata: str | None = Field(None, description="Kata-kata yang dikutip, tanpa tanda petik.")
    oleh: Orang | None = Field(None, description="Yang mengucapkan.")


class TindakLanjut(Model):
    uraian: str | None = Field(None, description="Apa yang dikerjakan.")
    penanggung_jawab: str | None = Field(None, description="Siapa yang bertanggung jawab.")
    tenggat: Tanggal | None = Field(None, description="Paling lambat kapan.")


class LampiranRekaman(Model):
    """A photo or a scanned attendance sheet, or text."""

    judul: str | None = Field(None, description="Judul lampiran.")
    gambar: str | None = Field(None, description="Berkas PNG, JPEG atau SVG, relatif terhadap rekaman.")
    keterangan: str | None = Field(None, description="Keterangan gambar.")
    alt: str | None = Field(None, description="Uraian gambar bagi pembaca layar.")
    isi: str | None = Field(None, description="Teks lampiran.")
    publik: Ya = Field(False, description="ya: gambar ikut pada salinan publik; tanpa ini tidak.")


class PenandaTangan(Orang):
    """A signer; several sign in the order given, the chair last (Permendagri 1/2023: one)."""

    peran: str | None = Field(None, description="Mis. Pimpinan Sidang/Rapat, Notulis.")
    delegasi: Annotated[Literal["a.n.", "u.b.", "plt.", "plh.", "pj.", "pjs."], lower] | None = Field(
        None, description="a.n., u.b., Plt., Plh., Pj. atau Pjs."
    )
    atas_nama: tuple[str, ...] | None = Field(
        None, description="Jabatan atasan berurutan untuk a.n. dan u.b."
    )


class Abaikan(Model):
    """A warning that the secretariat has looked at and keeps."""

    kode: str | None = Field(None, description="Kode peringatan, mis. E005.")
    alasan: str | None = Field(None, description="Mengapa dibiarkan; disimpan pada naskah.")
    teks: str | None = Field(None, description="Hanya peringatan yang memuat teks ini.")


class Samaran(Model):
    """What a public copy must not say. A bare string is words that are masked wherever they stand."""

    model_config = Model.model_config | {"json_schema_extra": _TEKS_ATAU_OBJEK}

    teks: str | None = Field(None, description="Kata yang disamarkan di mana pun tertulis.")
    bagian: str | None = Field(
        None, description="Bagian yang seluruh teksnya disamarkan, mis. peserta.4 atau pembahasan.2.isi."
    )
    alasan: str | None = Field(None, description="Mengapa dikecualikan; tidak ikut pada salinan.")

    @model_validator(mode="before")
    @classmethod
    def _bare_words(cls, value: Any) -> Any:
        return {"teks": value} if isinstance(value, str) else value


class Ralat(Model):
    """What a correction corrects; `notula ralat` fills it."""

    urut: Bilangan | None = Field(None, description="Ralat keberapa.")
    rekaman: str | None = Field(None, description="Nama rekaman yang diralat.")
    nomor: Angka | None = Field(None, description="Nomor naskah yang diralat.")
    tanggal: Tanggal | None = Field(None, description="Tanggal naskah yang diralat.")
    sidik: str | None = Field(None, description="Sidik (SHA-256) rekaman yang diralat.")
    alasan: str | None = Field(None, description="Mengapa diralat; dicetak pada naskah.")


class Penetapan(Model):
    tempat: str | None = Field(None, description="Kota penandatanganan.")
    tanggal: Tanggal | None = Field(None, description="Tanggal penandatanganan.")


DokumenJenis = Literal["notula", "laporan"]


class Rapat(Model):
    """One meeting."""

    status: Annotated[Literal["draf", "final"], lower] = Field(
        "draf", description="draf (boleh berlubang) atau final (harus lengkap)."
    )
    dokumen: tuple[Annotated[DokumenJenis, lower], ...] = Field(
        ("notula", "laporan"), description="Naskah yang dibuat: notula, laporan."
    )
    profil: str = Field("permendagri-1-2023", description="Nama profil tata letak.")
    instansi: str | None = Field(None, description="Kunci kop: nama berkas di inputs/instansi/.")
    jenis: str | None = Field(None, description="Jenis rapat, mis. Rapat Koordinasi.")
    judul: str | None = Field(None, description="Judul rapat.")
    nomor: Angka | None = Field(None, description="Nomor naskah; biasanya diberikan register.")
    klasifikasi: Angka | None = Field(None, description="Kode klasifikasi arsip, mis. 400.2.")
    keamanan: Annotated[Literal["biasa", "terbatas", "rahasia", "sangat rahasia"], lower] = Field(
        "biasa", description="Klasifikasi keamanan: biasa, terbatas, rahasia, sangat rahasia."
    )
    retensi: Retensi | None = Field(None, description="Retensi arsip; kosong: menurut jra pada kop instansi.")
    sifat: Annotated[Literal["biasa", "segera", "sangat segera", "amat segera"], lower] = Field(
        "biasa", description="Tingkat urgensi: biasa, segera, sangat segera (amat segera)."
    )
    surat_undangan: SuratUndangan | None = Field(None, description="Surat undangan rapat.")
    tanggal: RentangTanggal | None = Field(None, description="Hari rapat, atau mulai dan selesai.")
    waktu: Waktu | None = Field(None, description="Waktu rapat.")
    tempat: str | None = Field(None, description="Tempat rapat.")
    moda: Annotated[Literal["luring", "daring", "hibrida"], lower] | None = Field(
        None, description="luring, daring, atau hibrida."
    )
    penyelenggara: Penyelenggara | None = Field(None, description="Penyelenggara rapat.")
    pimpinan: Pimpinan | None = Field(None, description="Pimpinan rapat.")
    pembuka: Sambutan | None = Field(None, description="Pembukaan rapat.")
    penutup: Sambutan | None = Field(None, description="Penutupan rapat.")
    undangan: tuple[str, ...] = Field((), description="Yang diundang.")
    peserta: tuple[Peserta, ...] = Field((), description="Yang hadir, izin, atau mewakili.")
    rekap: Rekap | None = Field(None, description="Rekapitulasi kehadiran.")
    dasar: tuple[str, ...] = Field((), description="Dasar hukum.")
    acara: tuple[str, ...] = Field((), description="Mata acara.")
    tujuan: tuple[str, ...] = Field((), description="Maksud dan tujuan rapat.")
    pembahasan: tuple[Pembahasan, ...] = Field((), description="Jalannya pembahasan.")
    kutipan: tuple[Kutipan, ...] = Field((), description="Kutipan langsung.")
    keputusan: tuple[str, ...] = Field((), description="Keputusan rapat.")
    rekomendasi: tuple[str, ...] = Field((), description="Rekomendasi atau saran.")
    tindak_lanjut: tuple[TindakLanjut, ...] = Field((), description="Tindak lanjut.")
    lampiran: tuple[LampiranRekaman, ...] = Field((), description="Foto, daftar hadir, teks.")
    penetapan: Penetapan | None = Field(None, description="Tempat dan tanggal tanda tangan.")
    penanda_tangan: tuple[PenandaTangan, ...] = Field((), description="Penanda tangan.")
    tembusan: tuple[str, ...] = Field((), description="Tembusan.")
    ralat: Ralat | None = Field(None, description="Naskah yang diralat oleh rekaman ini.")
    abaikan: tuple[Abaikan, ...] = Field((), description="Peringatan yang dijawab, dengan alasannya.")
    samarkan: tuple[Samaran, ...] = Field((), description="Yang tidak boleh ada pada salinan publik.")
    catatan_impor: Annotated[
        tuple[str, ...], WithJsonSchema({"type": "array", "items": {"type": "string"}})
    ] = Field((), description="Teks sumber yang belum mendapat tempat; tidak dicetak.")

    @property
    def tanggal_naskah(self) -> date | None:
        """The day of the document: that of signing, else the last day of the meeting."""
        span = self.tanggal
        signed = self.penetapan.tanggal if self.penetapan else None
        return signed or ((span.selesai or span.mulai) if span else None)


Uraian.model_rebuild()
