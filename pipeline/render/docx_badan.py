"""What a Word file's stories need once they are filled: what goes together, what fits, what is marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from pipeline.render.docx_runs import Ukuran


def identitas(body: Any) -> None:
    """Lists in the narrow cells of identity rows keep to the left: justified, they tear."""
    for table in body.iterchildren(qn("w:tbl")):
        style = table.tblPr.find(qn("w:tblStyle"))
        if style is not None and style.get(qn("w:val")) == "TabelNaskah":
            continue
        for p in table.iter(qn("w:p")):
            name = p.style or ""
            if name.startswith(("Butir", "IsiNaskah")):
                props = p.get_or_add_pPr()
                props.jc_val = WD_ALIGN_PARAGRAPH.LEFT
                props.spacing_after = Pt(2)
                props.spacing_lineRule, props.spacing_line = WD_LINE_SPACING.MULTIPLE, Pt(12)


def kolom_kop(header: Any, room: Ukuran) -> None:
    """The emblem's column as wide as the emblem; without one at the left, no such column."""
    for table in header.iter(qn("w:tbl")):
        cells = list(table.iter(qn("w:tc")))
        grid = list(table.iter(qn("w:gridCol")))
        left = room.lambang + 2
        if not list(cells[0].iter(qn("w:drawing"))):
            cells[0].getparent().remove(cells[0])
            grid[0].getparent().remove(grid[0])
            cells, grid, left = cells[1:], grid[1:], 0.0
        widths = [left] * (len(cells) - 1) + [room.lebar - left * (len(cells) > 1)]
        for cell, column, width in zip(cells, grid, widths, strict=True):
            twips = str(round(width * 1440 / 25.4))
            column.set(qn("w:w"), twips)
            cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), twips)
            cell.tcPr.tcW.set(qn("w:type"), "dxa")


def tanda_tangan(body: Any) -> None:
    """What stands before a signature block goes with it to the next page, at least its last lines."""
    for table in body.iterchildren(qn("w:tbl")):
        style = next(table.iter(qn("w:pStyle")), None)
        if style is None or style.get(qn("w:val")) != "TandaTangan":
            continue
        before = table.getprevious()
        while before is not None and before.tag == qn("w:p") and not "".join(before.itertext()).strip():
            _keep(before)
            before = before.getprevious()
        if before is None:
            continue
        if before.tag == qn("w:tbl"):
            before = before.findall(qn("w:tr"))[-1]
        for p in [before] if before.tag == qn("w:p") else before.iter(qn("w:p")):
            _keep(p)


def tembusan(body: Any) -> None:
    """The list of copies stays whole: each line but the last goes with the next."""
    for p in body.xpath('./w:p[w:pPr/w:pStyle/@w:val="Tembusan"]'):
        following = p.getnext()
        if following.tag == qn("w:p") and following.style == "Tembusan":
            _keep(p)


def _keep(p: Any) -> None:
    props = p.get_or_add_pPr()
    if props.find(qn("w:keepNext")) is None:
        props.insert_element_before(OxmlElement("w:keepNext"), *_AFTER_KEEP_NEXT)


_AFTER_KEEP_NEXT = (
    "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl", "w:numPr", "w:suppressLineNumbers",
    "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:adjustRightInd", "w:spacing",
    "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr",
)  # fmt: skip

_MARK = (
    "<w:r {ns}><w:rPr><w:noProof/></w:rPr><w:pict>"
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>'
    '<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>'
    '<v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="PowerPlusWaterMarkObject{n}" o:spid="_x0000_s{n}" type="#_x0000_t136" alt="DRAF" '
    'style="position:absolute;margin-left:0;margin-top:0;width:420pt;height:150pt;rotation:315;'
    "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" '
    'fillcolor="#d9d9d9" stroked="f"><v:fill opacity=".5"/>'
    '<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt;font-weight:bold" string="DRAF"/>'
    "</v:shape></w:pict></w:r>"
)


def tanda_draf(headers: Iterable[Any]) -> None:
    """Word's own kind of watermark behind every page."""
    ns = (
        nsdecls("w")
        + ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    )
    for number, header in enumerate(headers, 2049):
        p = header.findall(qn("w:p"))[-1]
        p.append(parse_xml(_MARK.format(ns=ns, n=number)))


def tanda_salinan(headers: Iterable[Any], words: str) -> None:
    """The words at the top of every page, to the right."""
    for header in headers:
        p: Any = OxmlElement("w:p")
        header.append(p)
        paragraph = Paragraph(p, header)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(words)
        run.font.size, run.font.bold = Pt(8), True
