"""Every kind of document before independent judges: `make conformance`.

veraPDF judges each PDF for PDF/A-3a and PDF/UA-1, openxml-audit each Word file against the
Open XML schemas, EU DSS the signatures of the level B-LTA, and LibreOffice opens the samples. A judge that is not there is a failure.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import docx
import yaml
from asn1crypto import pem
from berkas_ttd import berdua, naskah_final, tandatangani
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from korpus import KOP, teks_bersih
from PIL import Image
from pki import pki_hidup

from pipeline.build import build, workers
from pipeline.cli.context import hush
from pipeline.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
RUANG = ROOT / "build" / "konformansi"
JARS = ROOT / "build" / "verapdf"
BANYAK = 50
"""Generated records beside the samples."""


def main() -> int:
    """Make, judge, print; 1 where a judge finds fault or is missing."""
    hush(debug=False)
    space = ruang()
    made = buat(space)
    pdfs = sorted(p for p in made if p.suffix == ".pdf")
    signed, root = bertanda_tangan(RUANG / "ttd")
    pdfs += signed
    words = sorted(p for p in made if p.suffix == ".docx")
    faults = [
        f"{p.relative_to(RUANG)}: {flavour}" for flavour in ("3a", "ua1") for p in verapdf(pdfs, flavour)
    ]
    faults += dss([p for p in signed if "B-LTA" in p.name], root)
    faults += openxml(words)
    samples = [p for p in words if "contoh" in p.parent.name or "seed" in p.parent.name]
    faults += libreoffice([*samples, *[p for p in words if p not in samples][:3]])
    for fault in faults:
        print(f"GAGAL  {fault}")
    print(f"{len(pdfs)} PDF dinilai untuk PDF/A-3a dan PDF/UA-1, {len(words)} DOCX: {len(faults)} kegagalan")
    return int(bool(faults))


def ruang() -> Workspace:
    """A workspace with the samples and the generated records."""
    shutil.rmtree(RUANG, ignore_errors=True)
    shutil.copytree(ROOT / "inputs", RUANG / "inputs")
    (RUANG / "inputs" / "instansi" / "kop-korpus.yaml").write_text(KOP, encoding="utf-8")
    for seed in range(BANYAK):
        file = RUANG / "inputs" / "rapat" / f"korpus-{seed:03d}.yaml"
        file.write_text(teks_bersih(seed), encoding="utf-8")
    sulit(RUANG / "inputs" / "rapat")
    return Workspace(RUANG)


def sulit(folder: Path) -> None:
    """A record with what broke PDF/A once: variation selectors between signs, a CMYK photograph."""
    data = yaml.safe_load(teks_bersih(BANYAK))
    data |= {"tempat": "Aula ☺️ ✔ dan ✅️ ✔", "dokumen": ["notula", "laporan"]}
    data["lampiran"] = [
        {"judul": "Foto", "gambar": "cmyk.jpg", "alt": "Bidang merah", "keterangan": "Selesai ✔️ ✔"}
    ]
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    (folder / "korpus-sulit.yaml").write_text(text, encoding="utf-8")
    Image.new("CMYK", (300, 200), (0, 200, 200, 0)).save(folder / "cmyk.jpg")


def buat(space: Workspace) -> list[Path]:
    """All documents of the workspace; each generated record must make some."""
    results, shared = build(space, None, workers(), lambda _: None)
    assert not shared, shared
    empty = [r.file for r in results if not r.files]
    if empty:
        raise SystemExit(f"tidak menghasilkan naskah: {', '.join(empty)}")
    return [RUANG / f for r in results for f in r.files]


def verapdf(files: list[Path], flavour: str) -> list[Path]:
    """The files that do not pass a flavour of veraPDF."""
    if not JARS.is_dir():
        pom = ROOT / "tests" / "conformance" / "verapdf" / "pom.xml"
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={JARS}.baru"]
        subprocess.run(["mvn", "-q", "-B", "-f", pom, *goal], check=True)
        Path(f"{JARS}.baru").rename(JARS)
    command = [
        "java",
        "-cp",
        f"{JARS}/*",
        "org.verapdf.apps.GreenfieldCliWrapper",
        "--flavour",
        flavour,
        "--format",
        "text",
    ]
    out = subprocess.run([*command, *files], capture_output=True, text=True).stdout
    verdict = {
        line.split(" ", 1)[1].rsplit(" ", 1)[0]: line.split(" ")[0]
        for line in out.splitlines()
        if " " in line
    }
    counts = Counter(verdict.get(str(f), "TANPA PUTUSAN") for f in files)
    print(f"veraPDF {flavour}: " + ", ".join(f"{n} {word}" for word, n in sorted(counts.items())))
    return [f for f in files if verdict.get(str(f)) != "PASS"]


def openxml(files: list[Path]) -> list[str]:
    """What openxml-audit says against Word files."""
    tool = Path(sys.executable).parent / "openxml-audit"
    out = []
    for file in files:
        done = subprocess.run([tool, file, "-o", "json"], capture_output=True, text=True)
        report = json.loads(done.stdout or "[{}]")[0]
        if done.returncode or not report.get("valid") or report.get("warning_count"):
            said = json.dumps(report.get("errors"), ensure_ascii=False)
            out.append(f"{file.relative_to(RUANG)}: {said[:300]} {done.stderr[:200]}")
    print(f"openxml-audit: {len(files) - len(out)} dari {len(files)} DOCX tanpa temuan")
    return out


def libreoffice(files: list[Path]) -> list[str]:
    """Word files that LibreOffice does not open as they are, each with its words.

    In batch mode LibreOffice repairs nothing: it refuses a damaged package, which a cut copy of
    the first file shows each time.
    """
    cut = RUANG / "terpotong.docx"
    cut.write_bytes(files[0].read_bytes()[:-400])
    out = [] if _dibuka(cut) is None else ["LibreOffice memperbaiki berkas rusak tanpa berkata"]
    for file in files:
        opened = _dibuka(file)
        if opened is None:
            out.append(f"{file.relative_to(RUANG)}: tidak terbuka di LibreOffice")
        elif lost := sorted(set(_kata(file)) - set(opened.split())):
            out.append(f"{file.relative_to(RUANG)}: LibreOffice tidak menampilkan {' '.join(lost[:9])}")
    print(f"LibreOffice: {len(files)} DOCX dibuka tanpa perbaikan, {len(out)} kegagalan")
    return out


def _dibuka(file: Path) -> str | None:
    """The text of a Word file as LibreOffice reads it; None where it does not open it."""
    folder = RUANG / "libreoffice" / file.parent.name
    profile = f"-env:UserInstallation=file://{RUANG / 'profil-lo'}"
    kind = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder]
    try:
        subprocess.run(
            ["soffice", profile, "--headless", *kind, file], capture_output=True, timeout=240, check=True
        )
        return (folder / f"{file.stem}.txt").read_text(encoding="utf-8-sig")
    except (OSError, subprocess.SubprocessError):
        return None


def _kata(file: Path) -> list[str]:
    """The words of the paragraphs in a Word file's body and tables."""
    body = docx.Document(str(file)).element.body
    return " ".join(Paragraph(p, None).text for p in body.iter(qn("w:p"))).split()


