"""Complaints about templates that both renderers and the template check share."""

from __future__ import annotations

from pathlib import Path

import jinja2

from pipeline.berkas import AlamatLuar, DiLuar, PaketDitolak, TakDibaca
from pipeline.findings import Example, Finding, Place, rule

C001 = rule(
    "C001", "variabel-asing",
    id="Templat memakai “{nama}”, yang tidak ada pada naskah.{maksud}",
    en="The template uses “{nama}”, which the document does not have.{maksud_en}",
    hint_id="Pakai salah satu nama yang ada: {ada}.",
    hint_en="Use one of the names there are: {ada}.",
    why="Variabel yang salah eja mencetak lubang.",
    source="pipeline/naskah.py",
    example=Example("{{ hari_tanggal }}", "{{ hari_tangal }}", "templat"),
)  # fmt: skip
C002 = rule(
    "C002", "fakta-terlupa",
    id="Templat tidak mencetak “{nama}”.",
    en="The template does not print “{nama}”.",
    hint_id="Tambahkan {contoh} di tempatnya.",
    hint_en="Add {contoh} where it belongs.",
    why="Fakta yang wajib (atau yang diisi notulis) hilang dari naskah tanpa terlihat.",
    source="pipeline/naskah.py",
    example=Example("{{ keputusan.isi }}", "(tanpa keputusan)", "templat"),
)  # fmt: skip
C003 = rule(
    "C003", "templat-rusak",
    id="Templat tidak dapat dibaca sebagai Jinja: {masalah}.",
    en="The template is not valid Jinja: {masalah}.",
    hint_id="Periksa pasangan {{{{ }}}} dan {{% %}}, dan kata if, for, endif, endfor.",
    hint_en="Check the pairs of {{{{ }}}} and {{% %}}, and the words if, for, endif, endfor.",
    why="Templat yang rusak tidak menghasilkan naskah.",
    source="Jinja2",
    example=Example("{% if tempat %}{{ tempat }}{% endif %}", "{% if tempat %}{{ tempat }}", "templat"),
)  # fmt: skip
C004 = rule(
    "C004", "templat-tidak-ada",
    id="Templat ini tidak ada atau tidak dapat dibuka: {masalah}.",
    en="This template is missing or cannot be opened: {masalah}.",
    hint_id="Pulihkan berkas itu, atau pilih profil dengan bentuk yang templatnya ada.",
    hint_en="Restore that file, or choose a profile whose form has templates.",
    why="Setiap bentuk naskah membutuhkan templatnya.",
    source="Notula",
    example=Example("templates/docx/notula.permendagri-1-2023.docx", "templates/docx/notula.bentuk-baru.docx (tidak ada)", "naskah"),
)  # fmt: skip
C005 = rule(
    "C005", "alamat-ditolak",
    id="Templat atau rekaman mencoba membuka “{alamat}”, di luar ruang kerja.",
    en="A template or record tries to open “{alamat}”, outside the workspace.",
    hint_id="Taruh berkasnya di folder templat atau di samping rekaman.",
    hint_en="Put the file into the templates folder or beside the record.",
    why="Templat dan rekaman tidak boleh membaca berkas lain atau jaringan.",
    source="design.md: Untrusted input",
    example=Example('<img src="lambang.svg">', '<img src="http://contoh.example/lambang.png">', "naskah"),
)  # fmt: skip


_JINJA = (
    ("Unexpected end of template", "ada {% if %} atau {% for %} tanpa penutup {% endif %} atau {% endfor %}"),
    ("Encountered unknown tag", "ada perintah {% … %} yang tidak dikenal atau tidak pada tempatnya"),
    ("No filter named", "ada saringan (| …) yang tidak dikenal"),
    ("unexpected", "ada tanda yang tidak pada tempatnya"),
    ("expected token", "ada tanda yang tidak pada tempatnya"),
    ("Expected an expression", "ada {{ }} atau {% %} yang kosong"),
)


_PAKET = {
    "terkunci": "berkasnya terkunci kata sandi atau berbentuk lama",
    "sandi": "berkasnya terkunci kata sandi",
    "terurai": "isinya terurai menjadi terlalu besar",
    "deklarasi": "isinya memuat deklarasi XML (DOCTYPE), yang tidak diterima",
    "rusak": "berkasnya rusak atau bukan berkas Word",
}


def _masalah(message: str) -> str:
    """What Jinja complains of, in Indonesian, with its own words where they name something."""
    for words, indonesian in _JINJA:
        if words in message:
            return indonesian
    return message.rstrip(".")


def fault(error: Exception, file: str, names: tuple[str, ...]) -> Finding:
    """The finding for what Jinja or a package reader raised over a template."""
    if isinstance(error, DiLuar):
        return C005.at(
            Place(file), alamat=file if file.endswith(Path(error.filename).name) else error.filename
        )
    if isinstance(error, AlamatLuar):
        return C005.at(Place(file), alamat=error.alamat)
    if isinstance(error, TakDibaca):
        return C004.at(Place(file), masalah=error.strerror)
    if isinstance(error, PaketDitolak):
        return C004.at(Place(file), masalah=_PAKET[error.sebab])
    if isinstance(error, RecursionError):
        return C003.at(Place(file), masalah="perintahnya memanggil diri sendiri tanpa akhir")
    if isinstance(error, jinja2.UndefinedError):
        name = str(error).split("'")[-2] if "'" in str(error) else str(error)
        return C001.at(Place(file), nama=name, maksud="", maksud_en="", ada=", ".join(names))
    if isinstance(error, jinja2.TemplateNotFound):
        return C004.at(Place(file), masalah=str(error))
    if isinstance(error, jinja2.TemplateSyntaxError):
        place = Place(file) if file.endswith(".docx") else Place(file, error.lineno, 1)
        return C003.at(place, masalah=_masalah(error.message or ""))
    if isinstance(error, jinja2.TemplateError):
        return C003.at(Place(file), masalah=_masalah(str(error)))
    if isinstance(error, TypeError | ArithmeticError | AttributeError):
        return C003.at(Place(file), masalah="ada perhitungan atau perintah yang tidak dapat dijalankan")
    return C004.at(Place(file), masalah="berkasnya rusak atau bukan berkas yang semestinya")
