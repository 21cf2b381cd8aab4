"""Numbers: given once, reserved, voided with a reason; one to a record, for all its documents.

The year and month are those of the document's day, never the clock's. What is given stays
given: a voided number is not used again, and the sequence goes on behind the highest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pipeline.ledger.basis import Ledger, Tolakan, Tulisan, satu_baris, sekarang, sidik
from pipeline.ledger.langkah import (
    KEADAAN,
    Bukti,
    dokumen,
    hanya_ralat,
    maju,
    nomor_hidup,
    perhatikan,
    setara,
    sudah_ditandatangani,
    tak_tercatat,
    tunggal,
)
from pipeline.ledger.sisip import dengan_nomor
from pipeline.ledger.skema import Dokumen, Nomor
from pipeline.record.instansi import Instansi, Penomoran
from pipeline.reference.penomoran import (
    BULAN_ROMAWI,
    KODE_KEAMANAN,
    dipakai,
    seunit,
    susun,
    tak_dikenal,
    urut_dari,
)
from pipeline.workspace import Workspace
from pipeline.write import sweep, write_whole

TERBANYAK = 1000
"""How many numbers are reserved at once at most: each is a row, and a typing error must not make a million."""


@dataclass(frozen=True)
class Urutan:
    """Who numbers: letterhead key, its settings, the unit that owns the sequence."""

    kop: str
    penomoran: Penomoran
    unit: str
    singkatan: str
    deret: str
    """The unit as the ledger spells it: a unit that is written anew keeps its sequence."""

    def milik(self, ledger: Ledger) -> Urutan:
        """The same, in the ledger's spelling of the unit."""
        known = (u for (u,) in ledger.db.execute("SELECT DISTINCT unit FROM nomor ORDER BY unit"))
        return replace(self, deret=next((u for u in known if seunit(u, self.unit)), self.unit))

    @property
    def tetap(self) -> dict[str, str]:
        """What stands in every number of the unit."""
        return {"unit": self.unit, "instansi": self.singkatan}


@dataclass(frozen=True)
class Pemberian:
    """The number of a record, whether it is new, and whether it was written into the file just now.

    `lompat` are the first and the last sequence number that it left out, `tertinggal` the kinds of
    document that do not bear it yet and their states.
    """

    nomor: Nomor
    baru: bool
    ditulis: bool
    lompat: tuple[int, int] | None = None
    maju: tuple[str, ...] = ()
    tertinggal: tuple[tuple[str, str], ...] = ()


def urutan(instansi: Mapping[str, Instansi], kop: str | None) -> Urutan:
    """The sequence that a letterhead numbers by. Raises Tolakan where it has none that can be used."""
    source = instansi.get(kop or "")
    if source is None or kop is None:
        known = ", ".join(sorted(instansi)) or "–"
        raise Tolakan(
            f"Kop “{kop or ''}” tidak ada; yang ada: {known}.",
            f"No letterhead “{kop or ''}”; there are: {known}.",
        )
    n = source.penomoran
    if n is None:
        raise Tolakan(
            f"inputs/instansi/{kop}.yaml belum memuat “penomoran”; tanyakan polanya kepada sekretariat, lalu tulis "
            'misalnya: penomoran: {pola: "{klasifikasi}/{urut}/{unit}/{bulan_romawi}/{tahun}", unit: DINAS}.',
            f"inputs/instansi/{kop}.yaml has no “penomoran”; ask the secretariat for the pattern, then write e.g. "
            'penomoran: {pola: "{klasifikasi}/{urut}/{unit}/{bulan_romawi}/{tahun}", unit: DINAS}.',
        )
    unit = n.unit or source.singkatan or ""
    bad = (
        *tak_dikenal(n.pola),
        *(f"tanpa {{{x}}}" for x in ("urut", "tahun") if x not in dipakai(n.pola)),
        *(f"{{{x}}} kosong" for x, v in (("unit", unit), ("instansi", source.singkatan)) if x in dipakai(n.pola) and not v),
    )  # fmt: skip
    if bad:
        raise Tolakan(
            f"Pola nomor di inputs/instansi/{kop}.yaml tidak dapat dipakai ({', '.join(bad)}); jalankan “notula check”.",
            f"The number pattern in inputs/instansi/{kop}.yaml cannot be used ({', '.join(bad)}); run “notula check”.",
        )
    return Urutan(kop, n, unit or kop, source.singkatan or "", unit or kop)


