"""Findings → one verdict, the gravest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.findings import Finding, Lang, Severity
from pipeline.verify.laporan import Laporan, Putusan, TandaTangan

_URUTAN: tuple[tuple[Putusan, frozenset[str]], ...] = (
    (Putusan.BUKAN_PDF, frozenset({"V001"})),
    (Putusan.RUSAK, frozenset({"V002", "V017", "V020"})),
    (Putusan.BERUBAH, frozenset({"V003", "V012", "V016"})),
    (Putusan.TIDAK_SAH, frozenset({"V004", "V011"})),
    (Putusan.DICABUT, frozenset({"V009"})),
    (Putusan.TIDAK_TERLINDUNG, frozenset({"V005", "V006"})),
    (Putusan.DITUMPANGI, frozenset({"V022", "V024"})),
    (Putusan.BEDA, frozenset({"V013", "V026"})),
    (Putusan.PENANDA_LAIN, frozenset({"V023"})),
    (Putusan.TIDAK_DIKENAL, frozenset({"V007"})),
    (Putusan.SERTIFIKAT, frozenset({"V008"})),
    (Putusan.DISTEMPEL, frozenset({"V027"})),
)
_TAK_TERULANG = frozenset({"V014", "V025"})
_DITANDATANGANI: tuple[tuple[Putusan, frozenset[str]], ...] = (
    (Putusan.TANPA_REKAMAN, frozenset({"V015"})),
    (Putusan.TIDAK_TERULANG, _TAK_TERULANG),
    (Putusan.BELUM_LENGKAP, frozenset({"V018"})),
    (Putusan.PENCABUTAN, frozenset({"V010"})),
)
"""What is said of a file whose signatures hold."""


def putuskan(findings: Iterable[Finding], signed: bool) -> Putusan:
    """The verdict that the errors among the findings ask for.

    `signed` says that at least one signature is sound and trusted; nothing else is genuine.
    """
    codes = {f.code for f in findings if f.severity is Severity.GALAT}
    for verdict, reasons in (*_URUTAN, *(_DITANDATANGANI if signed else ())):
        if codes & reasons:
            return verdict
    if codes == {"V021"} and not signed:
        return Putusan.TEMPLAT
    if codes:
        return Putusan.TIDAK_TERBUKTI
    return Putusan.ASLI if signed else Putusan.SAMA


def ditandatangani(signatures: Sequence[TandaTangan]) -> bool:
    """Whether somebody signed, not only stamped, soundly and under a trusted root."""
    return any(t.jenis == "tanda tangan" and t.utuh and t.sah and t.tepercaya for t in signatures)


_KALIMAT: dict[Putusan, tuple[str, str]] = {
    Putusan.ASLI: ("ASLI dan UTUH", "GENUINE and INTACT"),
    Putusan.SAMA: (
        "TIDAK DITANDATANGANI, sama dengan rekaman di dalamnya",
        "NOT SIGNED, the same as the record inside it",
    ),
    Putusan.TEMPLAT: (
        "TIDAK DITANDATANGANI, dan dibuat dengan templat yang bukan bawaan Notula",
        "NOT SIGNED, and made with templates that are not Notula's own",
    ),
    Putusan.DISTEMPEL: ("DISTEMPEL WAKTU, tidak ditandatangani", "TIMESTAMPED, not signed"),
    Putusan.BELUM_LENGKAP: (
        "BELUM LENGKAP: belum semua penanda tangan menandatangani",
        "INCOMPLETE: not all have signed who should",
    ),
    Putusan.TANPA_REKAMAN: (
        "TANDA TANGAN UTUH, tetapi ini bukan naskah Notula: isinya tidak dapat dibuktikan",
        "SIGNATURE INTACT, but this is no document of Notula: its content cannot be proven",
    ),
    Putusan.PENCABUTAN: (
        "TANDA TANGAN UTUH, tetapi belum diketahui apakah sertifikatnya dicabut",
        "SIGNATURE INTACT, but whether its certificate was revoked is unknown",
    ),
    Putusan.TIDAK_TERULANG: (
        "TANDA TANGAN UTUH, isi tidak dapat dibuktikan ulang",
        "SIGNATURE INTACT, content cannot be proven again",
    ),
    Putusan.BUKAN_PDF: ("BUKAN PDF", "NOT A PDF"),
    Putusan.RUSAK: ("RUSAK", "DAMAGED"),
    Putusan.BERUBAH: ("BERUBAH sesudah ditandatangani", "CHANGED after signing"),
    Putusan.DITUMPANGI: (
        "DITUMPANGI: ada tambahan di luar ruang tanda tangan",
        "OVERLAID: something was added outside the signature fields",
    ),
    Putusan.PENANDA_LAIN: (
        "DITANDATANGANI TIDAK SESUAI REKAMAN",
        "SIGNED OTHERWISE than the record says",
    ),
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

_BELUM = frozenset(
    {
        Putusan.SAMA, Putusan.TEMPLAT, Putusan.DISTEMPEL, Putusan.BELUM_LENGKAP, Putusan.TANPA_REKAMAN,
        Putusan.PENCABUTAN, Putusan.TIDAK_TERULANG,
    }
)  # fmt: skip


def kalimat(report: Laporan, lang: Lang) -> str:
    """The verdict in words."""
    if report.putusan is Putusan.BERUBAH and not report.tanda_tangan:
        return "BERUBAH" if lang == "id" else "CHANGED"
    return _KALIMAT[report.putusan][0 if lang == "id" else 1]


def baik(report: Laporan) -> bool:
    """Whether the file is proven genuine: by whom, and that nothing was changed or left out."""
    return report.putusan is Putusan.ASLI


def tanda(report: Laporan) -> tuple[str, str]:
    """The mark before a verdict and its colour: proven, not proven but nothing wrong, or wrong."""
    if baik(report):
        return "✓", "bold green"
    return ("!", "bold yellow") if report.putusan in _BELUM else ("✗", "bold red")