def bertanda_tangan(folder: Path) -> tuple[list[Path], Path]:
    """Samples signed at every level by one and by two over real HTTP, and the root they lead to."""
    folder.mkdir(parents=True)
    root = folder / "akar.pem"
    with tempfile.TemporaryDirectory() as place, pki_hidup(Path(place)) as pki:
        root.write_bytes(pem.armor("CERTIFICATE", pki.sertifikat("akar").dump()))
        for level in ("B-B", "B-T", "B-LT", "B-LTA"):
            one = tandatangani(naskah_final(), pki, "ketua", 1, level)
            (folder / f"satu-{level}.pdf").write_bytes(one)
            (folder / f"dua-{level}.pdf").write_bytes(berdua(pki, level))
    return sorted(folder.glob("*.pdf")), root


def dss(files: list[Path], root: Path) -> list[str]:
    """Files of the level B-LTA that EU DSS does not find TOTAL_PASSED."""
    done = subprocess.run(
        [ROOT / "scripts" / "dss.sh", "--tingkat", "LTA", root, *files], capture_output=True, text=True
    )
    passed = len(files) if done.returncode == 0 else 0
    print(f"EU DSS: {passed} dari {len(files)} berkas B-LTA TOTAL_PASSED")
    return [] if passed else [f"EU DSS: {(done.stdout + done.stderr)[-600:]}"]


if __name__ == "__main__":
    sys.exit(main())
