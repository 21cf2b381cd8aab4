"""Collapsed borders of tables (WeasyPrint 70.0): resolved once a style, drawn as long lines.

`draw_collapsed_borders` is the one replacement that changes bytes. The original draws each side of
each cell as a path of its own, with colour, width and marks of an artifact: on a page of a
long table more than two hundred, which writer and reader of the file both pay for. Sides of one
kind that touch are one line here, and lines of one kind one path. What is seen is the same, as
`tests/render/test_percepatan.py` holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from weasyprint import draw
from weasyprint.draw import border
from weasyprint.draw.color import get_color, styled_color
from weasyprint.layout import table as tabel
from weasyprint.layout.table import TRANSPARENT

_GAYA = ("none", "inset", "groove", "outset", "ridge", "dotted", "dashed", "solid", "double", "hidden")
_NILAI = {style: score for score, style in enumerate(_GAYA)}
_PETA = {"inset": "ridge", "outset": "groove"}
_LEMAH = ((0, 0, _NILAI["none"]), ("none", 0, TRANSPARENT))
_KUAT = ((1, 0, _NILAI["hidden"]), ("hidden", 0, TRANSPARENT))
_SISI = ("left", "right", "top", "bottom")

Kisi = list[list[Any]]
"""Borders by row and column: score, then style, width and colour."""


def _selesaikan(table: Any, grid_width: int, grid_height: int) -> tuple[Kisi, Kisi]:
    """`collapse_table_borders`: what a style asks for is worked out once; most boxes ask for nothing."""
    if not (grid_width and grid_height):
        return [], []
    vertical: Kisi = [[_LEMAH] * (grid_width + 1) for _ in range(grid_height)]
    horizontal: Kisi = [[_LEMAH] * grid_width for _ in range(grid_height + 1)]
    ltr = table.style["direction"] == "ltr"
    kept: dict[int, tuple[Any, list[Any] | None]] = {}

    def put(box: Any, x: int, y: int, w: int, h: int) -> None:
        style = box.style
        if (known := kept.get(id(style))) is None:
            asked = [_asked(style, side) for side in _SISI]
            known = kept[id(style)] = (style, asked if any(a[0] > _LEMAH[0] for a in asked) else None)
        if known[1] is None:
            return
        left, right, top, bottom = known[1]
        first, last = (x, x + w) if ltr else (-1 - w - x, -1 - x)
        for row in vertical[y : y + h]:
            if row[first][0] < left[0]:
                row[first] = left
            if row[last][0] < right[0]:
                row[last] = right
        above, below = horizontal[y], horizontal[y + h]
        for xx in range(x, x + w) if ltr else range(-1 - x, -1 - x - w, -1):
            if above[xx][0] < top[0]:
                above[xx] = top
            if below[xx][0] < bottom[0]:
                below[xx] = bottom

    rows = [(y, row) for y, row in enumerate(row for group in table.children for row in group.children)]
    for y, row in rows:
        for cell in row.children:
            x, w, h = cell.grid_x, cell.colspan, cell.rowspan
            if w != 1 or h != 1:  # nothing is drawn within a cell
                for yy in range(y, y + h):
                    for xx in range(x + 1, x + w) if ltr else range(-2 - x, -1 - x - w, -1):
                        vertical[yy][xx] = _KUAT
                for yy in range(y + 1, y + h):
                    for xx in range(x, x + w) if ltr else range(-1 - x, -1 - x - w, -1):
                        horizontal[yy][xx] = _KUAT
            put(cell, x, y, w, h)
    for y, row in rows:
        put(row, 0, y, grid_width, 1)
    y = 0
    for group in table.children:
        put(group, 0, y, grid_width, len(group.children))
        y += len(group.children)
    for group in table.column_groups:
        for column in group.children:
            put(column, column.grid_x, 0, 1, grid_height)
    for group in table.column_groups:
        put(group, group.grid_x, 0, group.span, grid_height)
    put(table, 0, 0, grid_width, grid_height)
    _lebar(table, rows, vertical, horizontal, ltr)
    return vertical, horizontal


def _asked(style: Any, side: str) -> tuple[Any, ...]:
    kind, width = style[f"border_{side}_style"], style[f"border_{side}_width"]
    score = (int(kind == "hidden"), width, _NILAI[kind])
    return score, (_PETA.get(kind, kind), width, get_color(style, f"border_{side}_color"))


def _lebar(table: Any, rows: list[tuple[int, Any]], vertical: Kisi, horizontal: Kisi, ltr: bool) -> None:
    """Give each box half of the widths of the borders around it."""

    def beside(x: int, y1: int, y2: int) -> float:
        return max(row[x][1][1] for row in vertical[y1:y2]) / 2  # type: ignore[no-any-return]

    def along(x1: int, y: int, x2: int | None) -> float:
        return max(width for _, (_, width, _) in horizontal[y][x1:x2]) / 2  # type: ignore[no-any-return]

    for group in table.children:
        _tanpa(group)
    for y, row in rows:
        _tanpa(row)
        for cell in row.children:
            x, w, h = cell.grid_x, cell.colspan, cell.rowspan
            first, last = (x, x + w) if ltr else (-w - x, -x or None)
            cell.border_top_width = along(first, y, last)
            cell.border_bottom_width = along(first, y + h, last)
            cell.border_left_width = beside(x if ltr else -1 - w - x, y, y + h)
            cell.border_right_width = beside(x + w if ltr else -1 - x, y, y + h)
    for group in table.column_groups:
        _tanpa(group)
        for column in group.children:
            _tanpa(column)
    table.border_top_width = along(0, 0, len(horizontal[0]))
    table.border_bottom_width = along(0, len(vertical), len(horizontal[0]))
    table.border_left_width = beside(0, 0, 1)
    table.border_right_width = beside(len(horizontal[0]), 0, 1)


def _tanpa(box: Any) -> None:
    box.border_top_width = box.border_right_width = box.border_bottom_width = box.border_left_width = 0


def _gambar(stream: Any, table: Any) -> None:
    """`draw_collapsed_borders`: sides of one kind that touch are one line, lines of one kind one path."""
    rows = [row for group in table.children for row in group.children]
    if not (rows and table.column_widths):
        return
    sides = sorted(_sides(table, rows), key=itemgetter(0))  # what wins is painted last
    for _, run in groupby(sides, key=itemgetter(0)):
        alike = list(run)
        style, width, color = alike[0][1:4]
        if style == "solid" and color.alpha == 1 and all(s[3] == color for s in alike):
            with stream.artifact(), stream.stacked():
                stream.set_color(color, stroke=True)
                stream.set_line_width(width)
                for x1, y1, x2, y2 in _sambung([s[5] for s in alike]):
                    stream.move_to(x1, y1)
                    stream.line_to(x2, y2)
                stream.stroke()
            continue
        for _, style, width, color, side, (x1, y1, x2, y2) in alike:
            with stream.artifact(), stream.stacked():
                border.draw_line(stream, x1, y1, x2, y2, width, style, styled_color(style, color, side))


Ruas = tuple[float, float, float, float]
"""A side: x and y of its start and of its end, in pixels."""


def _sambung(sides: list[Ruas]) -> Iterator[Ruas]:
    """Sides on one line, each touching the one before, as one; the lines across come first."""
    level = [s for s in sides if s[1] == s[3]]
    upright = [(y1, x1, y2, x2) for x1, y1, x2, y2 in sides if y1 != y2]
    for turned, part in ((False, level), (True, upright)):
        for across, run in groupby(sorted(part, key=itemgetter(1, 0)), key=itemgetter(1)):
            (start, _, end, _), *rest = run
            for a, _, b, _ in rest:
                if a > end:
                    yield (across, start, across, end) if turned else (start, across, end, across)
                    start, end = a, b
                end = max(end, b)
            yield (across, start, across, end) if turned else (start, across, end, across)


def _sides(table: Any, rows: list[Any]) -> Iterator[tuple[Any, ...]]:
    """Each side that is drawn: score, style, width, colour, name, place."""
    vertical, horizontal = table.collapsed_border_grid
    widths, xs = table.column_widths, list(table.column_positions)
    ys = [row.position_y for row in rows]
    height, width = len(rows), len(widths)
    xs.append(xs[-1] + widths[-1])
    ys.append(ys[-1] + rows[-1].height)
    header = len(table.children[0].children) if table.children[0].is_header else 0
    footer = len(table.children[-1].children) if table.children[-1].is_footer else 0
    skipped = table.skipped_rows - header if table.skipped_rows else 0

    def number(y: int, level: bool) -> int:
        if header and y < header + level:
            return y
        return y + len(vertical) - height if footer and y >= height - footer else y + skipped

    columns = [vertical[number(y, False)] for y in range(height)]
    lines = [horizontal[number(y, True)] for y in range(height + 1)]

    def half(grid: list[Any], y1: int, x1: int, y2: int, x2: int) -> float:
        found = [
            grid[y][x][1][1] for y, x in ((y1, x1), (y2, x2)) if 0 <= y < len(grid) and 0 <= x < len(grid[y])
        ]
        return max(found, default=0) / 2

    def upright(x: int, y: int) -> Iterator[tuple[Any, ...]]:
        score, (style, thick, color) = columns[y][x]
        if thick and color.alpha:
            y1, y2 = ys[y], ys[y + 1]
            if y or not table.skip_cell_border_top:
                y1 -= half(lines, y, x - 1, y, x)
            if y != height - 1 or not table.skip_cell_border_bottom:
                y2 += half(lines, y + 1, x - 1, y + 1, x)
            yield score, style, thick, color, "left", (xs[x], y1, xs[x], y1 + (y2 - y1))

    def level(x: int, y: int) -> Iterator[tuple[Any, ...]]:
        if (y == 0 and table.skip_cell_border_top) or (y == height and table.skip_cell_border_bottom):
            return
        score, (style, thick, color) = lines[y][x]
        if thick and color.alpha:
            x1 = xs[x] - half(columns, y - 1, x, y, x)
            x2 = xs[x + 1] + half(columns, y - 1, x + 1, y, x + 1)
            yield score, style, thick, color, "top", (x1, ys[y], x1 + (x2 - x1), ys[y])

    for x in range(width):
        yield from level(x, 0)
    for y in range(height):
        yield from upright(0, y)
        for x in range(width):
            yield from upright(x + 1, y)
            yield from level(x, y + 1)


TAMBALAN = ((tabel, "collapse_table_borders", _selesaikan),)
TAMBALAN_RUPA = ((draw, "draw_collapsed_borders", _gambar),)
"""What is seen stays the same; the bytes do not."""
