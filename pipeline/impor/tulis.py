"""A draft → the text of a record file, with its gaps as comments that quote the source."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.impor.klaim import Celah
from pipeline.impor.susun import Draf

_POLOS = re.compile(r"[A-Za-zÀ-ɏ](?:[\wÀ-ɏ ,.;()/+’“”–-]*[\w.)”;])?")
_BUKAN_TEKS = frozenset({"null", "yes", "no", "true", "false", "on", "off", "y", "n"})

_URUTAN: tuple[tuple[str, str], ...] = (
    ("jenis", "mis. Rapat Koordinasi"),
    ("judul", "judul rapat"),
    ("nomor", "nomor naskah; biasanya diberikan register"),
    ("klasifikasi", 'kode klasifikasi arsip, mis. "400.2"'),
    ("sifat", ""),
    ("surat_undangan", "{nomor: 400.2/12/2026, tanggal: 2026-11-17, hal: Undangan}"),
    ("tanggal", "mis. Selasa, 24 November 2026"),
    ("waktu", "{mulai: 09.00, selesai: 12.00, zona: WIB}"),
    ("tempat", "tempat rapat"),
    ("moda", "luring, daring, hibrida"),
    ("penyelenggara", "{instansi: …, wilayah: Kabupaten Lebak}"),
    ("pimpinan", "{ketua: {nama: …, jabatan: …}, pencatat: {nama: …}}"),
    ("pembuka", "{oleh: {nama: …, jabatan: …}, pukul: 09.00, isi: …}"),
    ("penutup", "{oleh: {nama: …, jabatan: …}, pukul: 12.00, isi: …}"),
    ("undangan", ""),
    ("peserta", "satu baris satu orang: - {nama: …, jabatan: …, instansi: …, wilayah: …, jk: P}"),
    ("rekap", "{L: 12, P: 28, jumlah: 40}"),
    ("dasar", "- Peraturan …"),
    ("acara", "- Evaluasi …"),
    ("tujuan", "- Menyelaraskan …"),
    ("pembahasan", "- {judul: …, isi: [Paragraf bebas.]}"),
    ("kutipan", ""),
    ("keputusan", "- Setiap perangkat daerah …"),
    ("rekomendasi", ""),
    ("tindak_lanjut", "- {uraian: …, penanggung_jawab: …, tenggat: 2026-12-15}"),
    ("penetapan", "{tempat: Serang, tanggal: 2026-11-25}"),
    ("penanda_tangan", "- {peran: Pimpinan Sidang/Rapat, nama: …, jabatan: …, pangkat: …, nip: …}"),
    ("tembusan", ""),
)
"""The keys in the order of a record file; what an empty one is filled with."""
_BOLEH_TIADA = frozenset(
    {"nomor", "sifat", "moda", "undangan", "rekap", "kutipan", "rekomendasi", "tembusan"}
)
_BERPASANGAN = {
    "pembuka": ("oleh",), "penutup": ("oleh",), "waktu": ("mulai", "selesai", "zona"),
    "penyelenggara": ("instansi", "wilayah"), "pimpinan": ("ketua", "pencatat"),
}  # fmt: skip
"""Keys below a key that stand in the file even when empty."""


def teks_rekaman(
    draf: Draf, nama: str, instansi: str, skema: str, terlihat: Callable[[list[str]], list[int]]
) -> str:
    """The record file of a draft.

    `nama` is the source's name, `instansi` the letterhead key or "", `skema` the folder of the schemas
    from the file; `terlihat` says which leftovers somebody has to look at: they come first.
    """
    lines = [
        f"# yaml-language-server: $schema={skema}/rapat.schema.json",
        f"# Draf dari {_satu_baris(nama)}; kata-kata sumber disalin apa adanya.",
        "# Isi yang kosong, periksa baris “belum pasti”, lalu ubah status menjadi final.",
        "status: draf",
        "dokumen: [notula, laporan]",
        "profil: permendagri-1-2023",
        f"instansi: {skalar(instansi) if instansi else ''}".rstrip()
        + ("" if instansi else "  # kunci kop: nama berkas di inputs/instansi/"),
        "",
    ]
    for key, hint in _URUTAN:
        gaps = [g for g in draf.celah if g.kunci[0] == key]
        value = draf.data.get(key)
        if value is None and not gaps and key in _BOLEH_TIADA:
            continue
        if gaps or isinstance(value, dict | list):
            lines.append("") if lines[-1] else None
        lines += [f"# belum pasti: {_celah(draf, g)}" for g in gaps]
        lines += _kunci(key, _lengkap(key, value), hint)
    lines += _catatan(draf, terlihat)
    return "\n".join(lines) + "\n"


def _celah(draf: Draf, gap: Celah) -> str:
    block = draf.sumber(gap)
    key = ".".join(gap.kunci)
    return _satu_baris(f"{key} – {gap.alasan} (sumber {block.tempat}: “{ringkas(block.utuh)}”)")


def ringkas(text: str, panjang: int = 220) -> str:
    """Words on one line, cut at a blank where they are long."""
    line = " ".join(text.split())
    return line if len(line) <= panjang else line[:panjang].rsplit(" ", 1)[0] + " …"


def _satu_baris(text: str) -> str:
    return " ".join(text.split())


def _lengkap(key: str, value: Any) -> Any:
    """A mapping with the keys that are always shown, empty where unknown."""
    if isinstance(value, dict) and key in _BERPASANGAN:
        return {**{k: value.get(k) for k in _BERPASANGAN[key]}, **value}
    return value


def _kunci(key: str, value: Any, hint: str) -> list[str]:
    if value is None:
        return [f"{key}:" + (f"  # {hint}" if hint else "")]
    return list(_nilai(key, value, 0))


def _nilai(key: str, value: Any, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if value is None:
        yield f"{pad}{key}:"
    elif isinstance(value, str):
        yield from _teks(f"{pad}{key}:", value, depth)
    elif isinstance(value, dict):
        yield f"{pad}{key}:"
        for k, v in value.items():
            yield from _nilai(k, v, depth + 1)
    else:
        yield f"{pad}{key}:" if value else f"{pad}{key}: []"
        for item in value:
            yield from _butir(item, depth + 1)


def _butir(item: Any, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if isinstance(item, str):
        yield from _teks(f"{pad}-", item, depth)
    elif isinstance(item, dict):
        inner = [line for k, v in item.items() for line in _nilai(k, v, depth + 1)]
        yield f"{pad}- {inner[0].lstrip()}"
        yield from inner[1:]
    else:
        yield f"{pad}- [{', '.join(skalar(x, sebaris=True) for x in item)}]"


def _teks(head: str, value: str, depth: int) -> Iterator[str]:
    """A text: plain, in quotes, or as a block where it is long or has several lines."""
    lines = value.split("\n")
    brief = len(lines) == 1 and (len(value) < 100 or _POLOS.fullmatch(value))
    if brief or any(line != line.rstrip() for line in lines) or not lines[0] or lines[0][0].isspace():
        yield f"{head} {skalar(value)}"
        return
    yield f"{head} |-"
    for line in lines:
        yield f"{'  ' * (depth + 1)}{line}" if line else ""


def skalar(value: str, sebaris: bool = False) -> str:
    """A text as YAML on one line: plain where nothing in it means more, else in quotes.

    With `sebaris` it stands inside brackets, where a comma means more too.
    """
    if sebaris and "," in value:
        return json.dumps(value, ensure_ascii=False)
    if _POLOS.fullmatch(value) and value.lower() not in _BUKAN_TEKS:
        return value
    return json.dumps(value, ensure_ascii=False)


def _catatan(draf: Draf, terlihat: Callable[[list[str]], list[int]]) -> list[str]:
    """The leftovers: first those to look at, then labels and headings that have done their work."""
    if not draf.sisa:
        return ["", "catatan_impor: []"]
    pieces = list(draf.sisa)
    seen = set(terlihat(pieces))
    open_ = [p for i, p in enumerate(pieces) if i in seen]
    done = [p for i, p in enumerate(pieces) if i not in seen]
    lines = ["", "# Potongan sumber yang tidak dicetak. Hapus bila sudah diperiksa.", "catatan_impor:"]
    if open_:
        lines.append("  # Belum mendapat tempat; periksa satu per satu:")
        lines += [x for p in open_ for x in _butir(p, 1)]
    if done:
        lines.append("  # Label dan judul yang isinya sudah dipindahkan:")
        lines += [x for p in done for x in _butir(p, 1)]
    return lines
