"""What the page of results says of goals 4 to 7."""

from __future__ import annotations

from collections.abc import Iterator

from bahan import Batas
from bangunan import Bangunan


def tabel(b: Bangunan, goal: Batas) -> Iterator[tuple[str, str, str, bool]]:
    """Goal, limit, measured, reached."""
    two, able = b.nisbah("satu", "dua"), 2 * b.nisbah("satu murni", "dua murni")
    apart = b.nisbah("satu", "dua terpisah")
    nothing, ninja = b.tengah("build lagi"), b.nisbah("build lagi", "ninja")
    again = b.banyak / b.tengah("check lagi")
    docx, pdf = b.pengawasan.tengah("docx"), b.pengawasan.tengah("pdf")
    yield (
        f"two workers, × one, {b.dibangun} records "
        f"(at the same time: two separate builds {apart:.2f}, bare computing {able:.2f})",
        f"≥ {goal.dua_pekerja}", f"{two:.2f}", two >= goal.dua_pekerja,
    )  # fmt: skip
    yield (
        f"build of {b.banyak:,} unchanged records", f"≤ {goal.tanpa_kerja} s", f"{nothing:.2f} s",
        nothing <= goal.tanpa_kerja,
    )  # fmt: skip
    yield (
        "the same, × ninja on the same graph", f"≤ {goal.tanpa_kerja_ninja}", f"{ninja:.2f}",
        ninja <= goal.tanpa_kerja_ninja,
    )  # fmt: skip
    yield (
        f"check of {b.banyak:,} records after the first time", f"≥ {goal.periksa_per_detik:,}/s", f"{again:,.0f}/s",
        again >= goal.periksa_per_detik,
    )  # fmt: skip
    yield (
        "watch, from save to DOCX", f"≤ {goal.awasi_docx * 1000:.0f} ms", f"{docx * 1000:.0f} ms",
        docx <= goal.awasi_docx,
    )  # fmt: skip
    yield (
        f"watch, from save to PDF of {b.pengawasan.halaman} pages", f"≤ {goal.awasi_pdf} s", f"{pdf:.2f} s",
        pdf <= goal.awasi_pdf,
    )  # fmt: skip


def rinci(b: Bangunan) -> Iterator[str]:
    """The figures behind them, and how they are taken."""
    yield "## Builds"
    yield ""
    yield "Medians; seconds by the clock, and of the processor in all processes of a command."
    yield ""
    yield "| command | times | clock | processor |"
    yield "|---|---|---|---|"
    for name, shown in (
        ("satu", f"`notula build -j 1`, {b.dibangun} records, nothing built"),
        ("dua", "the same, `-j 2`"),
        ("dua terpisah", "two builds of one worker each at once, half the records each"),
        ("satu murni", "a sum in a loop, one process"),
        ("dua murni", "the same loop twice at once"),
        ("build lagi", f"`notula build`, {b.banyak:,} records, nothing to do"),
        ("ninja", "`ninja`, the same files, nothing to do"),
        ("check lagi", f"`notula check`, {b.banyak:,} records seen before"),
        ("check baru", f"`notula check`, {b.diperiksa:,} records never seen"),
    ):
        yield f"| {shown} | {b.kali(name)} | {b.tengah(name):.2f} | {b.tengah(name, 'cpu'):.2f} |"
    yield ""
    yield (
        f"The first PDF stood after {b.tengah('satu', 'pertama'):.1f} s with one worker and after "
        f"{b.tengah('dua', 'pertama'):.1f} s with two. Two workers took "
        f"{b.nisbah('dua', 'satu', 'cpu'):.2f} times the processor of one. Records never seen are checked at "
        f"{b.diperiksa / b.tengah('check baru'):.0f} a second. `watch`: {b.pengawasan.kali} saves."
    )
    yield ""


CARA = (
    "- Goals of builds take their turns between the rounds of the race; the short commands three times in each round, "
    "the builds of many records in one round of three. Ratios are medians of the ratios within a turn.",
    "- Two workers cannot do more than two processes that only compute, nor than two builds that share nothing; where "
    "the machine is shared that is less than twice one, so both are measured beside them. The goal is held against "
    "the plain ratio.",
    "- ninja is given the same graph: each record's documents, made from the record and all that records share.",
    "- Documents of the unchanged records are small stand-ins; what the database holds of them is that of real ones.",
    "- `watch`: the record is saved whole in one move, and the clock runs until the file has been replaced.",
)
