"""A page as the appearance of a signature field.

The page's fonts and widths are WeasyPrint's, which pass PDF/A; pyHanko's own text stamp
does not.
"""

from __future__ import annotations

import io

from pyhanko.pdf_utils import content, layout
from pyhanko.pdf_utils.generic import NameObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle


class _Halaman(content.PdfContent):
    """The first page of a PDF in memory, drawn as one form XObject."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data

    def render(self) -> bytes:
        """The operators that draw the page; its box is known from here on."""
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._data)))
        name = NameObject("/Halaman")
        self.set_resource(content.ResourceType.XOBJECT, name, drawn)
        x1, y1, x2, y2 = (float(v) for v in drawn.get_object()["/BBox"])
        self.box = layout.BoxConstraints(width=abs(x2 - x1), height=abs(y2 - y1))
        return b"/Halaman Do"


def gaya(halaman: bytes) -> StaticStampStyle:
    """The stamp that shows a page as it is: no border, no margins, nothing shining through."""
    return StaticStampStyle(
        border_width=0,
        background=_Halaman(halaman),
        background_layout=layout.SimpleBoxLayoutRule(
            x_align=layout.AxisAlignment.ALIGN_MIN,
            y_align=layout.AxisAlignment.ALIGN_MIN,
            margins=layout.Margins(),
            inner_content_scaling=layout.InnerScaling.NO_SCALING,
        ),
        background_opacity=1.0,
    )
