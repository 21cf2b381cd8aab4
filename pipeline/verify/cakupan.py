"""Every byte of a signed file is answered for: by a signature, or by the canonical form of its container."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from asn1crypto import x509

from pipeline.findings import Finding, Place, Severity
from pipeline.verify.aturan import V005, V006
from pipeline.verify.bukti import lapis_bukti_terbukti
from pipeline.verify.wadah import periksa_wadah


@dataclass(frozen=True)
class Rentang:
    """The two halves that a signature covers and the gap between them."""

    bidang: str
    awal: int
    panjang: int
    lanjut: int
    sisa: int
    isi: bytes
    """The value of /Contents as the file's structure gives it."""
    berlaku: bool
    """Digest and signature hold, so that its halves are protected."""
    tepercaya: bool

    @property
    def akhir(self) -> int:
        """Where the second half ends."""
        return self.lanjut + self.sisa

    def wajar(self, data: bytes) -> bool:
        """Whether the halves leave out exactly this signature's own /Contents, and nothing else."""
        if not 0 == self.awal < self.panjang < self.lanjut <= self.akhir <= len(data):
            return False
        gap = data[self.panjang : self.lanjut]
        try:
            return gap[:1] == b"<" and gap[-1:] == b">" and bytes.fromhex(gap[1:-1].decode()) == self.isi
        except ValueError:
            return False


def periksa_cakupan(
    data: bytes, ranges: Sequence[Rentang], pool: Sequence[x509.Certificate], place: Place
) -> list[Finding]:
    """The findings on all bytes that no valid signature covers."""
    sound = [r for r in ranges if r.berlaku and r.wajar(data)]
    covered = [half for r in sound for half in ((0, r.panjang), (r.lanjut, r.akhir))]
    found: list[Finding] = []
    for start, end in _rest(covered, len(data)):
        owner = next((r for r in sound if (r.panjang, r.lanjut) == (start, end)), None)
        last = end == len(data) and any(r.akhir == start for r in sound)
        if last and lapis_bukti_terbukti(data, start, pool):
            continue
        if owner is None:
            found.append(V005.at(place, jumlah=end - start, awal=start))
            continue
        for c in periksa_wadah(data[start:end], pool):
            if c.tanpa_penerbit and not owner.tepercaya:
                continue
            weight = Severity.PERINGATAN if c.ringan else Severity.GALAT
            found.append(V006.at(place, weight, bidang=owner.bidang, rinci=c.id, rinci_en=c.en))
    return found


def _rest(covered: Iterable[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    """The stretches between 0 and `size` that no interval covers."""
    reached = 0
    for start, end in sorted(covered):
        if start > reached:
            yield reached, start
        reached = max(reached, end)
    if reached < size:
        yield reached, size
