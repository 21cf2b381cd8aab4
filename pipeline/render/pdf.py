"""Naskah → PDF, by the office's HTML templates and WeasyPrint."""

from __future__ import annotations

import gc
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pydyf
import weasyprint
from markupsafe import Markup, escape
from weasyprint.text.fonts import FontConfiguration

from pipeline.bawaan import folder_fon, pakai_fon
from pipeline.findings import Place
from pipeline.naskah import Naskah, Sertaan, Span, SpanBertanda, Teks
from pipeline.record.profil import KERTAS_MM
from pipeline.render import RenderFault, percepatan
from pipeline.render.bidang import lay_fields
from pipeline.render.faults import C005, fault
from pipeline.render.fetch import Ditolak, PengambilTerbatas
from pipeline.render.gambar import Persediaan
from pipeline.render.pdf_arsip import lampirkan, metadata_arsip, sekali, sifat
from pipeline.render.raster import raster
from pipeline.render.sandbox import Lingkungan, PemuatTercatat, lingkungan
from pipeline.sampah import bekukan, kembalikan, tahap, tertunda
from pipeline.sandaran import baca

_FACES = (
    ("LiberationSans-Regular", "Liberation Sans", "normal", "normal"),
    ("LiberationSans-Bold", "Liberation Sans", "bold", "normal"),
    ("LiberationSans-Italic", "Liberation Sans", "normal", "italic"),
    ("LiberationSans-BoldItalic", "Liberation Sans", "bold", "italic"),
    ("NotoNaskhArabic-Regular", "Noto Naskh Arabic", "normal", "normal"),
    ("NotoNaskhArabic-Bold", "Noto Naskh Arabic", "bold", "normal"),
    ("NotoSansJavanese-Regular", "Noto Sans Javanese", "normal", "normal"),
    ("NotoSansJavanese-Bold", "Noto Sans Javanese", "bold", "normal"),
    ("NotoEmoji-Regular", "Noto Emoji", "normal", "normal"),
)

_SALINAN = (
    '@page {{ @top-right {{ content: "{tanda}"; font-size: 8pt; font-weight: bold; white-space: nowrap; vertical-align: top; padding-top: 4mm }} }}'
    ".ttd input.bidang {{ appearance: none }}"
)
"""A copy's mark stands above the line of page numbers, wherever a profile puts those."""


@tahap
def render_pdf(naskah: Naskah, templates: Path, sertaan: Sequence[Sertaan] = (), salinan: str = "") -> bytes:
    """The PDF of a document, PDF/A-3a and PDF/UA-1 at once; equal input gives equal bytes.

    `sertaan` are embedded as associated files. `salinan` makes a copy that each page calls so, and
    that has no field for a signature.

    Raises RenderFault where a template is missing, broken, asks for what is not there, or
    where template or record try to open anything outside the workspace.
    """
    html, sheets, pictures = halaman(naskah, templates)
    folder = templates / "html"
    styles, properties = [*sheets], sifat(naskah)
    if salinan:
        styles.append(_SALINAN.format(tanda=salinan))
        properties |= {"status": "salinan publik"}
    try:
        return cetak(html, styles, folder, pictures, properties, sertaan, naskah.metadata.tanggal)
    except Ditolak as e:
        raise RenderFault((C005.at(Place(f"templates/html/{_nama(naskah)}"), alamat=e.url),)) from e


def halaman(naskah: Naskah, templates: Path) -> tuple[str, tuple[str, str], dict[str, tuple[bytes, str]]]:
    """The HTML of a document, its stylesheets, and its pictures by URL. Raises RenderFault."""
    folder, name = templates.absolute() / "html", _nama(naskah)
    pictures: dict[str, tuple[bytes, str]] = {}
    context = {f.name: wrap(getattr(naskah.isi, f.name), pictures) for f in fields(naskah.isi)}
    context |= {"kop": wrap(naskah.kop, pictures), "profil": naskah.profil, "draf": naskah.draf}
    context |= {"metadata": naskah.metadata, "kertas": KERTAS_MM[naskah.profil.kertas]}
    env = environment(folder)
    try:
        html = env.get_template(name).render(context)
        css = env.get_template("_profil.css").render(context)
        style = baca(folder / "_naskah.css", templates.absolute().parent).decode("utf-8")
    except (NameError, AssertionError, MemoryError):
        raise  # ours, or the end of what a record may take
    except Exception as e:  # a template is a program of the office: it may raise anything
        where = getattr(e, "name", None) or name
        raise RenderFault((fault(e, f"templates/html/{where}", tuple(context)),)) from e
    return html, (style, css), pictures


def _nama(naskah: Naskah) -> str:
    return f"{naskah.jenis}.{naskah.profil.bentuk}.html"


def cetak(
    html: str, styles: Sequence[str], folder: Path, pictures: Mapping[str, tuple[bytes, str]],
    properties: Mapping[str, str], sertaan: Sequence[Sertaan], day: date,
) -> bytes:  # fmt: skip
    """A page of HTML as PDF/A-3a and PDF/UA-1, with the shipped fonts.

    `folder` and `pictures` are all it may open (Ditolak is raised for anything else), `properties`
    Notula's own metadata, `day` the date of the embedded files.
    """
    folder = folder.resolve()
    fetcher = PengambilTerbatas((folder,), pictures)
    config, faces = fonts()
    with tertunda():
        source = weasyprint.HTML(string=html, base_url=folder.as_uri() + "/", url_fetcher=fetcher)
        sheets = [faces, *(_sheet(text, fetcher, config, folder) for text in styles)]
        document = source.render(
            stylesheets=sheets, font_config=config, pdf_variant="pdf/a-3a", cache=Persediaan()
        )
        document.metadata = metadata_arsip(document.metadata, properties)
        document.sekali_tulis = True  # and never after: tags take the place of boxes in memory
        if len(document.pages) > _PANJANG:
            del source  # and what only layout needed: writing takes its place in memory
            gc.collect(0)
            kembalikan()
        out = io.BytesIO()
        document.write_pdf(
            out,
            finisher=_rapikan,
            pdf_variant="pdf/a-3a",
            custom_metadata=True,  # the answered warnings
            pdf_identifier=_identifier(html, *styles, *(s.data for s in sertaan)),
            optimize_images=False,
            attachments=lampirkan(sertaan, day) or None,
        )
    fetcher.periksa()
    return out.getvalue()


