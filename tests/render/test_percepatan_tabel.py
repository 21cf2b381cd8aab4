"""Long tables: cells that say the same share their lines, elements that are alike their selectors; no byte differs."""

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
import weasyprint
from contoh import TEMPLATES, naskah
from cssselect2 import ElementWrapper, compile_selector_list
from test_percepatan import BARU, sama

from pipeline.render import percepatan
from pipeline.render.pdf import fonts, render_pdf
from pipeline.render.percepatan import glif, pilih, sel

PANJANG = "Badan Perencanaan Pembangunan Daerah Contoh yang namanya tidak muat dalam satu baris"
TABEL = """<html lang=id><title>x</title><style>@page{{size:120mm 150mm;margin:12mm}}
html{{font:9pt/1.2 "Liberation Sans"}}table{{border-collapse:collapse;width:100%;table-layout:fixed}}
td,th{{border:.5pt solid;padding:1pt 3pt;vertical-align:top}}td{{white-space:pre-line}}tr{{break-inside:avoid}}
{gaya}</style><body><p>Uji</p><table><colgroup><col style="width:9mm"><col><col style="width:22mm"><col style="width:8mm">
</colgroup><thead><tr><th>No<th>Nama<th>Instansi<th>L/P</thead><tbody>{baris}</tbody></table><p class=akhir>Akhir</p>"""
BARIS = "".join(
    f"<tr class=r{i % 3}><td>{i}.<td>Contoh Ke-{i}, S.Sos., M.Si.\nNIP {i % 7}<td>{PANJANG if i % 2 else 'Dinas Contoh'}<td>"
    f"{'LP'[i % 2]}"
    for i in range(60)
)
GAYA = [
    "",
    "td{text-align:justify}",
    "td{text-align:center;vertical-align:middle}",
    "td{text-align:right;vertical-align:bottom;text-indent:3mm}",
    "td{vertical-align:baseline;height:11mm}",
    "td{white-space:nowrap}",
    "td{white-space:normal;hyphens:auto}",
    "td{letter-spacing:.4pt;word-spacing:2pt}",
    "td{overflow-wrap:anywhere;font-variant-caps:small-caps}",
    "td{text-decoration:underline}.r1 td{text-decoration:line-through}",
    "td{line-height:2;orphans:3;widows:3}tr{break-inside:auto}",
    "td::before{content:'• '}.r2 td::after{content:' ;'}",
    "td::first-letter{font-size:14pt}",
    "td::first-line{font-weight:bold}",
    "td{max-lines:2}.r0 td{overflow:hidden;text-overflow:ellipsis}",
    "td{position:relative;top:1pt}.r1 td{opacity:.5}",
    "td{box-decoration-break:clone;padding:4pt}",
    "table{direction:rtl}",
    "table{border-collapse:separate;border-spacing:2pt}",
    "tr:nth-child(odd) td{background:#eee}td:last-child{color:red}td+td+td{font-style:italic}",
    "tr:first-child td{font-weight:bold}tr:has(td:empty) td{color:blue}td:not(:first-child){padding:2pt}",
    ".r0>td,.r1 td:nth-of-type(2){font-size:8pt}[class=r2]~tr{color:#333}tbody>.r1+.r2 td{font-weight:bold}",
    ".r1{visibility:hidden}.r2 td:only-child{color:red}",
    ".akhir{float:footnote}",
    "p{float:left;width:20mm}td{border-radius:2pt}",
]


@pytest.mark.parametrize("gaya", GAYA)
def test_a_long_table_is_the_same_bytes(gaya: str) -> None:
    html = TABEL.format(gaya=gaya, baris=BARIS + f"<tr class=r0><td>x<td>{'kata ' * 900}<td><td>L")

    def make() -> bytes:
        config, faces = fonts()
        made = weasyprint.HTML(string=html).write_pdf(
            stylesheets=[faces], font_config=config, pdf_variant="pdf/a-3a", pdf_identifier=b"tetap"
        )
        assert isinstance(made, bytes)
        return made

    assert sama(make)
    assert len(pdfium.PdfDocument(make())) > 2


