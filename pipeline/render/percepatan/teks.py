"""Text (WeasyPrint 70.0): what Pango needs of a style is made once a style, not once a line."""

from __future__ import annotations

import sys
from operator import itemgetter
from typing import Any

from weasyprint.css.functions import check_math
from weasyprint.draw import text as draw
from weasyprint.layout.percent import percentage
from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description

_asli_setup = line_break.Layout.setup
_asli_set_text = line_break.Layout.set_text
_asli_can_break = line_break.can_break_text
_asli_first_line = draw.draw_first_line

_FITUR = (
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps",
    "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
)  # fmt: skip
_sifat_fon = itemgetter(
    "direction", "font_language_override", "lang", "font_family", "font_style", "font_stretch", "font_weight",
    "font_size", "font_variation_settings", "text_decoration_line", *_FITUR,
)  # fmt: skip
_sifat_tinggi = itemgetter(
    "font_family", "font_style", "font_stretch", "font_weight", "font_variant_ligatures",
    "font_variant_position", "font_variant_caps", "font_variant_numeric", "font_variant_alternates",
    "font_variant_east_asian", "font_feature_settings", "font_variation_settings", "font_language_override",
    "lang", "font_size", "line_height",
)  # fmt: skip


class _Siap:
    """The Pango objects of a style; kept by the style, valid while its properties are the same."""

    __slots__ = (
        "catat", "context", "description", "fitur", "fon", "gambar", "language", "metrics", "sifat", "ukuran",
    )  # fmt: skip

    def __init__(self, style: Any, sifat: tuple[Any, ...]) -> None:
        self.sifat = sifat
        self.ukuran: dict[str, tuple[Any, ...]] = {}
        self.gambar: tuple[Any, dict[str, list[tuple[Any, ...]]]] | None = None
        self.fon: dict[int, Any] = {}
        self.catat: list[tuple[Any, ...]] | None = None
        self.fitur = bool(font_features(*(style[name] for name in _FITUR)))
        self.context = context = ffi.gc(
            pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
        )
        pango.pango_context_set_round_glyph_positions(context, False)
        pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
        override = style["font_language_override"]
        lang = LST_TO_ISO.get(override.lower(), override) if override != "normal" else style["lang"]
        if lang:
            pointer, _kept = unicode_to_char_p(lang)
            self.language = pango.pango_language_from_string(pointer)
            pango.pango_context_set_language(context, self.language)
        else:
            self.language = pango.pango_language_get_default()
        self.description = get_font_description(style)
        self.metrics = self._metrics() if style["text_decoration_line"] != "none" else None

    def _metrics(self) -> tuple[float, ...]:
        """Ascent, then position of underline and strike, then their thickness."""
        metrics = ffi.gc(
            pango.pango_context_get_metrics(self.context, self.description, self.language),
            pango.pango_font_metrics_unref,
        )
        return tuple(
            FROM_UNITS * getattr(pango, f"pango_font_metrics_get_{name}")(metrics)
            for name in (
                "ascent", "underline_position", "strikethrough_position",
                "underline_thickness", "strikethrough_thickness",
            )
        )  # fmt: skip


def _siap(style: Any) -> _Siap:
    """What is kept for a style as it now is."""
    sifat = _sifat_fon(style)
    ready: _Siap | None = style.__dict__.get("_siap_pango")
    if ready is None or ready.sifat != sifat:
        ready = style._siap_pango = _Siap(style, sifat)
    return ready


