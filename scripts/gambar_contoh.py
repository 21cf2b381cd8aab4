"""Draw the sample pictures of the sample workspace: `python scripts/gambar_contoh.py`.

They are drawings and say so; the same code gives the same pixels each time.
"""

from __future__ import annotations

import math
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "inputs" / "rapat" / "gambar"
_FONT = ROOT / "templates" / "fonts" / "LiberationSans-Bold.ttf"

_INK = (40, 44, 52)
_WOOD = (196, 164, 122)
_WALL = (236, 232, 222)
_SHIRTS = ((86, 118, 158), (168, 98, 92), (104, 144, 110), (150, 126, 170), (190, 150, 80))


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), size, layout_engine=ImageFont.Layout.BASIC)


def _centred(draw: ImageDraw.ImageDraw, x: int, y: int, text: str, size: int) -> None:
    draw.text((x, y), text, fill=_INK, font=_font(size), anchor="mm")


def ruang_rapat() -> Image.Image:
    """A meeting room: screen, table, seated figures."""
    image = Image.new("RGB", (960, 600), _WALL)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 430, 960, 600), fill=(178, 172, 160))
    draw.rectangle((300, 50, 660, 230), fill=(250, 250, 250), outline=_INK, width=5)
    _centred(draw, 480, 110, "RAPAT CONTOH", 34)
    _centred(draw, 480, 165, "gambar, bukan foto", 22)
    for n in range(9):
        x = 90 + n * 97
        draw.rounded_rectangle((x - 34, 318, x + 34, 430), 22, fill=_SHIRTS[n % 5], outline=_INK, width=3)
        draw.ellipse((x - 25, 258, x + 25, 316), fill=(214, 178, 142), outline=_INK, width=3)
        if n % 2:
            draw.pieslice(
                (x - 31, 250, x + 31, 330), 150, 390, outline=_INK, fill=_SHIRTS[(n + 2) % 5], width=3
            )
            draw.ellipse((x - 19, 270, x + 19, 314), fill=(214, 178, 142))
    draw.polygon(((40, 400), (920, 400), (958, 500), (2, 500)), fill=_WOOD, outline=_INK)
    draw.rectangle((2, 500, 958, 548), fill=(166, 134, 94), outline=_INK, width=3)
    for n in range(8):
        x = 110 + n * 105
        draw.polygon(((x, 430), (x + 52, 430), (x + 60, 466), (x - 8, 466)), fill="white", outline=_INK)
    return image


def paparan() -> Image.Image:
    """A slide with a bar chart of made-up numbers."""
    image = Image.new("RGB", (960, 600), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 960, 86), fill=(222, 230, 240))
    _centred(draw, 480, 44, "Data terpilah (angka CONTOH)", 36)
    for n in range(6):
        y = 500 - n * 70
        draw.line((110, y, 910, y), fill=(210, 210, 210), width=2)
        draw.text((96, y), str(n * 20), fill=_INK, font=_font(20), anchor="rm")
    for n in range(8):
        for sex, colour in enumerate(((86, 118, 158), (200, 120, 90))):
            tall = round(190 + 90 * math.sin(n * 1.3 + sex * 0.9))
            x = 128 + n * 98 + sex * 34
            draw.rectangle((x, 500 - tall, x + 30, 500), fill=colour, outline=_INK, width=2)
        draw.text((160 + n * 98, 522), f"W{n + 1}", fill=_INK, font=_font(22), anchor="mm")
    draw.line((110, 130, 110, 500, 910, 500), fill=_INK, width=4)
    for n, (colour, name) in enumerate((((86, 118, 158), "Laki-laki"), ((200, 120, 90), "Perempuan"))):
        x = 300 + n * 200
        draw.rectangle((x, 556, x + 24, 580), fill=colour, outline=_INK, width=2)
        draw.text((x + 34, 568), name, fill=_INK, font=_font(22), anchor="lm")
    return image


def daftar_hadir() -> Image.Image:
    """An attendance sheet with scribbles instead of signatures."""
    image = Image.new("L", (700, 940), 250)
    draw = ImageDraw.Draw(image)
    draw.text((350, 56), "DAFTAR HADIR", fill=30, font=_font(32), anchor="mm")
    draw.text((350, 100), "CONTOH", fill=110, font=_font(26), anchor="mm")
    columns = (40, 100, 400, 660)
    for n in range(17):
        y = 140 + n * 46
        draw.line((columns[0], y, columns[-1], y), fill=60, width=2)
    for x in columns:
        draw.line((x, 140, x, 140 + 16 * 46), fill=60, width=2)
    for x, name in ((70, "No."), (250, "Nama"), (530, "Tanda tangan")):
        draw.text((x, 163), name, fill=30, font=_font(20), anchor="mm")
    for n in range(15):
        y = 209 + n * 46
        draw.text((70, y), str(n + 1), fill=30, font=_font(20), anchor="mm")
        draw.text((112, y), f"Contoh Peserta {n + 1}", fill=50, font=_font(20), anchor="lm")
        left = 424 if n % 2 == 0 else 540
        points = [
            (left + t * 2, y + round(12 * math.sin(t * (0.31 + n * 0.013)) * math.cos(t * 0.11 + n)))
            for t in range(46)
        ]
        draw.line(points, fill=70, width=3, joint="curve")
    return image


PICTURES = {"ruang-rapat.jpg": ruang_rapat, "paparan.png": paparan, "daftar-hadir.png": daftar_hadir}


def write(folder: Path) -> None:
    """All pictures, written into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in PICTURES.items():
        image = draw()
        if name.endswith(".jpg"):
            image.save(folder / name, quality=85, subsampling=0)
        else:
            image.save(folder / name, optimize=True)


if __name__ == "__main__":
    write(FOLDER)