def test_equal_cells_share_their_lines_and_drawn_lines_their_glyphs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without these the tests above would say nothing."""
    shared, written = [], []
    copy, write = sel._salin, glif.tulis
    monkeypatch.setattr(sel, "_salin", lambda *a: shared.append(made := copy(*a)) or made)
    monkeypatch.setattr(glif, "tulis", lambda *a: written.append(made := write(*a)) or made)
    doc = naskah(BARU)[1]
    render_pdf(doc, TEMPLATES)
    assert sum(made is not None for made in shared) > 100
    assert sum(made is not None for made in written) > 50


@pytest.mark.parametrize(
    ("selector", "own"),
    [
        ("td", True), (".tabel td.tengah", True), ("#a > tr td[colspan]", True), ("*", True), (":root b", True),
        (":is(th, td)[hidden]", True), ("a:link", True), (":lang(id) p", True), ("p:not(.x)", True),
        ("td:last-child", False), ("tr:nth-child(2) td", False), ("td + td", False), ("h1 ~ p", False),
        ("p:empty", False), ("tr:has(th)", False), ("td:first-of-type", False), ("input:enabled", False),
        ("td:not(td ~ td)", False), ("tr:only-child td", False),
    ],
)  # fmt: skip
def test_selectors_that_ask_for_the_place_are_known(selector: str, own: bool) -> None:
    (compiled,) = compile_selector_list(selector)
    assert pilih._tentang_diri(compiled.test) is own


def test_what_no_selector_can_tell_apart_is_of_one_kind() -> None:
    html = weasyprint.HTML(string="<table><tr class=a><td>1<td>2<tr class=a><td title=x>3<tr><td>4")
    chosen = pilih.Pilihan([])
    kinds = {
        element.etree_element.text: chosen.jenis(element)
        for element in ElementWrapper.from_html_root(html.etree_element).iter_subtree()
    }
    assert kinds["1"] == kinds["2"]
    assert len({kinds["1"], kinds["3"], kinds["4"]}) == 3


def elemen(pdf: bytes) -> tuple[list[tuple[str, str]], int]:
    """Each element of the structure with the text it marks, in reading order; and how many elements there are."""
    read = pikepdf.open(io.BytesIO(pdf))
    texts: dict[tuple[int, int], str] = {}
    for number, page in enumerate(read.pages):
        mcid = None
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC":
                mcid = int(operands[1].MCID)
                texts[number, mcid] = ""
            elif str(operator) == "EMC":
                mcid = None
            elif str(operator) == "TJ" and mcid is not None:
                texts[number, mcid] += "".join(
                    bytes(o).hex() for o in operands[0] if isinstance(o, pikepdf.String)
                )
    pages = {page.objgen: number for number, page in enumerate(read.pages)}
    out: list[tuple[str, str]] = []
    count = 0

    def visit(node: pikepdf.Object, holder: str) -> None:
        nonlocal count
        count += 1
        kind = str(node.S)
        block = holder if kind == "/Span" else kind
        for kid in node.K:
            if isinstance(kid, int):
                parent = read.Root.StructTreeRoot.ParentTree.Nums[2 * pages[node.Pg.objgen] + 1][kid]
                assert parent.objgen == node.objgen
                out.append((block, texts.pop((pages[node.Pg.objgen], kid))))
            elif "/S" in kid:
                visit(kid, block)

    visit(read.Root.StructTreeRoot.K[0], "")
    return out, count


def test_text_is_tagged_as_before_with_fewer_elements() -> None:
    doc = naskah(BARU)[1]
    made = elemen(render_pdf(doc, TEMPLATES))
    with percepatan.tanpa(rupa=True):
        before = elemen(render_pdf(doc, TEMPLATES))
    assert made[0] == before[0]
    assert {"/TD", "/TH", "/P", "/H1"} <= {kind for kind, _ in made[0]}
    assert made[1] < 0.75 * before[1]


def test_text_that_shows_nothing_asks_for_no_font() -> None:
    """Hard spaces alone and letters as small as nothing are measured, and never drawn."""
    html = (
        '<html lang=id><style>html{font:9pt "Liberation Sans"}</style><title>x</title><p>a&nbsp;b<p>&nbsp;<p><b>&nbsp;</b>'
        "<table><tr><th>\u2003<td>\u3000</table><p style='font:italic 1e-7px Liberation Sans'>kecil<br>sekali"
    )

    def make() -> bytes:
        config, faces = fonts()
        made = weasyprint.HTML(string=html).write_pdf(
            stylesheets=[faces], font_config=config, pdf_identifier=b"tetap"
        )
        assert isinstance(made, bytes)
        return made

    assert sama(make)


def test_what_groups_others_holds_no_text_itself() -> None:
    html = (
        "<html lang=id><title>x</title><div>a</div><section>b</section><blockquote>c</blockquote><main>d</main>"
        "<table><caption>e</caption><tr><th>f<td>g<p>h</p><td>n</table><p>i<pre>j</pre><ul><li>k</ul>"
        "<figure><figcaption>l</figcaption></figure><span style='display:block'>m</span>"
    )

    def make() -> bytes:
        made = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
        assert isinstance(made, bytes)
        return made

    fonts()
    holders: dict[str, int] = {}
    read = pikepdf.open(io.BytesIO(make()))
    for item in read.objects:
        if isinstance(item, pikepdf.Dictionary) and str(item.get("/Type")) == "/StructElem":
            holders[str(item.S)] = holders.get(str(item.S), 0) + sum(isinstance(kid, int) for kid in item.K)
    assert {kind for kind, count in holders.items() if count} == {"/P", "/TH", "/TD", "/Span", "/Lbl"}
    assert {"/Div", "/Sect", "/BlockQuote", "/Part", "/Caption", "/NonStruct"} <= holders.keys()
    with percepatan.tanpa():
        before = elemen(make())[0]
    assert elemen(make())[0] == before