def _setup(self: Any, style: Any) -> None:
    """`Layout.setup`: context, language and font description are those of the style."""
    ready = _siap(style)
    if ready.fitur:
        _asli_setup(self, style)
        return
    self.style = style
    self.first_line_direction = 0
    self.language = ready.language
    self.layout = layout = ffi.gc(pango.pango_layout_new(ready.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout, False)
    pango.pango_layout_set_font_description(layout, ready.description)
    if ready.metrics is None:
        self.ascent = self.underline_position = self.strikethrough_position = None
    else:
        (
            self.ascent, self.underline_position, self.strikethrough_position,
            self.underline_thickness, self.strikethrough_thickness,
        ) = ready.metrics  # fmt: skip


_TANPA_HUBUNG = pango.pango_attr_list_new()
pango.pango_attr_list_insert(_TANPA_HUBUNG, pango.pango_attr_insert_hyphens_new(False))
"""The attribute of text that may break anywhere: no hyphen is put there, in the whole of the text."""


def _set_text(self: Any, text: str, justify: bool = False) -> None:
    """`Layout.set_text`: text of usual spacing that may break anywhere takes one list of attributes."""
    style = self.style
    layout = self.layout
    plain = not style["word_spacing"] and style["letter_spacing"] in ("normal", 0)
    if not plain or (justify and self.justification_spacing) or "\t" in text or "\n" in text or not text:
        if pango.pango_layout_get_attributes(layout) == _TANPA_HUBUNG:
            pango.pango_layout_set_attributes(layout, ffi.NULL)  # the original would change it for all
        _asli_set_text(self, text, justify)
        return
    self.__dict__.pop("glif", None)
    self.text = text
    pango.pango_layout_set_text(layout, ffi.from_buffer(text.encode().replace(b"\0", b"") + b"\0"), -1)
    if style["overflow_wrap"] in ("anywhere", "break-word"):
        now = pango.pango_layout_get_attributes(layout)
        if now == ffi.NULL:
            pango.pango_layout_set_attributes(layout, _TANPA_HUBUNG)
        elif now != _TANPA_HUBUNG:
            _asli_set_text(self, text, justify)


_boleh_putus: dict[tuple[str, str | None], bool] = {}
_PASANGAN_MAKS = 20_000


def _can_break(text: str, lang: str | None) -> bool:
    """`can_break_text`, asked of the same two letters on nearly every line."""
    if len(text) != 2:
        return bool(_asli_can_break(text, lang))
    known = _boleh_putus.get((text, lang))
    if known is None:
        if len(_boleh_putus) >= _PASANGAN_MAKS:
            _boleh_putus.clear()
        known = _boleh_putus[text, lang] = bool(_asli_can_break(text, lang))
    return known


def _strut(style: Any) -> tuple[float, float]:
    """`strut`: the line height and baseline of a style are kept with it."""
    if style["font_size"] == 0:
        return 0, 0
    sifat = _sifat_tinggi(style)
    kept = style.__dict__.get("_strut")
    if kept is None or kept[0] != sifat:
        kept = style._strut = (sifat, _ukur_strut(style))
    return kept[1]  # type: ignore[no-any-return]


def _ukur_strut(style: Any) -> tuple[float, float]:
    key = line_break._font_style_cache_key(style, include_size=True)
    known = style.font_config.strut_layouts
    if key not in known:
        layout = line_break.Layout(style)
        layout.set_text(" ")
        line, _ = layout.get_first_line()
        *_, text_height, baseline = line_break.first_line_metrics(
            line, "", layout, resume_at=None, space_collapse=False, style=style
        )
        line_height = style["line_height"]
        if line_height == "normal":
            known[key] = text_height, baseline
        else:
            if check_math(line_height):
                line_height = percentage(line_height, style, style["font_size"])
            elif isinstance(line_height, float):
                line_height *= style["font_size"]
            else:
                line_height = line_height.value
            known[key] = line_height, baseline + (line_height - text_height) / 2
    return known[key]  # type: ignore[no-any-return]


def _first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> list[Any]:
    """`draw_first_line` of plain text: the glyphs of a run are read in one go, what one writes is kept.

    Lines with an ellipsis, with coloured or bitmap fonts, with glyphs that are missing, empty,
    or raised are left to the original, before anything is written.
    """
    style = textbox.style
    runs = None
    if text_overflow != "ellipsis" and block_ellipsis == "none" and style["font_size"] >= 1e-6:
        if not textbox.text.strip():
            return []
        runs = _runs(stream, textbox.pango_layout)
    if runs is None:
        return _asli_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)  # type: ignore[no-any-return]
    stream.set_text_matrix(*matrix.values)
    previous: Any = None
    written: tuple[Any, ...] = ()
    string = ""
    wrote: list[tuple[Any, ...]] = []
    for item, glyphs, pango_font, font, size in runs:
        if pango_font != previous:
            previous = pango_font
            if string:
                stream.show_text(string)
                wrote.append((*written, string))
            string = ""
            written = (font.hash, size)
            stream.set_font_size(*written)
        known = font.__dict__.setdefault("_potongan", {}).setdefault(size, {})
        parts = [string, "<"]
        for i, glyph in enumerate(glyphs):
            part = known.get(glyph)
            if part is None:
                part = known[glyph] = _piece(stream, textbox, item, i, glyph, pango_font, font, size)
            parts.append(part)
        string = "".join(parts)
        string = string[:-1] if string[-1] == "<" else string + ">"
    stream.show_text(string)
    wrote.append((*written, string))
    _siap(style).catat = wrote
    return []


