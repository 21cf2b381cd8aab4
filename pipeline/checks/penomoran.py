"""L001–L003: the number pattern of a letterhead."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.findings import Example, Finding, maksud, rule
from pipeline.places import Places
from pipeline.record.instansi import Instansi
from pipeline.reference.penomoran import ISIAN, dipakai, tak_dikenal

_SUMBER = "Notula: register; pola nomor ditetapkan instansi (mis. Pergub tata naskah dinas)"

L001 = rule(
    "L001", "isian-nomor-tidak-dikenal",
    id="Pola nomor memuat “{isian}”, yang tidak dikenal.{maksud}",
    en="The number pattern holds “{isian}”, which is unknown.{maksud_en}",
    hint_id="Pakai hanya: {sah}.",
    hint_en="Use only: {sah}.",
    why="Isian yang salah ketik akan tercetak mentah pada nomor naskah.",
    source=_SUMBER,
    example=Example(
        'penomoran: {pola: "{klasifikasi}/{urut}/{unit}/{tahun}"}',
        'penomoran: {pola: "{klasifikasi}/{nomor}/{unit}/{tahun}"}',
        "naskah",
    ),
)  # fmt: skip
L002 = rule(
    "L002", "pola-nomor-tidak-lengkap",
    id="Pola nomor tidak memuat {kurang}.",
    en="The number pattern lacks {kurang}.",
    hint_id="Tambahkan {kurang} pada pola, mis. \"{{klasifikasi}}/{{urut}}/{{unit}}/{{tahun}}\".",
    hint_en="Add {kurang} to the pattern, e.g. \"{{klasifikasi}}/{{urut}}/{{unit}}/{{tahun}}\".",
    why="Tanpa nomor urut dan tahun, dua naskah akan mendapat nomor yang sama.",
    source=_SUMBER,
    example=Example(
        'penomoran: {pola: "{urut}/{unit}/{tahun}"}', 'penomoran: {pola: "{urut}/{unit}"}', "naskah"
    ),
)  # fmt: skip
L003 = rule(
    "L003", "unit-nomor-kosong",
    id="Pola nomor memuat {isian}, tetapi {isian} instansi ini belum diisi.",
    en="The number pattern holds {isian}, which this agency lacks.",
    hint_id="Isi “unit” di bawah penomoran, atau “singkatan” instansi.",
    hint_en="Fill “unit” under penomoran, or the agency's “singkatan”.",
    why="Bagian nomor yang kosong membuat dua instansi bernomor sama.",
    source=_SUMBER,
    example=Example(
        'penomoran: {pola: "{urut}/{unit}/{tahun}", unit: DP3AKKB}',
        'penomoran: {pola: "{urut}/{unit}/{tahun}"}  # singkatan pun kosong',
        "naskah",
    ),
)  # fmt: skip


def periksa_penomoran(instansi: Instansi, places: Places) -> Iterator[Finding]:
    """What is wrong with a letterhead's number pattern."""
    if (n := instansi.penomoran) is None:
        return
    place = places.of(("penomoran", "pola"))
    sah = ", ".join(f"{{{name}}}" for name in ISIAN)
    for word in dict.fromkeys(tak_dikenal(n.pola)):
        yield L001.at(place, isian=word, sah=sah, **maksud(word, sah.split(", ")))
    used = dipakai(n.pola)
    for name in ("urut", "tahun"):
        if name not in used:
            yield L002.at(place, kurang=f"{{{name}}}")
    empty = {"unit": not (n.unit or instansi.singkatan), "instansi": not instansi.singkatan}
    for name, lacking in empty.items():
        if name in used and lacking:
            yield L003.at(place, isian=f"{{{name}}}")