def beri(
    ledger: Ledger, bukti: Bukti, instansi: Mapping[str, Instansi], oleh: str, pakai: int | None = None
) -> Pemberian:
    """The number of a record: the one it has, the one written in it, a reserved one, or the next.

    Ledger first, file second: where the second fails, the next call finds the number and
    writes it. Raises Tolakan, and OSError where the record cannot be written.
    """
    with ledger.tulis() as tx:
        perhatikan(tx, bukti)
    moved = []
    with ledger.tulis() as tx:
        row, new, skipped = _nomor(tx, bukti, instansi, oleh, pakai)
        data = dengan_nomor(bukti.record.data, row.teks)
        made = replace(bukti, record=replace(bukti.record, data=data))
        for jenis in bukti.naskah:
            doc = dokumen(ledger, bukti.rekaman, jenis)
            if doc is not None and doc.keadaan == "final":
                maju(tx, made, jenis, "bernomor", oleh, nomor=row.teks)
                moved.append(jenis)
    left = [(j, _keadaan(ledger, bukti, j)) for j in bukti.naskah]
    return Pemberian(
        row, new, _tulis(bukti, data, row.teks or ""), skipped, tuple(moved),
        tuple((j, k) for j, k in left if k in KEADAAN[:3]),
    )  # fmt: skip


def _keadaan(ledger: Ledger, bukti: Bukti, jenis: str) -> str:
    row = dokumen(ledger, bukti.rekaman, jenis)
    return row.keadaan if row else KEADAAN[0]


def _nomor(
    tx: Tulisan, bukti: Bukti, instansi: Mapping[str, Instansi], oleh: str, pakai: int | None
) -> tuple[Nomor, bool, tuple[int, int] | None]:
    """The live number of a record, whether it became that now, and what it left out of the sequence."""
    live = nomor_hidup(tx.ledger, bukti.rekaman)
    written = (bukti.record.rapat.nomor or "").strip()
    if live is not None:
        if written not in ("", live.teks) and not _pernah(tx, bukti, written):
            raise Tolakan(
                f"Register mencatat nomor {live.teks} untuk {bukti.rekaman}, tetapi rekaman menulis {written}; "
                "betulkan rekaman, atau batalkan nomor itu dengan “notula nomor --batal”.",
                f"The register has number {live.teks} for {bukti.rekaman}, but the record says {written}; "
                "mend the record, or void that number with “notula nomor --batal”.",
            )
        return live, False, None
    ready = [
        d for jenis in bukti.naskah
        if (d := dokumen(tx.ledger, bukti.rekaman, jenis)) and d.keadaan == "final"
        and setara(tx.ledger, bukti, d.sidik_rekaman)
    ]  # fmt: skip
    if not ready:
        raise Tolakan(
            f"{bukti.rekaman} belum dicatat final; jalankan “notula ledger periksa”, lalu “notula ledger final”.",
            f"{bukti.rekaman} is not recorded as final; run “notula ledger periksa”, then “notula ledger final”.",
        )
    day = bukti.record.rapat.tanggal_naskah
    if day is None:
        raise Tolakan(
            f"{bukti.rekaman} tidak bertanggal, jadi tahun nomornya tidak diketahui.",
            f"{bukti.rekaman} has no date, so the year of its number is not known.",
        )
    order = urutan(instansi, bukti.record.rapat.instansi).milik(tx.ledger)
    if written and not _pernah(tx, bukti, written):
        expected = berikut(tx.ledger, order, day.year)
        row = _daftarkan(tx, bukti, order, day, written, oleh, pakai)
        skipped = (expected, row.urut - 1) if row.urut is not None and row.urut > expected else None
        return row, True, skipped
    return _berikutnya(tx, bukti, order, day, oleh, pakai), True, None


def _pernah(tx: Tulisan, bukti: Bukti, teks: str) -> bool:
    """Whether a number was this record's own and was voided."""
    return bool(tx.ledger.satu(Nomor, teks=teks, rekaman=bukti.rekaman, keadaan="batal"))


def _berikutnya(tx: Tulisan, bukti: Bukti, order: Urutan, day: date, oleh: str, pakai: int | None) -> Nomor:
    """A reserved number, or the next of the sequence, given to the record."""
    if pakai is not None:
        held = tx.ledger.satu(Nomor, unit=order.deret, tahun=day.year, urut=pakai)
        if held is None or held.keadaan != "dipesan":
            state = held.keadaan if held else "belum ada"
            raise Tolakan(
                f"Nomor urut {pakai} tahun {day.year} ({order.unit}) tidak sedang dipesan ({state}).",
                f"Number {pakai} of {day.year} ({order.unit}) is not reserved ({held.keadaan if held else 'none'}).",
            )
        return _pakai(tx, bukti, order, day, held, pakai, _teks(order, bukti, day, pakai), oleh)
    number = berikut(tx.ledger, order, day.year)
    while tercetak(tx.ledger, day.year, _teks(order, bukti, day, number)):
        number += 1  # given elsewhere: by another unit, or in the words of another pattern
    return _pakai(tx, bukti, order, day, None, number, _teks(order, bukti, day, number), oleh)


