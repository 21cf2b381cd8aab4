"""The targets of an office (`inputs/arsip.yaml`): which there are, what each may hold, and what is wrong with them."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import replace
from posixpath import normpath
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, WithJsonSchema

from pipeline.archive import tujuan as folder_tujuan
from pipeline.findings import Example, Finding, Place, Severity, maksud, rule
from pipeline.places import Path, Places
from pipeline.read import read
from pipeline.record.base import Bilangan, Model, Ya, lower
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.archive.tujuan import Pembuat

BERKAS = "arsip.yaml"
JENIS = tuple(sorted(m.name for m in pkgutil.iter_modules(folder_tujuan.__path__)))
"""The kinds of target: one file each in `pipeline/archive/tujuan/`."""

_TERCETAK = re.compile(r"[!-~]+")
_SANDI = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|keyring:[^/\s]+(/\S+)?")
_UMUM = frozenset({"nama", "jenis", "wajib", "publik", "keamanan", "bentuk", "batas_waktu"})
_SUMBER = "Notula: tujuan arsip"
_BERISI_SANDI = frozenset({"D005", "D006"})
"""Findings about values that may be a password."""
_LOKAL = {"localhost", "127.0.0.1", "::1"}


class Bidang(Model):
    """A custom field of the target and the fact that fills it."""

    nama: str | None = Field(None, description="Nama bidang di sistem tujuan.")
    isi: Annotated[
        Literal["nomor", "klasifikasi", "keamanan", "instansi", "sidik", "rekaman", "tanggal_naskah"], lower
    ] | None = Field(None, description="Fakta yang diisikan: nomor, klasifikasi, keamanan, instansi, sidik, "
                     "rekaman, atau tanggal_naskah.")  # fmt: skip


class TujuanArsip(Model):
    """One target. Which keys beside the first it needs, its kind says."""

    nama: str | None = Field(None, description="Nama tujuan, dipakai register; jangan diganti.")
    jenis: Annotated[str, lower, WithJsonSchema({"enum": list(JENIS)})] | None = Field(
        None, description=f"Jenis tujuan: {', '.join(JENIS)}."
    )
    wajib: Ya = Field(
        True, description="Naskah baru berkeadaan diarsipkan bila sampai di semua tujuan wajib."
    )
    publik: Ya = Field(
        False, description="Dapat dilihat umum; hanya menerima salinan publik (tersamar) dari naskah biasa."
    )
    keamanan: tuple[Annotated[Literal["biasa", "terbatas", "rahasia", "sangat rahasia"], lower], ...] = Field(
        ("biasa",), description="Klasifikasi keamanan yang boleh dikirim ke sini."
    )
    bentuk: Annotated[Literal["paket", "naskah"], lower] | None = Field(
        None, description="paket (BagIt dalam ZIP) atau naskah (berkas bertanda tangan saja)."
    )
    folder: str | None = Field(None, description="folder: letak arsip, relatif terhadap ruang kerja.")
    alamat: str | None = Field(None, description="Alamat layanan, mis. https://arsip.contoh.go.id/dav/.")
    wadah: str | None = Field(None, description="s3: nama wadah (bucket). cmis: nama repositori.")
    awalan: str | None = Field(None, description="Folder atau awalan nama di tujuan, mis. notula/2026.")
    region: str = Field("us-east-1", description="s3: nama wilayah layanan.")
    kunci_objek: Annotated[Literal["tidak", "governance", "compliance"], lower] = Field(
        "tidak", description="s3: kunci objek (object lock) selama masa retensi aktif dan inaktif."
    )
    pengguna: str | None = Field(None, description="Nama pengguna atau kunci akses.")
    sandi_dari: str | None = Field(
        None,
        description="Asal sandi atau token: env:NAMA atau keyring:LAYANAN/PENGGUNA; tidak pernah sandinya.",
    )
    sertifikat: str | None = Field(
        None, description="Berkas sertifikat akar (PEM) bagi layanan dalam kantor."
    )
    batas_waktu: Bilangan = Field(60, description="Detik menunggu jawaban layanan.")
    tipe: str | None = Field(None, description="cmis, mayan, paperless: jenis dokumen di sistem itu.")
    label: tuple[str, ...] = Field((), description="paperless, mayan: label (tag) yang diberikan.")
    korespondensi: str | None = Field(None, description="paperless: nama koresponden.")
    bidang: tuple[Bidang, ...] = Field((), description="paperless, mayan: bidang khusus dan isinya.")

    @property
    def kiriman(self) -> str:
        """Whether the target takes the package or the signed file."""
        return self.bentuk or pembuat(self).BENTUK[0]

    def boleh(self, keamanan: str) -> bool:
        """Whether a document of this classification may go there."""
        return keamanan in self.keamanan and (keamanan == "biasa" or not self.publik)


class PengaturanArsip(Model):
    """`inputs/arsip.yaml`."""

    tujuan: tuple[TujuanArsip, ...] = Field((), description="Tujuan arsip, berurutan.")


BAWAAN = PengaturanArsip(tujuan=(TujuanArsip(nama="arsip", jenis="folder", folder="arsip"),))
"""What holds where the office has no `inputs/arsip.yaml`: a folder in the workspace, for ordinary documents."""


def pembuat(tujuan: TujuanArsip) -> Pembuat:
    """The module of a target's kind."""
    return cast("Pembuat", importlib.import_module(f"{folder_tujuan.__name__}.{tujuan.jenis}"))


