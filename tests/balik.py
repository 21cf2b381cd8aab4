"""Flips of single bytes in signed files, and whether verification says so: a slice in the tests, all in `make campaign`."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from asn1crypto import x509
from berkas_ttd import ganti

from pipeline.baca_pdf import Pembaca
from pipeline.findings import Place, Severity
from pipeline.verify.isi import Isi
from pipeline.verify.laporan import Arsip, Putusan
from pipeline.verify.periksa import periksa, periksa_bita
from pipeline.verify.revisi import riwayat
from pipeline.verify.ulang import Buatan, buat_ulang

Bagian = tuple[int, int, str]
"""A stretch of a file and what stands there."""


@dataclass(frozen=True)
class Balik:
    """One flip: which file, where, from what to what."""

    berkas: str
    tempat: int
    lama: int
    baru: int
    bagian: str


def bagian(data: bytes) -> list[Bagian]:
    """What stands where in a file: the narrower stretches come first."""
    found: list[Bagian] = []
    reader = Pembaca(data)
    for signature in reader.embedded_signatures:
        start, end = int(signature.byte_range[1]), int(signature.byte_range[2])
        length = len(signature.signed_data.dump()) * 2
        found += [(start, min(end, start + length), "wadah: CMS"), (start, end, "wadah: pengisi")]
    found += [(m.start(), m.end(), "startxref") for m in re.finditer(rb"startxref\s+\d+\s+%%EOF\s*", data)]
    found += [
        (m.start(), m.end(), "tabel acuan")
        for m in re.finditer(rb"\d+ 0 obj\s*<<[^>]*?/Type ?/XRef.*?endobj\s*", data, re.S)
    ]
    for layer in _lapis_bukti(data):
        found.append((*layer, "bukti pencabutan"))
    found += [
        (m.start(1), m.end(1), "isi stream") for m in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.S)
    ]
    found += [(m.start(), m.end(), "ByteRange") for m in re.finditer(rb"/ByteRange ?\[[^\]]*\]", data)]
    return [*found, (0, 15, "kepala berkas"), (0, len(data), "objek")]


def _lapis_bukti(data: bytes) -> Iterator[tuple[int, int]]:
    """The layers that hold nothing but evidence of revocation."""
    quick = periksa_bita(data, "x")
    assert quick.reader is not None
    for layer in riwayat(quick.reader, data, quick.hasil.tanda_tangan, Place("x"), False).revisi:
        if [item.jenis for item in layer.isi] == ["bukti pencabutan"]:
            yield layer.awal, layer.akhir


def pilih(berkas: Mapping[str, bytes], each: int, seed: int) -> list[Balik]:
    """Flips of each file: half of them anywhere, half spread over the kinds of its bytes."""
    made: list[Balik] = []
    for name, data in berkas.items():
        chance = random.Random(f"{seed} {name}")
        parts = bagian(data)
        kinds = sorted({kind for _, _, kind in parts})
        for n in range(each):
            if n % 2:
                place = chance.randrange(len(data))
            else:
                kind = kinds[n // 2 % len(kinds)]
                start, end, _ = chance.choice([p for p in parts if p[2] == kind])
                place = chance.randrange(start, end)
            where = next(kind for start, end, kind in parts if start <= place < end)
            made.append(Balik(name, place, data[place], _other(data[place], chance), where))
    return made


def _other(old: int, chance: random.Random) -> int:
    """Another value for a byte: one bit, another digit or letter of its kind, its other case, or anything."""
    kinds = [old ^ (1 << chance.randrange(8)), chance.randrange(256)]
    for alphabet in (b"0123456789", b"0123456789abcdef", b" \t\r\n"):
        if old in alphabet:
            kinds.append(chance.choice(alphabet))
    if chr(old).isalpha() and old < 128:
        kinds.append(old ^ 0x20)
    value = chance.choice(kinds)
    return value if value != old else old ^ 1


_TAK_DISENTUH = frozenset({Putusan.ASLI, Putusan.SAMA, Putusan.PENCABUTAN})
"""Verdicts of files as they were made: signed with evidence, unsigned, signed without evidence."""


def terlihat(data: bytes, flip: Balik, akar: x509.Certificate) -> bool:
    """Whether verification says that a file with a flip is not what it was."""
    changed = ganti(data, flip.tempat, flip.baru)
    quick = periksa_bita(changed, flip.berkas, [akar])
    if any(f.severity is Severity.GALAT and f.code != "V010" for f in quick.temuan):  # B-B has it anyway
        return True
    return periksa(changed, flip.berkas, [akar], ulang=_ulang).putusan not in _TAK_DISENTUH


def _ulang(isi: Isi) -> Buatan:
    return _made(tuple(sorted(isi.sertaan.items())), tuple(sorted(isi.arsip.sifat.items())))


@lru_cache(maxsize=64)
def _made(files: tuple[tuple[str, bytes], ...], claims: tuple[tuple[str, str], ...]) -> Buatan:
    return buat_ulang(Isi(dict(files), Arsip(sifat=dict(claims))))


def angka(flips: list[Balik], missed: list[Balik]) -> str:
    """A table of flips by the kind of bytes, with those that were not seen."""
    total, unseen = Counter(f.bagian for f in flips), Counter(f.bagian for f in missed)
    lines = [f"  {kind:18} {n:6} dibalik, {n - unseen[kind]:6} terlihat" for kind, n in sorted(total.items())]
    lines.append(f"  {'semua':18} {len(flips):6} dibalik, {len(flips) - len(missed):6} terlihat")
    lines += [f"  TIDAK TERLIHAT: {f}" for f in missed]
    return "\n".join(lines)