def berikut(ledger: Ledger, order: Urutan, tahun: int) -> int:
    """The sequence number behind the highest that was ever given, reserved or voided."""
    query = "SELECT max(urut) FROM nomor WHERE unit = ? AND tahun = ?"
    last = ledger.db.execute(query, (order.deret, tahun)).fetchone()[0]
    return max(order.penomoran.mulai, 1, (last or 0) + 1)


def tercetak(ledger: Ledger, tahun: int, teks: str) -> Nomor | None:
    """The number of a year that prints like this one, blanks and capitals aside."""
    query = (
        "SELECT id FROM nomor WHERE tahun = ? AND upper(replace(teks, ' ', '')) = upper(replace(?, ' ', ''))"
    )
    row = ledger.db.execute(query, (tahun, teks)).fetchone()
    return ledger.satu(Nomor, id=row[0]) if row else None


def _daftarkan(
    tx: Tulisan, bukti: Bukti, order: Urutan, day: date, teks: str, oleh: str, pakai: int | None
) -> Nomor:
    """The number that the record bears already, registered as it stands there."""
    number = urut_dari(order.penomoran.pola, teks, day.year, order.tetap)
    held = tercetak(tx.ledger, day.year, teks)
    if held is None and number is not None:
        held = tx.ledger.satu(Nomor, unit=order.deret, tahun=day.year, urut=number)
    if held is not None and not (held.keadaan == "dipesan" and held.urut == pakai):
        raise _terpakai(teks, held)
    return _pakai(tx, bukti, order, day, held, number, teks, oleh)


def _terpakai(teks: str, held: Nomor) -> Tolakan:
    states = {
        "dipakai": (
            f"sudah dipakai {held.rekaman} ({held.teks})",
            f"is taken by {held.rekaman} ({held.teks})",
        ),
        "batal": (f"sudah dibatalkan ({held.alasan})", f"was voided ({held.alasan})"),
        "dipesan": (
            f"dipesan untuk {held.untuk}; pakai dengan --pakai {held.urut}",
            f"is reserved for {held.untuk}; use it with --pakai {held.urut}",
        ),
    }
    said, said_en = states[held.keadaan]
    return Tolakan(f"Nomor {teks} {said}.", f"Number {teks} {said_en}.")


def _pakai(
    tx: Tulisan, bukti: Bukti, order: Urutan, day: date, held: Nomor | None, number: int | None,
    teks: str, oleh: str,
) -> Nomor:  # fmt: skip
    rapat = bukti.record.rapat
    row = Nomor(
        held.id if held else 0, order.deret, order.kop, day.year, number, teks, "dipakai", bukti.rekaman,
        day.isoformat(), rapat.judul, held.untuk if held else None, None, oleh, sekarang(),
    )  # fmt: skip
    made = tx.simpan(row)
    tx.catat("nomor diberikan", oleh, bukti.rekaman, nomor=teks)
    return made


def _teks(order: Urutan, bukti: Bukti, day: date, number: int) -> str:
    """The number in the agency's pattern. Raises Tolakan where the record lacks a part of it."""
    rapat, n = bukti.record.rapat, order.penomoran
    code = KODE_KEAMANAN[rapat.keamanan]
    values = {
        **order.tetap,
        "keamanan": "" if code == "B" and not n.kode_keamanan else code,
        "klasifikasi": (rapat.klasifikasi or "").strip(),
        "urut": f"{number:0{n.lebar}d}",
        "bulan": f"{day.month:02d}",
        "bulan_romawi": BULAN_ROMAWI[day.month - 1],
        "tahun": str(day.year),
        "jenis": bukti.naskah[0].upper() if bukti.naskah else "",
    }
    for name in sorted(dipakai(n.pola) - {"keamanan"}):
        if not values[name]:
            raise Tolakan(
                f"{bukti.rekaman} belum memuat {name}, padahal pola nomor memakainya.",
                f"{bukti.rekaman} lacks {name}, which the number pattern uses.",
            )
    return susun(n.pola, values)


def _tulis(bukti: Bukti, data: bytes, nomor: str) -> bool:
    """Put the number into the record file; whether the file changed."""
    target = bukti.record.file.resolve()
    now = target.read_bytes()
    if data in (bukti.record.data, now):
        return False
    if now != bukti.record.data:
        raise Tolakan(
            f"Nomor {nomor} tercatat, tetapi {bukti.rekaman} berubah sejak dibaca, jadi berkasnya belum ditulis; "
            "jalankan lagi.",
            f"Number {nomor} is recorded, but {bukti.rekaman} changed since it was read, so the file is not "
            "written yet; run again.",
        )
    sweep(target.parent)
    return write_whole(target, data)


