"""L001–L004: the number pattern of a letterhead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.findings import Example, Finding, maksud, rule
from pipeline.places import Places
from pipeline.record.instansi import Instansi
from pipeline.reference.penomoran import ISIAN, dipakai, seunit, tak_dikenal

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


L004 = rule(
    "L004", "pola-nomor-dua-unit",
    id="Pola nomor ini mencetak nomor yang sama dengan {lain}, padahal unitnya berbeda ({unit} dan {unit_lain}).",
    en="This number pattern prints the same numbers as {lain}, though the units differ ({unit} and {unit_lain}).",
    hint_id="Tambahkan {{unit}} pada pola, atau samakan “unit” keduanya agar deret nomornya satu.",
    hint_en="Add {{unit}} to the pattern, or give both the same “unit” so that they share one sequence.",
    why="Dua unit yang menghitung sendiri-sendiri akan mencetak nomor yang sama pada dua naskah.",
    source=_SUMBER,
    example=Example(
        'penomoran: {pola: "{urut}/{unit}/{tahun}", unit: A}  # kop lain: unit B',
        'penomoran: {pola: "{urut}/{tahun}", unit: A}  # kop lain: pola sama, unit B',
        "naskah",
    ),
)  # fmt: skip


def periksa_antarkop(kop: Mapping[str, tuple[Instansi, Places]]) -> Iterator[Finding]:
    """Letterheads of different units whose numbers print the same."""
    seen: dict[str, tuple[str, str]] = {}
    for key, (instansi, places) in kop.items():
        if (n := instansi.penomoran) is None:
            continue
        unit = n.unit or instansi.singkatan or key
        printed = n.pola.replace("{unit}", unit).replace("{instansi}", instansi.singkatan or "")
        before, other = seen.setdefault("".join(printed.split()).casefold(), (key, unit))
        if not seunit(unit, other):
            yield L004.at(
                places.of(("penomoran", "pola")), lain=f"inputs/instansi/{before}.yaml", unit=unit, unit_lain=other
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
