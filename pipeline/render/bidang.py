"""Empty signature fields: the `<input class="bidang">` of a template becomes a field to be signed later.

WeasyPrint lays a checkbox out as a form widget, tagged Form with its alternate name; what
is left is to make a signature field of it (ISO 32000-1 section 12.7.4.5) with the empty
appearance that PDF/A asks for (ISO 19005-3 section 6.3.3). Nothing is printed.
"""

from __future__ import annotations

from typing import Any

import pydyf

AWALAN = "ttd-"
"""Names of signature fields: `ttd-1` belongs to the first signer of the record."""

_CHECKBOX_ONLY = ("AS", "MK", "V", "Border", "Ff")


def lay_fields(document: Any, pdf: pydyf.PDF) -> None:
    """Turn the widgets named `ttd-…` into empty signature fields; a `finisher` of WeasyPrint."""
    del document
    widgets = [o for o in pdf.objects if isinstance(o, pydyf.Dictionary) and _is_field(o)]
    if not widgets:
        return
    for widget in widgets:
        for key in _CHECKBOX_ONLY:
            widget.pop(key, None)
        widget["FT"] = "/Sig"
        drawn = next(iter(widget["AP"]["N"].values()))
        x1, y1, x2, y2 = (float(v) for v in widget["Rect"])
        widget["Rect"] = pydyf.Array([min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)])
        widget["AP"] = pydyf.Dictionary({"N": drawn})
        _replace(pdf, drawn, _empty(abs(x2 - x1), abs(y2 - y1)))
    _single_kids(pdf)
    form = pydyf.Dictionary({"Fields": pydyf.Array(w.reference for w in widgets), "SigFlags": 3})
    pdf.add_object(form)
    pdf.catalog["AcroForm"] = form.reference


def _single_kids(pdf: pydyf.PDF) -> None:
    """Let each Form element hold its widget as its only kid, not as a list of one.

    Verifiers that follow a signed field through the structure tree (pyHanko's difference
    analysis) know `Form.K.Obj` only, and would call filling a second field a forgery.
    """
    for element in pdf.objects:
        if isinstance(element, pydyf.Dictionary) and element.get("S") == "/Form":
            (element["K"],) = element["K"]


def _is_field(made: pydyf.Dictionary) -> bool:
    name = made.get("T")
    return (
        made.get("Subtype") == "/Widget"
        and isinstance(name, pydyf.String)
        and str(name.string).startswith(AWALAN)
    )


def _empty(width: float, height: float) -> pydyf.Stream:
    box = pydyf.Array([0, 0, width, height])
    extra = {"Type": "/XObject", "Subtype": "/Form", "BBox": box, "Resources": pydyf.Dictionary()}
    return pydyf.Stream([], extra)


def _replace(pdf: pydyf.PDF, reference: bytes, made: pydyf.Object) -> None:
    made.number = int(reference.split()[0])
    pdf.objects[made.number] = made
