"""Findings → one verdict, the gravest first."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.findings import Finding, Lang, Severity
from pipeline.verify.laporan import Laporan, Putusan

_URUTAN: tuple[tuple[Putusan, frozenset[str]], ...] = (
    (Putusan.BUKAN_PDF, frozenset({"V001"})),
    (Putusan.RUSAK, frozenset({"V002", "V017", "V020"})),
    (Putusan.BERUBAH, frozenset({"V003", "V012", "V016"})),
    (Putusan.TIDAK_SAH, frozenset({"V004", "V011"})),
    (Putusan.DICABUT, frozenset({"V009"})),
    (Putusan.TIDAK_TERLINDUNG, frozenset({"V005", "V006"})),
    (Putusan.BEDA, frozenset({"V013"})),
    (Putusan.TIDAK_DIKENAL, frozenset({"V007"})),
    (Putusan.SERTIFIKAT, frozenset({"V008"})),
)


def putuskan(findings: Iterable[Finding], signed: bool) -> Putusan:
    """The verdict that the errors among the findings ask for."""
    codes = {f.code for f in findings if f.severity is Severity.GALAT}
    for verdict, reasons in _URUTAN:
        if codes & reasons:
            return verdict
    if codes:
        return Putusan.TIDAK_TERBUKTI
    return Putusan.ASLI if signed else Putusan.SAMA


_KALIMAT: dict[Putusan, tuple[str, str]] = {
    Putusan.ASLI: ("ASLI dan UTUH", "GENUINE and INTACT"),
    Putusan.SAMA: (
        "TIDAK DITANDATANGANI, sama dengan rekaman di dalamnya",
        "NOT SIGNED, the same as the record inside it",
    ),
    Putusan.BUKAN_PDF: ("BUKAN PDF", "NOT A PDF"),
    Putusan.RUSAK: ("RUSAK", "DAMAGED"),
    Putusan.BERUBAH: ("BERUBAH sesudah ditandatangani", "CHANGED after signing"),
    Putusan.TIDAK_SAH: ("TANDA TANGAN TIDAK SAH", "INVALID SIGNATURE"),
    Putusan.DICABUT: ("SERTIFIKAT DICABUT", "CERTIFICATE REVOKED"),
    Putusan.TIDAK_TERLINDUNG: (
        "SEBAGIAN TIDAK TERLINDUNG tanda tangan",
        "PARTLY UNPROTECTED by the signature",
    ),
    Putusan.TIDAK_DIKENAL: (
        "UTUH, tetapi penerbit sertifikatnya tidak dikenal",
        "INTACT, but the issuer of the certificate is unknown",
    ),
    Putusan.SERTIFIKAT: (
        "UTUH, tetapi sertifikatnya tidak dapat diterima",
        "INTACT, but the certificate is not acceptable",
    ),
    Putusan.BEDA: ("BERBEDA dari rekaman di dalamnya", "DIFFERENT from the record inside it"),
    Putusan.TIDAK_TERBUKTI: ("TIDAK TERBUKTI ASLI", "NOT PROVEN GENUINE"),
}

_BAIK = frozenset({Putusan.ASLI, Putusan.SAMA})


def kalimat(report: Laporan, lang: Lang) -> str:
    """The verdict in words."""
    if report.putusan is Putusan.BERUBAH and not report.tanda_tangan:
        return "BERUBAH" if lang == "id" else "CHANGED"
    return _KALIMAT[report.putusan][0 if lang == "id" else 1]


def baik(report: Laporan) -> bool:
    """Whether nothing speaks against the file."""
    return report.putusan in _BAIK
