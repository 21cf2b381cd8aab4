"""What many tests start from: a complete record, the repository's reference, templates to damage."""

from __future__ import annotations

import shutil
import zipfile
from functools import cache
from pathlib import Path

import yaml

from pipeline.checks import examine
from pipeline.findings import Finding
from pipeline.load import load_reference
from pipeline.naskah import Naskah
from pipeline.read import parse
from pipeline.record.rapat import Rapat
from pipeline.record.record import Record, Reference

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
LENGKAP = Path(__file__).parent / "lengkap.yaml"


@cache
def acuan() -> Reference:
    """The repository's letterheads and profiles."""
    return load_reference(ROOT / "inputs", str)[0]


def teks_rekaman(ubah: str = "") -> str:
    """The complete record with some top-level keys replaced by those of a YAML fragment."""
    data = yaml.load(LENGKAP.read_text(encoding="utf-8"), yaml.BaseLoader)
    for key in yaml.load(ubah, yaml.BaseLoader) or {}:
        data.pop(key, None)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False) + ubah


def rekaman(ubah: str = "") -> tuple[Record, list[Finding]]:
    """The record of `teks_rekaman`, with the reader's and the checks' findings."""
    reading = parse(teks_rekaman(ubah).encode(), Rapat, "rekaman.yaml")
    file = ROOT / "inputs" / "rapat" / "rekaman.yaml"
    record = Record(file, reading.value, reading.places, reading.damaged)
    return examine(record, reading.findings, acuan())


def kode(ubah: str) -> set[str]:
    """The codes of the findings on a changed record."""
    return {f.code for f in rekaman(ubah)[1]}


def templat_rusak(tmp: Path, kind: str, name: str, old: str, new: str) -> Path:
    """A copy of the templates with one text replaced, which must be there, in one of them."""
    copy = tmp / "templates"
    if not copy.exists():
        shutil.copytree(TEMPLATES, copy, ignore=shutil.ignore_patterns("fonts"))
    file = copy / kind / name
    if kind == "html":
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        return copy
    with zipfile.ZipFile(file) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    body = parts["word/document.xml"].decode()
    assert old in body
    parts["word/document.xml"] = body.replace(old, new).encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as z:
        for n, data in parts.items():
            z.writestr(n, data)
    return copy


def naskah(ubah: str = "", jenis: str = "notula") -> tuple[Record, Naskah]:
    """The document of a changed record."""
    from pipeline.compose import compose

    record, _ = rekaman(ubah)
    return record, compose(record, acuan(), jenis)
