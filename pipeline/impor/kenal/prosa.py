"""Facts told in running sentences: who called, opened, led and closed the meeting, when and where."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.impor.kenal import waktu
from pipeline.impor.kenal.jumlah import hitungan
from pipeline.impor.kenal.orang import orang
from pipeline.impor.klaim import Celah, Hasil, Klaim
from pipeline.impor.sumber import Blok
from pipeline.reference.asisten import kalimat_asisten
from pipeline.reference.jenis import JENIS
from pipeline.reference.sebutan_orang import INSTANSI, WILAYAH

_HENTI = (
    r"(?=\s+(?:pada (?:pukul|hari|tanggal|jam)|pukul|dengan|yang|dan (?:dihadiri|dilanjutkan|dipandu|diikuti|didampingi|dimoderatori)|serta|"
    r"di (?:Aula|Ruang|Hotel|Gedung|Pendopo|Balai|Kantor)|untuk|sekaligus|dilanjutkan|mengawali|didampingi|bertempat|mewakili|secara)\b"
    r"|(?<=\w{4})\.\s|(?<=[\])])\.\s|\.?\s*$|;|\s\(\d|,\s+(?:dan|dilanjutkan|dihadiri|didampingi|bertempat|pada)\b)"
)
_RESMI = r"(?:\s+(?:secara\s+resmi|langsung|secara langsung|resmi|kembali))*"
_JAM = r"(?:\s*(?:pada\s+)?(?:pukul|jam|pkl\.?)\s+(?P<jam>\d{1,2}[.:]\d{2})(?:\s*WI[BT]A?)?,?)?"
_BUKA = re.compile(
    rf"\b(?:dibuka|pembukaan){_RESMI}{_JAM}{_RESMI}\s*(?P<oleh>oleh\s+(?P<o>.+?){_HENTI})?", re.I
)
_TUTUP = re.compile(
    rf"\b(?:ditutup|menutup rapat){_RESMI}{_JAM}{_RESMI}\s*(?P<oleh>oleh\s+(?P<o>.+?){_HENTI})?", re.I
)
_PIMPIN = re.compile(rf"\b(?:dipimpin|diketuai){_RESMI}\s+oleh\s+(?P<o>.+?){_HENTI}", re.I)
_MEMBUKA = re.compile(
    r"^(?P<o>[^:“”\"]{4,160}?),?(?:\s+(?:yang|saat|ketika|usai))?\s+(?:secara resmi |sekaligus )?membuka\b(?:\s+secara resmi)?\s+(?:rapat|acara|kegiatan|sidang|pertemuan)",
    re.I,
)
_KALIMAT = re.compile(r"(?<=\w{4})[.!?]\s+")
_SAMBUNG = re.compile(
    r"^(?:Sementara itu|Selanjutnya|Selain itu|Adapun|Sebelumnya|Kemudian|(?:Pada|Dalam|Di) [^,]{3,60}),\s*",
    re.I,
)
_TEMPAT = re.compile(
    r"\bbertempat di\s+(?P<a>.+?)"
    + _HENTI
    + r"|\bdi\s+(?P<b>(?:Aula|Ruang|Gedung|Hotel|Balai|Pendopo|Auditorium|Ballroom|Command Center|Lantai)\b.+?)"
    + _HENTI
)
_GELAR = re.compile(
    r"(?P<o>[A-Z][^.;:!?“”\"()]{2,120}?(?:\([^()]{2,40}\))?)\s+(?:telah |kembali |bersama [^,.;]{3,80}? )?(?:menggelar|menyelenggarakan|mengadakan|melaksanakan|melakukan)\s+(?:kegiatan )?(?P<r>Rapat|Sidang|Koordinasi|Pertemuan)\b"
)
_OLEH = re.compile(r"\b(?:diselenggarakan|digelar|diadakan|dilaksanakan)\s+oleh\s+(?P<o>[A-Z].+?)" + _HENTI)
_PERTEMUAN = re.compile(
    r"\b(?:rapat|sidang|kegiatan|acara|pertemuan|menggelar|digelar|dilaksanakan|berlangsung|diselenggarakan)\b",
    re.I,
)
_PADA_HARI = re.compile(r"\b(?:pada\s+(?:hari|tanggal)?|hari|,)\s*[\s(,]*$", re.I)
_HADIR = re.compile(r"\b(?:dihadiri|diikuti)\b", re.I)


def prosa(blocks: Sequence[Blok]) -> Hasil:
    """The claims of all paragraphs of a document; their words stay where the paragraph goes."""
    out: Hasil = []
    paragraphs = [
        b for b in blocks if b.jenis in ("teks", "butir") and len(b.teks) > 20 and not kalimat_asisten(b.teks)
    ]
    for b in paragraphs:
        out += _pelaku(b)
        out += _tempat(b)
        if _HADIR.search(b.teks):
            out += _peserta(b)
    out += _hari(paragraphs)
    out += _jam(paragraphs)
    out += _penyelenggara(paragraphs)
    kinds = {
        m[0].lower(): (m[0], b.no)
        for b in paragraphs
        for m in JENIS.finditer(b.teks)
        if m[0][:1].isupper() and m[0].split()[1][:1].isupper()
    }
    if len(kinds) == 1:
        words, no = next(iter(kinds.values()))
        out.append(Klaim(("jenis",), words, (no,), lemah=True))
    return out


def _pelaku(b: Blok) -> Hasil:
    out: Hasil = []
    for pattern, key in ((_BUKA, "pembuka"), (_TUTUP, "penutup")):
        m = pattern.search(b.teks)
        if not m:
            continue
        after = re.split(r"(?<=\w{4})\.\s", b.teks[m.end() :])[0][:80]
        hour = m["jam"] or (waktu.pukul(after) if m["oleh"] else None)
        if hour:
            out.append(Klaim((key, "pukul"), hour, (b.no,)))
        if m["oleh"]:
            out += _orang((key, "oleh"), _utuh(m, b.teks), b.no)
        elif key == "pembuka" and m[0].lower().startswith("dibuka"):
            out.append(Celah((key, "oleh"), "tidak disebut siapa yang membuka", b.no))
        elif key == "penutup" and m[0].lower().startswith("ditutup"):
            out.append(Celah((key, "oleh"), "tidak disebut siapa yang menutup", b.no))
    if m := _PIMPIN.search(b.teks):
        out += _orang(("pimpinan", "ketua"), _utuh(m, b.teks), b.no)
    if not _BUKA.search(b.teks):
        found = (_MEMBUKA.match(_SAMBUNG.sub("", x)) for x in _KALIMAT.split(b.teks))
        out += [k for m in found if m for k in _orang(("pembuka", "oleh"), m["o"], b.no)]
    return out


def _utuh(m: re.Match[str], text: str) -> str:
    """A person's words with the full stop of a title that ends them."""
    return m["o"] + "." if text[m.end("o") :].startswith(".") else str(m["o"])