_LEBAR = ffi.sizeof("PangoGlyphInfo")
_BIASA = pango.PANGO_GLYPH_EMPTY
"""Glyph numbers below this are those of the font."""


def _runs(stream: Any, layout: Any) -> list[tuple[Any, ...]] | None:
    """The runs of a line with their glyphs (number, width, horizontal offset); None where any is special."""
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    first_line, _ = layout.get_first_line()
    runs: list[tuple[Any, ...]] = []
    previous = font = size = None
    run = first_line.runs[0]
    while run != ffi.NULL:
        item = run.data
        run = run.next
        pango_font = item.item.analysis.font
        if pango_font != previous:
            previous = pango_font
            font, size = stream.add_font(pango_font)
            if font.bitmap or font.png or font.svg or font.colr:
                return None
        string = item.glyphs
        numbers = memoryview(ffi.buffer(string.glyphs, string.num_glyphs * _LEBAR)).cast("I").tolist()
        glyphs = numbers[::5]
        if any(numbers[3::5]) or (glyphs and max(glyphs) >= _BIASA):
            return None
        runs.append(
            (item, list(zip(glyphs, numbers[1::5], numbers[2::5], strict=True)), pango_font, font, size)
        )
    return runs


def _piece(
    stream: Any, textbox: Any, item: Any, i: int, glyph: tuple[int, int, int], pango_font: Any, font: Any, size: float
) -> str:  # fmt: skip
    """What a glyph writes: its number, moved and followed by as much room as its width asks."""
    number, width, x = glyph
    x -= (x & 0x80000000) << 1  # offsets are signed
    if number not in font.to_unicode:
        clusters, whole = item.glyphs.log_clusters, item.item
        start = clusters[i]
        if whole.analysis.level % 2:  # from right to left
            end = whole.length if i == 0 else clusters[i - 1]
        else:
            end = whole.length if i == item.glyphs.num_glyphs - 1 else clusters[i + 1]
        encoded = textbox.pango_layout.text.encode()
        font.to_unicode[number] = encoded[whole.offset + start : whole.offset + end].decode()
    offset = x / size
    if number not in font.widths:
        pango.pango_font_get_glyph_extents(pango_font, number, stream.ink_rect, stream.logical_rect)
        font.widths[number] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    kerning = font.widths[number] + offset - width * 1000 * FROM_UNITS / size
    moved = kerning and (SISIP_NOL or int(kerning))
    return (f">{-offset}<" if offset else "") + f"{number:04x}" + (f">{int(kerning)}<" if moved else "")


SISIP_NOL = True
"""Whether a move by less than a thousandth of an em is written, as a move by 0: so does the original, after most letters."""


# Older Pango reports the size of a font otherwise (its issue 530): the original knows.
_GAMBAR = ((draw, "draw_first_line", _first_line),) if pango.pango_version() >= 14802 and _LEBAR == 20 else ()

TAMBALAN = (
    (line_break.Layout, "setup", _setup),
    (line_break.Layout, "set_text", _set_text),
    (line_break, "can_break_text", _can_break),
    (line_break, "strut", _strut),
    *_GAMBAR,
)
TAMBALAN_RUPA = ((sys.modules[__name__], "SISIP_NOL", False),)
"""What is seen stays the same; the bytes do not."""
