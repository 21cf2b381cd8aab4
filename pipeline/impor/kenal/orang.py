"""Words that name a person → name, office, agency; None where the parts cannot be told apart."""

from __future__ import annotations

import re

from pipeline.reference.isian import temukan
from pipeline.reference.sebutan_orang import (
    INSTANSI,
    JABATAN,
    SAPAAN_NAMA,
    WILAYAH,
    gelar,
    nama_mungkin,
    polos,
)

_NIP = re.compile(r"\(?\s*\bNIP\.?\s*:?\s*(?P<n>\d[\d ]{14,24}\d|\d{18})\s*\)?", re.I)
_SELAKU = re.compile(r"\s*,?\s+(?:selaku|sebagai)\s+", re.I)
_GARIS = re.compile(r"\s+[-–—]\s+|\t|\s+/\s+")
PANGKAT = re.compile(r"(?:Pembina|Penata|Pengatur|Juru)\b.*|[^,]*\([IV]{1,3}/[a-e]\)", re.I)
"""A rank and grade, as it stands on a line of its own."""
_GELAR_DEPAN = r"(?:Bapak|Ibu|Bpk\.?|H\.|Hj\.|Dr\.|dr\.|Drs\.|Dra\.|Ir\.|Prof\.|KH\.)"


def orang(text: str) -> dict[str, str] | None:
    """The parts of a person, each a piece of the text; None where it is not sure what is what.

    Lines of their own may hold the rank and the NIP.
    """
    lines = [line.strip(" ;:") for line in text.split("\n") if line.strip(" ,;:")]
    for n in range(len(lines) - 1, 0, -1):  # an office broken at the end of its line
        if re.search(r"(?:,|\b(?:dan|serta|pada|di))$", lines[n - 1]) or lines[n][0].islower():
            lines[n - 1 : n + 1] = [f"{lines[n - 1]} {lines[n]}"]
    ranks = [line for line in lines if PANGKAT.fullmatch(line)] if len(lines) > 1 else []
    rest = [line for line in lines if line not in ranks]
    named = [line for line in rest if not _NIP.fullmatch(line)]
    out = {"pangkat": ranks[0]} if len(ranks) == 1 else {}
    if len(named) in (2, 3) and (found := _bagian(named, {})):
        found = {**found, **(_orang(" ".join(x for x in rest if x not in named)) or {})}
    else:
        found = _orang(" ".join(rest)) if len(ranks) < 2 else None
    return {k: v for k, v in {**found, **out}.items() if v} or None if found else None


def buang_titik(text: str) -> str:
    """Words without the full stop of their sentence; that of a title behind a name stays."""
    last = text.split()[-1] if text.split() else ""
    return text[:-1] if text.endswith(".") and not ("." in last[:-1] or polos(last)) else text


def _orang(text: str) -> dict[str, str] | None:
    out: dict[str, str] = {}
    if m := _NIP.search(text):
        out["nip"] = m["n"].strip()
        text = (text[: m.start()].rstrip(" ,;(") + " " + text[m.end() :].lstrip(" ,;)")).strip()
    if not text or len(text) > 250:
        return out or None
    if any(c.isalnum() for c in text):
        text = buang_titik(text)
    spans = temukan(text)
    if spans and len(text) - sum(b - a for _, a, b in spans) < 3:  # the blank of a form, as it stands
        return {"nama": text, **out}
    if m := _SELAKU.search(text):
        head, office = _orang(text[: m.start()]), text[m.end() :].strip()
        return {**head, **_kantor(office), **out} if head and "nama" in head and office else None
    if m := re.fullmatch(r"(.+?)\s*\(([^()]+)\)\.?", text):
        head, inner = _orang(m[1]), m[2].strip()
        if head and "nama" not in head and "jabatan" in head and nama_mungkin(inner.split(",")[0]):
            return {**head, "nama": inner, **out}
        if not head:
            return None
        if JABATAN.match(inner):
            return {**head, "jabatan": inner, **out}
        return {**head, **({"instansi": inner} if _lembaga(inner) else {}), **out}
    parts = [p for p in _GARIS.split(text) if p.strip()]
    if len(parts) in (2, 3):
        return _bagian(parts, out)
    return _koma(text, out)


