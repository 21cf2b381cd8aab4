"""Blanks that were never filled, in every shape seen in real texts (P; domain.md section 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks import pemeriksaan
from pipeline.findings import Example, Finding, rule
from pipeline.places import Path
from pipeline.record.rapat import Orang
from pipeline.record.record import Record, Reference, texts
from pipeline.reference.isian import LABEL_KOSONG, POLA, temukan

_SUMBER = "domain.md §7"


def _pola(code: str, name: str, what: str, what_en: str, passes: str, fails: str) -> None:
    rule(
        code, name,
        id=f"Isian kosong “{{teks}}” ({what}) masih tertinggal.",
        en=f"The blank “{{teks}}” ({what_en}) was never filled.",
        hint_id="Ganti dengan isinya, atau hapus kalimatnya bila memang tidak ada.",
        hint_en="Replace it with the fact, or delete the sentence.",
        why="Isian kosong pernah terbit di naskah resmi.",
        source=_SUMBER,
        example=Example(passes, fails),
    )  # fmt: skip


_pola(
    "P001",
    "kurung-siku",
    "kurung siku",
    "square brackets",
    "tempat: 'Ruang A [sic]'\n",
    "tempat: '[nama tempat]'\n",
)
_pola(
    "P002",
    "kurung-petunjuk",
    "petunjuk dalam kurung",
    "an instruction in brackets",
    "tempat: Aula (tiga lantai)\n",
    "tempat: (nama tempat)\n",
)
_pola(
    "P003",
    "titik-titik",
    "titik-titik",
    "a run of dots",
    "tujuan: ['Dan lain-lain, dll.']\n",
    "tujuan: ['Menyusun ........ bersama']\n",
)
_pola(
    "P004",
    "titik-bulan",
    "titik sebelum bulan",
    "dots before a month",
    "tujuan: ['Sampai 3 November 2026']\n",
    "tujuan: ['Sampai .. November 2026']\n",
)
_pola("P005", "garis-bawah", "garis bawah", "underscores", "tempat: Aula\n", "tempat: Aula ____\n")
_pola(
    "P006",
    "nomor-kosong",
    "nomor belum diisi",
    "an unfilled number",
    "surat_undangan: {nomor: 400.2/12/2026, tanggal: 2026-11-17}\n",
    "surat_undangan: {nomor: …./…/2026, tanggal: 2026-11-17}\n",
)
_pola(
    "P007",
    "sisa-templat",
    "sisa templat",
    "a template leftover",
    "tempat: Aula\n",
    "tempat: '{{ tempat }}'\n",
)
_pola("P008", "penanda-sementara", "penanda sementara", "a stop-gap", "tempat: Aula\n", "tempat: TBD\n")

P009 = rule(
    "P009", "label-sebagai-isi",
    id="“{kunci}” hanya berisi “{teks}”, bukan isinya.",
    en="“{kunci}” holds only “{teks}”, not the fact.",
    hint_id="Ganti dengan isinya, atau kosongkan bila belum diketahui.",
    hint_en="Replace it with the fact, or leave it empty.",
    why="Label contoh dari formulir sering tertinggal sebagai isi.",
    source=_SUMBER,
    example=Example("tempat: Aula Contoh\n", "tempat: Tempat\n"),
)  # fmt: skip
P010 = rule(
    "P010", "dan-seterusnya",
    id="Butir ini hanya berisi “{teks}”.",
    en="This item holds only “{teks}”.",
    hint_id="Tulis butir-butirnya, atau hapus butir ini.",
    hint_en="Write the items out, or delete this one.",
    why="Contoh formulir “dan seterusnya.” bukan isi.",
    source=_SUMBER,
    example=Example("tujuan: [Menyusun rencana]\n", "tujuan: [Menyusun rencana, dan seterusnya.]\n"),
)  # fmt: skip
P011 = rule(
    "P011", "beliau-tanpa-orang",
    id="“{teks}” tanpa menyebut siapa orangnya.",
    en="“{teks}” without saying who that is.",
    hint_id="Sebut nama dan jabatannya.",
    hint_en="Give the name and office.",
    why="Ucapan pejabat harus jelas siapa pengucapnya.",
    source=_SUMBER,
    example=Example("kutipan:\n  - {kata: Kita bisa, oleh: {nama: Contohwati, jabatan: Ketua}}\n", "kutipan:\n  - {kata: 'Kita bisa, ujar beliau', oleh: {nama: Contohwati, jabatan: Ketua}}\n"),
)  # fmt: skip
P012 = rule(
    "P012", "sisa-asisten",
    id="Kalimat “{teks}” tampak berasal dari asisten tulis otomatis, bukan dari rapat.",
    en="The sentence “{teks}” seems to come from a writing assistant, not from the meeting.",
    hint_id="Hapus kalimat itu.",
    hint_en="Delete that sentence.",
    why="Tawaran penutup asisten tulis pernah terbit di laman resmi.",
    source=_SUMBER,
    example=Example("tujuan: ['Menyusun rencana.']\n", "tujuan: ['Apakah Anda ingin saya sesuaikan artikel ini?']\n"),
)  # fmt: skip
P013 = rule(
    "P013", "huruf-rusak",
    id="Huruf rusak “{teks}” (bekas tanda petik atau tanda pisah yang salah kode).",
    en="Damaged letters “{teks}” (remains of a quotation mark or dash).",
    hint_id="Ganti dengan tanda petik “ ” yang benar, atau hapus bila tanda petik ditambahkan sendiri oleh naskah.",
    hint_en="Replace with the right quotation mark.",
    why="Salah kode UTF-8 meninggalkan “â” di naskah.",
    source="domain.md §0, §7",
    example=Example("tujuan: ['Menyusun “rencana”']\n", "tujuan: ['âMenyusun rencana,â']\n"),
)  # fmt: skip

_BELIAU = re.compile(
    r"\b(?:ujar|tutup|kata|ucap|tutur|jelas|tegas|ungkap|imbuh)(?:nya)?,? (?:beliau|yang bersangkutan)\b",
    re.I,
)
_ASISTEN = re.compile(
    r"(?:Apakah Anda ingin (?:saya|versi|agar)|Saya (?:bisa|dapat) (?:mem)?bantu(?= (?:Anda|menyesuaikan))"
    r"|Saya (?:bisa|dapat) (?:mem)?bantu(?=[^.?!\n]*\b(?:artikel|versi|terdengar|gaya bahasa)\b)|Semoga (?:ini )?membantu(?=[.! ]*\Z)"
    r"|Tentu(?:, |! )berikut|Sebagai (?:model bahasa|asisten AI)|Berikut (?:adalah )?(?:versi|draf|contoh) "
    r"(?:notula|artikel|teks|laporan)(?=[^.\n]*\b(?:Anda|disesuaikan|diperbaiki|lebih)\b)[^.\n]*:|Would you like me to|I can help you|As an AI|Certainly! Here|I hope this helps|Let me know if)"
    r"[^.?!\n]*[.?!:]?",
    re.I,
)  # fmt: skip
_RUSAK = re.compile(r"â(?:€[™œ\x9d“”˜]?|(?=[A-Z“\s.,]|$))|(?<=[,.!?])â|(?<!\w)â|Ã[\x80-\xbf©¨¡]|ï¿½|�")
_PER_LABEL = ("nama", "jabatan", "pangkat", "nip", "instansi", "wilayah", "tempat", "nomor", "judul", "hal")


@pemeriksaan
def isian(record: Record, _: Reference) -> Iterator[Finding]:
    """Placeholders within texts and as whole values, and what a machine left behind."""
    codes = {p.code: p for p in POLA}
    from pipeline.findings import RULES

    for path, text in texts(record.rapat):
        if path[0] == "catatan_impor":
            continue
        spans = temukan(text)
        for n, (pola, start, end) in enumerate(spans):
            words = text[start:end].strip()
            nth = sum(1 for p, a, b in spans[:n] if text[a:b].strip() == words)
            assert pola.code in codes
            yield RULES[pola.code].at(record.places.within(path, words, nth), record.weight, teks=words)
        if not spans:
            yield from _whole(record, path, text)
        for made, pattern in ((P011, _BELIAU), (P012, _ASISTEN), (P013, _RUSAK)):
            for nth, m in enumerate(pattern.finditer(text)):
                if made is P011 and path[0] != "kutipan" and _bernama(record, path, text[: m.start()]):
                    continue
                near = text[m.start() : m.end() + 12].split("\n")[0] if made is P013 else m[0]
                place = record.places.within(path, m[0], _nth(text, m[0], m.start()))
                yield made.at(place, record.weight, teks=near.strip()[:80], nth=nth)


_SEBUTAN = re.compile(
    r"\b(?:Bapak|Ibu|Gubernur|Bupati|Wali ?[Kk]ota|Menteri|Kepala|Ketua|Sekretaris|Sekda|Asisten|Camat|Lurah|Deputi|"
    r"Direktur|Narasumber|Pj|Plt|Plh|Drs?|Dra|Ir|Prof|Hj?)\b"
)


def _bernama(record: Record, path: Path, before: str) -> bool:
    """Whether “beliau” has somebody to mean: a title named before it, or the person of its entry."""
    if _SEBUTAN.search(before):
        return True
    value: object = record.rapat
    for step in path:
        value = (
            value[step] if isinstance(value, tuple) and isinstance(step, int) else getattr(value, str(step))
        )
        people = (getattr(value, k, None) for k in ("oleh", "pembicara", "penanya", "penjawab"))
        if any(isinstance(p, Orang) and p.nama for p in people):
            return True
    return False


def _nth(text: str, words: str, start: int) -> int:
    return text.count(words, 0, start)


def _whole(record: Record, path: Path, text: str) -> Iterator[Finding]:
    key = next((p for p in reversed(path) if isinstance(p, str)), "")
    place = record.places.of(path)
    if key in _PER_LABEL and LABEL_KOSONG.fullmatch(text.strip()):
        yield P009.at(place, record.weight, kunci=key, teks=text.strip())
    elif "tabel" in path and text.strip() == "-":  # an empty cell
        return
    elif re.fullmatch(r"(?:dan seterusnya|dst)\.?|…|-", text.strip(), re.I):
        yield P010.at(place, record.weight, teks=text.strip())