def _rapikan(document: Any, pdf: pydyf.PDF) -> None:
    """The last touch on a finished PDF; a `finisher` of WeasyPrint."""
    lay_fields(document, pdf)
    sekali(pdf)


_PANJANG = 40
"""Pages from which memory counts for more than the time of one more look by the collector."""


def _identifier(*parts: str | bytes) -> bytes:
    """The file identifier, from all that makes the file."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part.encode() if isinstance(part, str) else part).digest())
    return digest.digest()[:16]


def warm() -> None:
    """Load the fonts ahead of the first document of a process, which lives for many documents."""
    fonts()
    bekukan()


@lru_cache(maxsize=8)
def environment(folder: Path) -> Lingkungan:
    """The Jinja environment of HTML templates, which come from one folder."""
    return lingkungan(PemuatTercatat(folder))


def fonts() -> tuple[FontConfiguration, weasyprint.CSS]:
    """The shipped fonts, loaded once a process, which also lays out faster from then on."""
    pakai_fon("*.ttf")
    return _fonts()


@lru_cache(maxsize=1)
def _fonts() -> tuple[FontConfiguration, weasyprint.CSS]:
    percepatan.pasang()
    config = FontConfiguration()
    folder = folder_fon()
    text = "".join(
        f'@font-face{{font-family:"{family}";src:url("{(folder / stem).as_uri()}.ttf");'
        f"font-weight:{weight};font-style:{style}}}"
        for stem, family, weight, style in _FACES
    )
    fetcher = PengambilTerbatas((folder,))
    return config, weasyprint.CSS(string=text, font_config=config, url_fetcher=fetcher)


_lembar: dict[tuple[str, Path], weasyprint.CSS] = {}
_LEMBAR_MAKS = 64


def _sheet(text: str, fetcher: PengambilTerbatas, fonts: FontConfiguration, folder: Path) -> weasyprint.CSS:
    """A stylesheet; one that opens no other file is parsed once a process."""
    key = (text, folder)
    if (known := _lembar.get(key)) is not None:
        return known
    before = fetcher.dibuka
    made = weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher, base_url=folder.as_uri() + "/")
    if fetcher.dibuka == before:
        if len(_lembar) >= _LEMBAR_MAKS:
            _lembar.clear()
        _lembar[key] = made
    return made


def wrap(value: Any, pictures: dict[str, tuple[bytes, str]]) -> Any:
    """Any part of a Naskah as a template takes it; pictures get URLs that hold no path."""
    if isinstance(value, Teks):
        if (
            len(value.spans) == 1
            and value.spans[0] == Span(text := value.spans[0].teks)
            and not text.isspace()
        ):
            return Markup(escape(text).replace("\n", Markup("<br>")))
        return Markup("").join(_span(s) for s in _blanks_apart(value.spans))
    if isinstance(value, tuple):
        return tuple(wrap(v, pictures) for v in value)
    if isinstance(value, Path):
        picture = raster(value)
        kind = "image/png" if picture.data.startswith(b"\x89PNG") else "image/jpeg"
        url = f"naskah:{hashlib.sha256(picture.data).hexdigest()[:24]}"
        pictures[url] = (picture.data, kind)
        return url
    if is_dataclass(value) and not isinstance(value, type):
        values = {f.name: wrap(getattr(value, f.name), pictures) for f in fields(value)}
        return {**values, "blok": type(value).__name__}
    return value


def _blanks_apart(spans: tuple[Span, ...]) -> list[Span]:
    """The spans with the blanks between two of them as plain spans of their own.

    WeasyPrint 70 breaks a line after its first word where a blank ends the text before an
    inline box that does not fit the line; within a gap the blank would be highlighted. What is
    plain on both sides is one text, which is one box.
    """
    joined: list[Span] = []
    for span in spans:
        if joined and span == Span(span.teks) and joined[-1] == Span(joined[-1].teks):
            joined[-1] = Span(joined[-1].teks + span.teks)
        else:
            joined.append(span)
    out: list[Span] = []
    for i, span in enumerate(joined):
        words = span.teks.rstrip(" ") if i < len(joined) - 1 else span.teks
        out.append(replace(span, teks=words))
        out.append(Span(span.teks[len(words) :]))
    return [span for span in out if span.teks]


def _span(span: Span) -> Markup:
    text = Markup("<br>").join(escape(line) for line in span.teks.split("\n"))
    if span.miring:
        text = Markup("<em>{}</em>").format(text)
    if span.tebal:
        text = Markup("<strong>{}</strong>").format(text)
    if text.isspace():
        text = Markup("<span>{}</span>").format(text)
    if isinstance(span, SpanBertanda):
        text = Markup("<ins>{}</ins>" if span.tanda == "tambah" else "<del>{}</del>").format(text)
    return Markup("<mark>{}</mark>").format(text) if span.kosong else text