def _lembaga(text: str) -> bool:
    """Whether words are an agency or a region: they begin as one, or are letters alone."""
    short = re.fullmatch(r"[A-Z][A-Z0-9&.-]{2,14}", text)
    return bool(INSTANSI.match(text) or WILAYAH.match(text) or short) and not gelar(text)


def _bagian(parts: list[str], out: dict[str, str]) -> dict[str, str] | None:
    """`Nama – Jabatan – Instansi` in any order."""
    found = dict(out)
    for part in (p.strip(" ,") for p in parts):
        if JABATAN.match(part):
            key = "jabatan"
        elif _lembaga(part):
            key = "instansi"
        else:
            inner = _koma(part, {})
            if not inner or "nama" in found:
                return None
            found.update(inner)
            continue
        if key in found:
            return None
        found[key] = part
    return found if found else None


def _koma(text: str, out: dict[str, str]) -> dict[str, str] | None:
    """`Nama, Gelar, Jabatan, Instansi` or `Jabatan, Nama, Gelar`."""
    addressed = bool(SAPAAN_NAMA.match(text))
    parts = [p.strip() for p in SAPAAN_NAMA.sub("", text).split(",") if p.strip()]
    if not parts:
        return None
    at = next((i for i, p in enumerate(parts) if JABATAN.match(p) and not gelar(p)), None)
    if at is None:
        name, rest = _nama(parts)
        if not name:
            return {**out, "instansi": text} if _lembaga(text) and not addressed else None
        if rest and not (len(rest) == 1 and _lembaga(rest[0])):
            return None
        return {"nama": name, **({"instansi": rest[0]} if rest else {}), **out}
    if at > 0:
        name, rest = _nama(parts[:at])
        return {"nama": name, **_kantor(", ".join(parts[at:])), **out} if name and not rest else None
    if len(parts) == 1:
        return _jabatan_nama(parts[0], out)
    for split in range(1, len(parts)):
        name, rest = _nama([SAPAAN_NAMA.sub("", parts[split]), *parts[split + 1 :]])
        if name and not rest:
            return {"nama": name, **_kantor(", ".join(parts[:split])), **out}
    if all(INSTANSI.search(p) or WILAYAH.search(p) or p.startswith("dan ") for p in parts[1:]):
        return {**_kantor(text), **out}
    return None


def _jabatan_nama(text: str, out: dict[str, str]) -> dict[str, str] | None:
    """An office alone, or an office and a name with a title between them; unsure where a name may hide."""
    if m := re.search(rf"\s(?={_GELAR_DEPAN}\s)", text):
        office, name = text[: m.start()].strip(), SAPAAN_NAMA.sub("", text[m.end() :].strip())
        return {"nama": name, **_kantor(office), **out} if nama_mungkin(name) else None
    region = list(re.finditer(r"\b(?:Provinsi|Kabupaten|Kota|Kab\.|Prov\.)\s+", text))
    if region and len(text[region[-1].end() :].split()) > 2:
        return None
    return {**_kantor(text), **out}


def _nama(parts: list[str]) -> tuple[str, list[str]]:
    """A name with the titles behind it, and the parts that follow."""
    if not nama_mungkin(parts[0]) or (gelar(parts[0]) and len(parts[0]) < 4):
        return "", parts
    n = 1
    while n < len(parts) and gelar(parts[n]):
        n += 1
    return ", ".join(parts[:n]), parts[n:]


def _kantor(text: str) -> dict[str, str]:
    """An office, with its agency where a comma divides them."""
    head, comma, tail = text.partition(", ")
    return (
        {"jabatan": head, "instansi": tail}
        if comma and _lembaga(tail) and "," not in tail
        else {"jabatan": text}
    )
