"""A register begun knowingly, where a workspace shows signs of an earlier one or of numbers given on paper."""

from __future__ import annotations

from pathlib import Path

from pipeline.ledger.basis import Tolakan, buka, satu_baris
from pipeline.ledger.hilang import bernomor, cadangan
from pipeline.workspace import Workspace


def mulai(workspace: Workspace, alasan: str, oleh: str) -> list[Path]:
    """The records whose numbers the new register does not know yet; the trail says who began it and why.

    Raises Tolakan where a register or a backup of one is there.
    """
    if not satu_baris(alasan):
        raise Tolakan("Alasan memulai register harus diisi (--alasan).", "A reason is needed (--alasan).")
    if copies := cadangan(workspace):
        shown = workspace.shown(copies[-1])
        raise Tolakan(
            f"Register ini memiliki cadangan, {shown}: salin cadangan itu ke register/notula.sqlite. Bila tidak dapat "
            "dipakai, pindahkan folder register/cadangan/ dahulu.",
            f"This register has a backup, {shown}: copy it to register/notula.sqlite. Where it cannot be used, move "
            "the folder register/cadangan/ away first.",
        )
    numbered = list(bernomor(workspace))
    with buka(workspace, baru=True) as ledger, ledger.tulis() as tx:
        if ledger.kepala()[0]:
            raise Tolakan("Register sudah ada.", "There is a register already.")
        tx.catat(
            "register dimulai", oleh, alasan=satu_baris(alasan), rekaman_bernomor=[f.stem for f in numbered]
        )
    return numbered
