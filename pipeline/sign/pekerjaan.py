"""One signature of a record's document: from the record's next signer to the bytes for `resmi/`.

The first signature takes the PDF of `build/` as its base; each further one is appended to
the file in `resmi/`, so every earlier state can be taken from the file itself.
`pipeline.pengesahan` drives this and the register.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from asn1crypto import x509

from pipeline.compose.orang import PERAN
from pipeline.naskah import Naskah, TandaTangan
from pipeline.record.rapat import PenandaTangan
from pipeline.record.record import Record, Reference
from pipeline.record.tanda_tangan import KunciPenanda, PengaturanTandaTangan
from pipeline.reference.nama import senama, urai_nama
from pipeline.reference.tanda_tangan import kelas, tanpa_gelar
from pipeline.render.ttd import Tampilan, render_ttd
from pipeline.sign.berkas import Keadaan, keadaan
from pipeline.sign.proses import Tugas, bubuhkan, periksa_tugas
from pipeline.sign.rantai import baca_sertifikat, nama_pada, periksa_masa, sekunci
from pipeline.sign.salah import SignFault
from pipeline.sign.sandi import Ask, ambil_sandi
from pipeline.sign.sumber import buka
from pipeline.workspace import Workspace
from pipeline.write import replace_unchanged, sweep, write_new

_PENYUSUN = frozenset({"notulis", "pencatat", "penyusun", "pembuat", "sekretaris"})
"""First words of roles that write a document; the others approve it."""


@dataclass(frozen=True)
class Hasil:
    """A signature made: the file it is for and its hash, who signed as what, how many are still to come.

    `isi` are the bytes for `berkas`, `sebelum` those it holds now (None: no file), `dasar` is the
    hash of the document before any signature.
    """

    berkas: Path
    sidik: str
    bidang: int
    banyak: int
    penanda: str
    sertifikat: str
    peran: str
    alasan: str
    tingkat: str
    beda_nama: bool
    berikut: str | None
    dasar: str
    sebelum: bytes | None = field(repr=False)
    isi: bytes = field(repr=False)


def tandatangani(
    space: Workspace, record: Record, reference: Reference, naskah: Naskah, settings: PengaturanTandaTangan,
    ask: Ask, buat: Callable[[], bytes], *, penanda: int | None = None, tingkat: str | None = None,
    orang_lain: bool = False,
) -> Hasil:  # fmt: skip
    """Sign a document by its next signer, or by the one named if it is that one's turn; nothing is written.

    `buat` makes the document again from the record as it is: nothing else gets a first signature.
    `orang_lain` takes a certificate of another name, or one that has signed here before.
    Raises SignFault, RenderFault (the appearance's template) and OSError.
    """
    stem, name = record.file.stem, f"{naskah.jenis}.pdf"
    source, target = space.build / stem / name, space.resmi / stem / name
    if naskah.draf:
        raise SignFault(
            "Draf tidak ditandatangani; ubah status menjadi final dan jalankan “notula build”.",
            "A draft is not signed; set its status to final and run “notula build”.",
        )
    if target.parent.is_dir():
        sweep(target.parent)
    before = _current(space, source, target)
    signed = target.is_file()
    state = keadaan(before, space.shown(target if signed else source))
    _agree(space, record, state, source, signed)
    if not signed and buat() != before:
        raise _stale(space, source)
    number = _turn(state, penanda, record)
    signer, block = record.rapat.penanda_tangan[number - 1], naskah.isi.tanda_tangan[number - 1]
    key = _key(settings, signer, reference)
    role = signer.peran or PERAN
    task = Tugas(
        bidang=number, tingkat=tingkat or settings.tingkat, alasan=_reason(naskah, signer, role), peran=role,
        tempat=record.rapat.penetapan.tempat if record.rapat.penetapan else None,
        halaman=render_ttd(
            _appearance(block, signer, record, settings, state), state.bidang[number], space.templates
        ),
        pertama=not state.terisi, tsa=settings.tsa,
        akar=tuple(baca_sertifikat(settings.akar, space.root)),
        perantara=tuple(baca_sertifikat(settings.perantara, space.root)),
    )  # fmt: skip
    periksa_tugas(task)
    with buka(key, lambda: ambil_sandi(key.sandi_dari, space.root, ask), space.root) as opened:
        cert = opened.signing_cert
        assert cert is not None
        periksa_masa(cert)
        if not orang_lain:
            _periksa_pemilik(cert, signer, number, state)
        after = bubuhkan(before, task, opened)
    assert after.startswith(before)
    follows = keadaan(after, space.shown(target)).berikut
    return Hasil(
        berkas=target, sidik=hashlib.sha256(after).hexdigest(), bidang=number, banyak=len(state.bidang),
        penanda=signer.nama or "", sertifikat=nama_pada(cert), peran=role, alasan=task.alasan,
        tingkat=task.tingkat, beda_nama=not senama(nama_pada(cert), signer.nama or ""),
        berikut=record.rapat.penanda_tangan[follows - 1].nama if follows else None,
        dasar=hashlib.sha256(state.dasar).hexdigest(), sebelum=before if signed else None, isi=after,
    )  # fmt: skip


def simpan(made: Hasil, shown: str) -> None:
    """Put a signed document in its place. SignFault where that changed since it was read; OSError."""
    try:
        if made.sebelum is None:
            write_new(made.berkas, made.isi)
            return
        kept = replace_unchanged(made.berkas, made.sebelum, made.isi)
    except FileExistsError:
        kept = False
    if not kept:
        raise SignFault(
            f"“{shown}” diubah proses lain selagi ditandatangani; ulangi perintahnya.",
            f"“{shown}” was changed by another process meanwhile; run the command again.",
        )


def _periksa_pemilik(cert: x509.Certificate, signer: PenandaTangan, number: int, state: Keadaan) -> None:
    """Refuse the certificate of somebody else than the record's signer, and one key for two signers."""
    if not senama(nama_pada(cert), signer.nama or ""):
        raise SignFault(
            f"Sertifikat atas nama “{nama_pada(cert)}”, sedangkan penanda tangan {number} di rekaman "
            f"“{signer.nama}”; pakai kunci miliknya, atau beri alasan dengan --sertifikat-lain.",
            f"The certificate names “{nama_pada(cert)}”, but signer {number} of the record is "
            f"“{signer.nama}”; use that person's key, or give a reason with --sertifikat-lain.",
        )
    for other, held in state.terisi.items():
        if sekunci(cert, held):
            raise SignFault(
                f"Kunci “{nama_pada(cert)}” sudah dipakai penanda {other}; setiap penanda memakai kuncinya sendiri, "
                "atau beri alasan dengan --sertifikat-lain.",
                f"The key of “{nama_pada(cert)}” has signed as signer {other}; each signer has a key of their own, "
                "or give a reason with --sertifikat-lain.",
            )


def _stale(space: Workspace, source: Path) -> SignFault:
    return SignFault(
        f"“{space.shown(source)}” bukan hasil rekaman, kop, dan templat yang sekarang; "
        "jalankan “notula build” lebih dahulu.",
        f"“{space.shown(source)}” is not what record, letterhead and templates make now; run “notula build” first.",
    )


def _current(space: Workspace, source: Path, target: Path) -> bytes:
    """The document as it stands: the signed one, else the one in `build/`."""
    if target.is_file():
        return target.read_bytes()
    if not source.is_file():
        raise SignFault(
            f"“{space.shown(source)}” belum ada; jalankan “notula build” lebih dahulu.",
            f"“{space.shown(source)}” does not exist yet; run “notula build” first.",
        )
    return source.read_bytes()


def _agree(space: Workspace, record: Record, state: Keadaan, source: Path, signed: bool) -> None:
    """Refuse to sign what the record or `build/` no longer says."""
    shown = space.shown(record.file)
    if state.rekaman != record.data and not signed:
        raise SignFault(
            f"“{space.shown(source)}” dibuat dari isi lama “{shown}”; jalankan “notula build” lebih dahulu.",
            f"“{space.shown(source)}” was made from an older “{shown}”; run “notula build” first.",
        )
    changed = state.rekaman != record.data
    if signed and (changed or (source.is_file() and source.read_bytes() != state.dasar)):
        what = shown if changed else space.shown(source)
        raise SignFault(
            f"“{what}” berubah sesudah tanda tangan pertama; kembalikan seperti semula, "
            "atau buat koreksi dengan “notula ralat”.",
            f"“{what}” was changed after the first signature; restore it, or start a correction with “notula ralat”.",
        )


def _turn(state: Keadaan, wanted: int | None, record: Record) -> int:
    """The field to sign: the record's signers sign in its order, each once."""
    many = len(record.rapat.penanda_tangan)
    if wanted is not None and not 1 <= wanted <= many:
        raise SignFault(
            f"Rekaman ini memiliki {many} penanda tangan; penanda {wanted} tidak ada.",
            f"This record has {many} signers; there is no signer {wanted}.",
        )
    if state.berikut is None:
        raise SignFault(
            "Naskah ini sudah ditandatangani semua penanda.", "All signers have signed this document."
        )
    if wanted in state.terisi:
        raise SignFault(
            f"Penanda {wanted} sudah menandatangani naskah ini.", f"Signer {wanted} has signed this document."
        )
    if wanted is not None and wanted != state.berikut:
        before = record.rapat.penanda_tangan[state.berikut - 1]
        raise SignFault(
            f"Belum giliran penanda {wanted}: {before.nama} (penanda {state.berikut}) harus lebih dahulu.",
            f"It is not the turn of signer {wanted}: {before.nama} (signer {state.berikut}) comes first.",
        )
    return state.berikut


def _key(settings: PengaturanTandaTangan, signer: PenandaTangan, reference: Reference) -> KunciPenanda:
    """The key that the settings give a signer, named by directory key or by name."""
    names = {p.kunci: p.nama for p in reference.pejabat.pejabat if p.kunci and p.nama}
    for key in settings.kunci:
        if not key.pejabat:
            continue
        if signer.kunci == key.pejabat or senama(names.get(key.pejabat, key.pejabat), signer.nama or ""):
            return key
    raise SignFault(
        f"inputs/tanda-tangan.yaml belum memuat kunci untuk {signer.nama}.",
        f"inputs/tanda-tangan.yaml has no key for {signer.nama}.",
    )


def _reason(naskah: Naskah, signer: PenandaTangan, role: str) -> str:
    """`Notula disetujui selaku Pimpinan Sidang/Rapat a.n. Sekretaris Daerah`."""
    done = "disusun" if role.split(maxsplit=1)[0].casefold() in _PENYUSUN else "disetujui"
    behalf = (
        f" a.n. {signer.atas_nama[0]}" if signer.delegasi in ("a.n.", "u.b.") and signer.atas_nama else ""
    )
    return f"{naskah.jenis.capitalize()} {done} selaku {role}{behalf}"


def _appearance(
    block: TandaTangan, signer: PenandaTangan, record: Record, settings: PengaturanTandaTangan, state: Keadaan
) -> Tampilan:
    offices = [line.polos for line in block.atas]
    if offices[0] == (signer.peran or PERAN):
        offices = offices[1:]
    name = block.nama.polos
    if tanpa_gelar(signer.jabatan or "", signer.delegasi, kelas(record.rapat.dokumen)):
        name = urai_nama(name).nama
    return Tampilan(tuple(offices), name, _address(settings.alamat_verifikasi, state.sidik))


def _address(base: str | None, identity: str) -> str | None:
    """Where the document's identity can be looked up, None where no address is set."""
    if not base:
        return None
    return base.replace("{id}", identity) if "{id}" in base else f"{base.rstrip('/')}/{identity}"
