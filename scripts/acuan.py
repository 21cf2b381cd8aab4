"""Write the reference pages from code: every finding code, every key of the record.

    python scripts/acuan.py [--check]

`--check` writes nothing and fails where a page is stale.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import types
import typing
from pathlib import Path
from typing import Any

from pydantic import BaseModel

import pipeline
from pipeline.findings import RULES, Rule
from pipeline.record.instansi import Instansi
from pipeline.record.pejabat import DaftarPejabat
from pipeline.record.profil import Profil
from pipeline.record.rapat import Rapat
from pipeline.record.wajib import WAJIB

DOCS = Path(__file__).resolve().parent.parent / "docs"
KELUARGA = {
    "A": "Peringatan yang dijawab",
    "B": "Bukti: naskah dibuka lagi dan dicocokkan dengan rekaman",
    "C": "Templat",
    "D": "Salinan publik dan data pribadi",
    "E": "Ejaan dan kerusakan teks",
    "G": "Aksara",
    "I": "Naskah yang diimpor",
    "J": "Jumlah",
    "K": "Kelengkapan",
    "L": "Register dan nomor",
    "N": "Nama, NIP, pangkat, dan jabatan",
    "P": "Isian kosong dan sisa",
    "R": "Rujukan: kop, profil, gambar",
    "S": "Berkas",
    "T": "Tanggal dan waktu",
    "V": "Verifikasi: keaslian PDF",
    "W": "Wilayah",
    "Y": "Bacaan YAML",
}


def rules() -> list[Rule]:
    """All declared rules, after importing every module that could declare one."""
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        importlib.import_module(module.name)
    return [RULES[code] for code in sorted(RULES)]


def temuan() -> str:
    """The page of finding codes."""
    out = [
        "# Acuan temuan\n",
        "Halaman ini dibuat dari kode dengan `make docs`; jangan disunting.\n",
        "Temuan isi adalah *peringatan* pada draf dan *galat* pada final. Temuan berkas selalu galat. "
        "Satu galat saja membuat naskah tidak dibuat.\n",
    ]
    family = ""
    for r in rules():
        if r.code[0] != family:
            family = r.code[0]
            out.append(f"\n## {family} – {KELUARGA[family]}\n")
        out.append(f"\n### {r.code} {r.name}\n")
        out.append(f"- Bunyi: {_code(r.message['id'])}")
        out.append(f"- Perbaikan: {_code(r.hint['id'])}")
        out.append(f"- Alasan: {r.why}")
        out.append(f"- Sumber: {r.source}\n")
        for head, text in (("Lulus", r.example.passes), ("Gagal", r.example.fails)):
            body = text.rstrip("\n")
            shown = "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in body)
            out.append(f"{head}:\n\n```yaml\n{shown[:400]}\n```\n")
    return "\n".join(out)


def _code(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}").replace("|", "\\|")


def rekaman() -> str:
    """The page of keys: records, letterheads, profiles."""
    out = ["# Acuan rekaman\n", "Halaman ini dibuat dari kode dengan `make docs`; jangan disunting.\n"]
    for title, model, note in (
        ("Rekaman rapat (`inputs/rapat/*.yaml`)", Rapat, "Semua kunci boleh kosong pada draf."),
        ("Kop instansi (`inputs/instansi/*.yaml`)", Instansi, "Nama berkas adalah kunci kop."),
        (
            "Direktori pejabat (`inputs/pejabat.yaml`)",
            DaftarPejabat,
            "Rekaman menyebut pejabat dengan kuncinya.",
        ),
        ("Profil tata letak (`inputs/profil/*.yaml`)", Profil, "Ukuran dalam mm dan pt."),
    ):
        out.append(f"\n## {title}\n\n{note}\n")
        out.append("| kunci | bentuk | keterangan | wajib untuk |\n|---|---|---|---|")
        out += _rows(model, (), frozenset())
    return "\n".join(out) + "\n"


_WAJIB = {w.path: " dan ".join(sorted(w.dokumen)) for w in WAJIB}


def _rows(model: type[BaseModel], path: tuple[str, ...], seen: frozenset[type[Any]]) -> list[str]:
    out: list[str] = []
    for name, field in model.model_fields.items():
        here = (*path, name)
        many, inner = _inner(field.annotation)
        shape = _shape(field.annotation)
        key = ".".join(here).replace(".*", "[]")
        needed = _WAJIB.get(here, "") if model is not DaftarPejabat and here[0] in Rapat.model_fields else ""
        out.append(f"| `{key}` | {shape} | {field.description or ''} | {needed} |")
        if inner is not None and inner not in seen and len(here) < 7:
            out += _rows(inner, (*here, "*") if many else here, seen | {inner})
    return out


def _inner(hint: Any) -> tuple[bool, type[BaseModel] | None]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return False, hint
    for arg in typing.get_args(hint):
        found = _inner(arg)[1]
        if found is not None:
            return typing.get_origin(hint) is tuple or _inner(arg)[0], found
    return False, None


def _shape(hint: Any) -> str:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        parts = [_shape(a) for a in typing.get_args(hint) if a is not type(None)]
        return " atau ".join(dict.fromkeys(parts))
    if origin is typing.Literal:
        return ", ".join(f"`{a}`" for a in typing.get_args(hint))
    if origin is typing.Annotated:
        return _shape(typing.get_args(hint)[0])
    if origin is tuple:
        return f"daftar {_shape(typing.get_args(hint)[0])}"
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return "kunci: nilai"
    names = {str: "teks", int: "bilangan", float: "ukuran", bool: "`ya`, `tidak`"}
    return names.get(hint, {"date": "tanggal", "time": "jam"}.get(getattr(hint, "__name__", ""), "teks"))


def main(check: bool) -> int:
    """Write or compare both pages; 1 where one is stale."""
    stale = 0
    for name, text in (("acuan-temuan.md", temuan()), ("acuan-rekaman.md", rekaman())):
        file = DOCS / name
        if check:
            if not file.is_file() or file.read_text(encoding="utf-8") != text:
                print(f"docs/{name} tidak mutakhir; jalankan: make docs", file=sys.stderr)
                stale = 1
        else:
            file.write_text(text, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
