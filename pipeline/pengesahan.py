"""A document signed: made again, signed by its next signer, meant, written and recorded, in this order.

Where the office keeps a register, a run killed at any point leaves either what was or a signed
file that the register will know (`pipeline.ledger.niat`).
"""

from __future__ import annotations

from functools import partial

from pipeline.compose import compose
from pipeline.ledger import buka, siap_ditandatangani
from pipeline.ledger.basis import NAMA, satu_baris, sekarang, sidik
from pipeline.ledger.niat import laksanakan, niatkan
from pipeline.ledger.skema import Niat
from pipeline.naskah import Naskah
from pipeline.record.record import Record, Reference
from pipeline.record.tanda_tangan import PengaturanTandaTangan
from pipeline.render.pdf import render_pdf
from pipeline.sertaan import sertaan
from pipeline.sign.gembok import gembok
from pipeline.sign.pekerjaan import Hasil, simpan, tandatangani
from pipeline.sign.salah import SignFault
from pipeline.sign.sandi import Ask
from pipeline.workspace import Workspace


def sahkan(
    space: Workspace, record: Record, reference: Reference, jenis: str, settings: PengaturanTandaTangan, ask: Ask,
    *, penanda: int | None = None, tingkat: str | None = None, sertifikat_lain: str = "",
) -> Hasil:  # fmt: skip
    """The signature that was added to the document in `resmi/`.

    `sertifikat_lain` is why a certificate that is not the signer's own may sign; the register keeps it.
    Raises SignFault, RenderFault, Masalah (of the register) and OSError; the file is then as it was.
    """
    listed = (space.register / NAMA).exists()
    reason = satu_baris(sertifikat_lain)
    if reason and not listed:
        raise SignFault(
            "Alasan --sertifikat-lain dicatat di register, dan ruang kerja ini belum memiliki register.",
            "The reason of --sertifikat-lain goes into the register, and this workspace has none yet.",
        )
    naskah = compose(record, reference, jenis)
    with gembok(space, record.file.stem, jenis):
        if listed:
            siap_ditandatangani(space, record, jenis)
        made = tandatangani(
            space, record, reference, naskah, settings, ask, partial(_buat, space, record, reference, naskah),
            penanda=penanda, tingkat=tingkat, orang_lain=bool(reason),
        )  # fmt: skip
        put = partial(simpan, made, space.shown(made.berkas))
        if not listed:
            put()
            return made
        meant = Niat(
            0, record.file.stem, jenis, "terbuka", space.shown(made.berkas),
            None if made.sebelum is None else sidik(made.sebelum), made.sidik, made.dasar,
            f"{made.penanda}, {made.peran}", sekarang(),
        )  # fmt: skip
        with buka(space) as ledger:
            laksanakan(ledger, niatkan(ledger, meant, reason or None), put)
    return made


def _buat(space: Workspace, record: Record, reference: Reference, naskah: Naskah) -> bytes:
    return render_pdf(naskah, space.templates, sertaan(record, reference, naskah, space.templates))