def baca_pengaturan(workspace: Workspace) -> tuple[PengaturanArsip, list[Finding]]:
    """The targets of a workspace and what is wrong with them. Raises OSError."""
    file = workspace.inputs / BERKAS
    if not file.exists():
        return BAWAAN, []
    reading = read(file, PengaturanArsip, workspace.shown(file))
    found = [*reading.findings, *periksa_pengaturan(reading.value, reading.places)]
    if any(f.code in _BERISI_SANDI for f in found):  # findings show the lines they stand at
        found = [replace(f, place=Place(f.place.file)) for f in found]
    return reading.value, found


def periksa_pengaturan(settings: PengaturanArsip, places: Places) -> Iterator[Finding]:
    """Findings on the targets."""
    names: set[str] = set()
    for number, one in enumerate(settings.tujuan):
        at: Path = ("tujuan", number)
        if not one.nama or one.nama in names:
            yield D003.at(places.of((*at, "nama") if one.nama else at), nama=one.nama or "")
        names.add(one.nama or "")
        if one.jenis not in JENIS:
            word = one.jenis or ""
            yield D001.at(
                places.of((*at, "jenis") if word else at),
                jenis=word,
                sah=", ".join(JENIS),
                **maksud(word, JENIS),
            )
            continue
        yield from _kunci(one, places, at)
        if one.publik and set(one.keamanan) != {"biasa"}:
            yield D004.at(places.of((*at, "keamanan")), nama=one.nama or "")
        if one.sandi_dari is not None and not _SANDI.fullmatch(one.sandi_dari.strip()):
            yield D005.at(places.of((*at, "sandi_dari")), nama=one.nama or "")
        parts = _urai(one.alamat) if one.alamat else None
        if one.alamat and parts is None:
            yield D006.at(places.of((*at, "alamat")), nama=one.nama or "")
        elif parts and parts.scheme == "http" and parts.hostname and parts.hostname not in _LOKAL:
            yield D007.at(places.of((*at, "alamat")), Severity.PERINGATAN, alamat=parts.hostname)
        if twin := next((o for o in settings.tujuan[:number] if _bertumpuk(one, o)), None):
            yield D018.at(places.of(at), nama=one.nama or "", lain=twin.nama or "")


def _urai(alamat: str) -> SplitResult | None:
    """The parts of a web address that names no user; None where it is none."""
    try:
        parts = urlsplit(alamat)
        sound = parts.port != 0 and _TERCETAK.fullmatch(alamat)
    except ValueError:
        return None
    return (
        parts
        if sound and parts.scheme in ("http", "https") and parts.hostname and not parts.username
        else None
    )


def _bertumpuk(one: TujuanArsip, other: TujuanArsip) -> bool:
    """Whether two targets are one place, or one folder lies in the other: neither could be checked on its own,
    and beside a public one whole documents would lie open."""
    if one.jenis != other.jenis or one.jenis not in ("folder", "s3", "webdav", "cmis"):
        return False
    if one.jenis == "folder":
        parts = [normpath(t.folder or ".").split("/") for t in (one, other)]
        shared = min(map(len, parts))
        return parts[0][:shared] == parts[1][:shared] or ["."] in parts
    places = [
        ((t.alamat or "").rstrip("/"), t.wadah or "", (t.awalan or "").strip("/")) for t in (one, other)
    ]
    return places[0] == places[1]


def _kunci(one: TujuanArsip, places: Places, at: Path) -> Iterator[Finding]:
    made = pembuat(one)
    for key in made.PERLU:
        if not getattr(one, key):
            yield D002.at(places.of(at), jenis=one.jenis, kunci=key)
    for key in sorted(one.model_fields_set - _UMUM - set(made.PERLU) - set(made.BOLEH)):
        yield D008.at(places.of((*at, key)), Severity.PERINGATAN, jenis=one.jenis, kunci=key)
    if one.bentuk is not None and one.bentuk not in made.BENTUK:
        yield D009.at(places.of((*at, "bentuk")), jenis=one.jenis, sah=" atau ".join(made.BENTUK))


def _aturan(
    code: str, name: str, id: str, en: str, hint_id: str, hint_en: str, why: str, contoh: tuple[str, str]
) -> Any:
    return rule(
        code, name, id=id, en=en, hint_id=hint_id, hint_en=hint_en, why=why, source=_SUMBER,
        example=Example(contoh[0], contoh[1], "naskah"),
    )  # fmt: skip