def _orang(key: tuple[str, str], words: str, block: int) -> Hasil:
    person = orang(words)
    if person and set(person) != {"instansi"}:
        return [Klaim(key, person, (block,))]
    return [Celah(key, f"“{words[:80]}”: nama dan jabatannya tidak dapat dipastikan", block)]


def _tempat(b: Blok) -> Hasil:
    found = {" ".join((m["a"] or m["b"]).split()).strip(" ,.") for m in _TEMPAT.finditer(b.teks)}
    found = {re.split(r",\s*(?:Senin|Selasa|Rabu|Kamis|Jum|Sabtu|Minggu)", f)[0] for f in found}
    if len(found) != 1 or not _PERTEMUAN.search(b.teks):
        return []
    place = found.pop()
    return [Klaim(("tempat",), place, (b.no,), lemah=True)] if 3 < len(place) <= 150 else []


def _peserta(b: Blok) -> Hasil:
    counted = (
        hitungan(b.teks, b.no)
        if re.search(r"\d\s*(?:\([a-z\s-]+\)\s*)?(?:orang|peserta|laki|perempuan)", b.teks)
        else []
    )
    return [*counted, Celah(("peserta",), "peserta disebut tanpa nama", b.no, ringan=True)]


def _hari(blocks: Sequence[Blok]) -> Hasil:
    """The day of the meeting: the one that sentences about it name; a date line of news is none."""
    sure: list[tuple[waktu.Hari, int]] = []
    other: list[tuple[waktu.Hari, int]] = []
    for b in blocks:
        for day in waktu.hari(b.teks):
            before = b.teks[: b.teks.find(day.teks)]
            dateline = (
                re.fullmatch(r"\W*[A-Z][\w\s/.,-]{2,40}[,(–-]\s*", before) is not None and len(before) < 45
            )
            weekday = day.teks[:1].isalpha()
            near = _PERTEMUAN.search(before[-160:]) and (weekday or _PADA_HARI.search(before))
            letter = re.search(
                r"\b(?:surat|undangan|nomor|peraturan|instruksi|tenggat|lambat|sampai)\b[^.]{0,80}$",
                before,
                re.I,
            )
            if letter:
                continue
            (sure if near and not dateline else other).append((day, b.no))
    whole = {(d.mulai, d.selesai) for d, _ in sure if not d.alasan}
    if len(whole) == 1 and not any(d.alasan for d, _ in sure):
        day, no = sure[0]
        return [Klaim(("tanggal",), day.nilai, (no,), lemah=True)]
    if sure:
        return [
            Celah(
                ("tanggal",),
                (d.alasan and f"“{d.teks}”: {d.alasan}") or f"“{d.teks}”: ada lebih dari satu tanggal",
                n,
            )
            for d, n in sure
        ]
    return [Celah(("tanggal",), f"“{d.teks}”: belum pasti ini tanggal rapat", n) for d, n in other[:3]]


def _jam(blocks: Sequence[Blok]) -> Hasil:
    found = [(t, b.no) for b in blocks for t in waktu.jam(b.teks, satu=False) if _PERTEMUAN.search(b.teks)]
    if len({tuple(t.items()) for t, _ in found}) == 1:
        return [Klaim(("waktu",), found[0][0], (found[0][1],), lemah=True)]
    return [Celah(("waktu",), "ada lebih dari satu jam", n) for _, n in found[:2]]


def _penyelenggara(blocks: Sequence[Blok]) -> Hasil:
    for b in blocks:
        for m in (*_GELAR.finditer(b.teks), *_OLEH.finditer(b.teks)):
            words = re.split(r",\s+(?=[A-Z])|\s[–—-]\s", m["o"])[-1].strip()
            words = re.sub(
                r"^(?:Melalui|Dalam rangka|Pada)\b.*?(?=\b(?:Dinas|Badan|Pemerintah|Bappeda))", "", words
            )
            whole, words = words, words.rsplit(" melalui ", 1)[-1]
            agency = INSTANSI.search(words)
            if agency and agency.start() == 0 and len(words) <= 140:
                region = WILAYAH.search(words) or WILAYAH.search(whole)
                named: Hasil = (
                    [Klaim(("penyelenggara", "wilayah"), region[0], (b.no,), lemah=True)] if region else []
                )
                return [Klaim(("penyelenggara", "instansi"), words, (b.no,), lemah=True), *named]
    return []