def pesan(ledger: Ledger, order: Urutan, tahun: int, banyak: int, untuk: str, oleh: str) -> list[Nomor]:
    """The next numbers of a sequence, kept for somebody. Raises Tolakan."""
    if not 1 <= banyak <= TERBANYAK:
        raise Tolakan(
            f"Nomor dapat dipesan 1 sampai {TERBANYAK} sekaligus, bukan {banyak}.",
            f"1 to {TERBANYAK} numbers can be reserved at once, not {banyak}.",
        )
    if not satu_baris(untuk):
        raise Tolakan("Sebut untuk apa nomor dipesan (--untuk).", "Say what the numbers are for (--untuk).")
    out = []
    with ledger.tulis() as tx:
        order = order.milik(ledger)
        for _ in range(banyak):
            row = Nomor(
                0, order.deret, order.kop, tahun, berikut(ledger, order, tahun), None, "dipesan", None,
                None, None, satu_baris(untuk), None, oleh, sekarang(),
            )  # fmt: skip
            out.append(tx.simpan(row))
            tx.catat("nomor dipesan", oleh, urut=row.urut, tahun=tahun, unit=order.deret, untuk=row.untuk)
    return out


def cari(ledger: Ledger, sebut: str, unit: str | None = None, tahun: int | None = None) -> Nomor:
    """The number that is meant by its full text or its sequence number. Raises Tolakan."""
    where = {k: v for k, v in (("unit", unit), ("tahun", tahun)) if v is not None}
    found = ledger.semua(Nomor, teks=sebut, **where)
    if not found and sebut.isdecimal():
        found = ledger.semua(Nomor, urut=int(sebut), **where)
    if not found:
        raise Tolakan(f"Nomor {sebut} tidak ada di register.", f"Number {sebut} is not in the register.")
    if len(found) > 1:
        listed = "; ".join(f"{n.unit} {n.tahun}" for n in found)
        raise Tolakan(
            f"Nomor {sebut} ada lebih dari satu ({listed}); sebut --tahun dan --instansi, atau nomor lengkapnya.",
            f"There are several numbers {sebut} ({listed}); give --tahun and --instansi, or the full number.",
        )
    return found[0]


def batalkan(
    ledger: Ledger, workspace: Workspace, row: Nomor, alasan: str, oleh: str, bukti: Bukti | None
) -> Nomor:
    """The number, voided; its record loses it. `bukti` is that record, where its file is still there.

    Raises Tolakan where it is voided already or stands on a signed document.
    """
    if not satu_baris(alasan):
        raise Tolakan("Alasan pembatalan harus diisi (--alasan).", "A reason is needed to void (--alasan).")
    data = bukti.record.data if bukti else b""
    with ledger.tulis() as tx:
        now = ledger.satu(Nomor, id=row.id)
        assert now is not None  # numbers are never deleted
        if bukti is not None:
            tunggal(bukti)
        if now.keadaan == "batal":
            raise Tolakan(
                f"Nomor {row.teks or row.urut} sudah dibatalkan: {now.alasan}.",
                f"Number {row.teks or row.urut} is voided already: {now.alasan}.",
            )
        docs = ledger.semua(Dokumen, rekaman=now.rekaman) if now.rekaman else []
        for doc in docs:
            if sudah_ditandatangani(ledger, doc.rekaman, doc.jenis):
                raise hanya_ralat(doc.rekaman, doc.jenis)
            if (why := tak_tercatat(ledger, workspace, doc.rekaman, doc.jenis)) is not None:
                raise why
        if bukti is not None and bukti.record.rapat.nomor == now.teks:
            data = dengan_nomor(data, None)
        made = tx.simpan(
            replace(now, keadaan="batal", alasan=satu_baris(alasan), oleh=oleh, waktu=sekarang())
        )
        tx.catat("nomor dibatalkan", oleh, now.rekaman, nomor=now.teks, urut=now.urut, alasan=made.alasan)
        for doc in docs:
            if doc.keadaan in ("final", "bernomor"):
                kept = (
                    sidik(data) if bukti and setara(ledger, bukti, doc.sidik_rekaman) else doc.sidik_rekaman
                )
                tx.simpan(
                    replace(
                        doc, keadaan="final", oleh=oleh, waktu=sekarang(), sidik_pdf=None, sidik_rekaman=kept
                    )
                )
                tx.catat("nomor dibatalkan", oleh, doc.rekaman, doc.jenis, doc.keadaan, "final")
    if bukti is not None:
        _tulis(bukti, data, now.teks or "")
    return made