D001 = _aturan(
    "D001", "jenis-tujuan-tidak-dikenal",
    "Jenis tujuan arsip “{jenis}” tidak dikenal.{maksud}", "The archive target kind “{jenis}” is unknown.{maksud_en}",
    "Pakai salah satu: {sah}.", "Use one of: {sah}.",
    "Setiap jenis tujuan memiliki cara kirimnya sendiri.", ("jenis: webdav", "jenis: web-dav"),
)  # fmt: skip
D002 = _aturan(
    "D002", "tujuan-tidak-lengkap",
    "Tujuan arsip berjenis {jenis} memerlukan {kunci}.", "An archive target of kind {jenis} needs {kunci}.",
    "Isi “{kunci}” di bawah tujuan itu.", "Fill in “{kunci}” below that target.",
    "Tanpa itu naskah tidak dapat dikirim.", ("jenis: folder, folder: arsip", "jenis: folder"),
)  # fmt: skip
D003 = _aturan(
    "D003", "nama-tujuan",
    "Nama tujuan arsip “{nama}” kosong atau dipakai dua kali.", "The archive target's name “{nama}” is empty or used twice.",
    "Beri setiap tujuan satu nama yang berbeda dan tetap.", "Give each target a name of its own that stays.",
    "Register mencatat kiriman menurut nama tujuan.", ("nama: utama … nama: cadangan", "nama: utama … nama: utama"),
)  # fmt: skip
D004 = _aturan(
    "D004", "tujuan-publik-tertutup",
    "Tujuan publik “{nama}” ditandai untuk naskah yang tidak biasa.", "Public target “{nama}” is marked for restricted documents.",
    "Tulis keamanan: [biasa], atau hapus publik: ya.", "Write keamanan: [biasa], or remove publik: ya.",
    "Naskah terbatas, rahasia, dan sangat rahasia tidak pernah dikirim ke tempat umum.",
    ("publik: ya, keamanan: [biasa]", "publik: ya, keamanan: [rahasia]"),
)  # fmt: skip
D005 = _aturan(
    "D005", "sandi-di-berkas",
    "Tujuan “{nama}”: isi sandi_dari bukan env:NAMA atau keyring:LAYANAN/PENGGUNA.", "Target “{nama}”: sandi_dari is neither env:NAME nor keyring:SERVICE/USER.",
    "Simpan sandi di peubah lingkungan atau keyring; jangan menulisnya di berkas.",
    "Keep the password in the environment or the keyring; never write it into the file.",
    "Berkas masukan dibaca dan disalin banyak orang.", ("sandi_dari: env:SANDI_ARSIP", "sandi_dari: sandinya"),
)  # fmt: skip
D006 = _aturan(
    "D006", "alamat-tujuan",
    "Tujuan “{nama}”: alamatnya bukan alamat http(s) tanpa nama pengguna.", "Target “{nama}”: its address is no http(s) address without a user name.",
    "Tulis mis. https://arsip.contoh.go.id/dav/; nama pengguna pada “pengguna”.",
    "Write e.g. https://arsip.contoh.go.id/dav/; the user name in “pengguna”.",
    "Sandi di dalam alamat akan tercetak pada laporan.", ("alamat: https://arsip.contoh.go.id/", "alamat: arsip.contoh.go.id"),
)  # fmt: skip
D007 = _aturan(
    "D007", "alamat-tanpa-sandi-lalu-lintas",
    "Sambungan ke {alamat} tidak tersandi (http).", "The connection to {alamat} is not encrypted (http).",
    "Minta petugas TI menyediakan https.", "Ask the IT officer for https.",
    "Sandi dan naskah dapat dibaca siapa pun di jaringan.", ("alamat: https://arsip.contoh.go.id/", "alamat: http://arsip.contoh.go.id/"),
)  # fmt: skip
D008 = _aturan(
    "D008", "kunci-tujuan-tidak-dipakai",
    "“{kunci}” tidak dipakai oleh tujuan berjenis {jenis}.", "“{kunci}” is not used by a target of kind {jenis}.",
    "Hapus baris itu, atau periksa jenisnya.", "Remove that line, or check the kind.",
    "Pengaturan yang tidak berlaku menyesatkan pembacanya.", ("jenis: s3, wadah: arsip", "jenis: folder, wadah: arsip"),
)  # fmt: skip
D018 = _aturan(
    "D018", "tujuan-bertumpuk",
    "Tujuan “{nama}” dan “{lain}” tempatnya sama, atau yang satu di dalam yang lain.",
    "Targets “{nama}” and “{lain}” are one place, or one lies in the other.",
    "Beri setiap tujuan folder, wadah, atau awalan sendiri.", "Give each target a folder, bucket or prefix of its own.",
    "Di tempat yang sama, naskah asli akan terbuka di samping salinan publiknya, dan pemeriksaan arsip tidak dapat "
    "membedakan keduanya.",
    ("folder: arsip … folder: umum", "folder: arsip … folder: arsip/umum"),
)  # fmt: skip
D009 = _aturan(
    "D009", "bentuk-kiriman",
    "Tujuan berjenis {jenis} tidak menerima bentuk itu.", "A target of kind {jenis} does not take that form.",
    "Pakai: {sah}.", "Use: {sah}.", "Tidak semua sistem dapat menyimpan paket ZIP.",
    ("jenis: paperless, bentuk: naskah", "jenis: paperless, bentuk: paket"),
)  # fmt: skip
