import hashlib
import http.server
import re
import threading
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from contoh import ROOT, TEMPLATES, naskah, templat_rusak

from pipeline.compose.teks import polos
from pipeline.naskah import Span, Teks
from pipeline.proof import prove
from pipeline.proof.extract import pages_of_pdf, squeeze
from pipeline.render import RenderFault
from pipeline.render.docx import render_docx
from pipeline.render.pdf import render_pdf, wrap

HTML = "notula.permendagri-1-2023.html"


def raw_pages(data: bytes) -> list[str]:
    return [p.get_textpage().get_text_bounded().replace("\r", "") for p in pdfium.PdfDocument(data)]


def fonts(data: bytes) -> set[str]:
    return {m.decode() for m in re.findall(rb"/FontName /[A-Z]{6}\+([\w-]+)", uncompressed(data))}


def uncompressed(data: bytes) -> bytes:
    import io
    import zlib

    out = [data]
    for m in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.S):
        try:
            out.append(zlib.decompress(io.BytesIO(m[1]).read()))
        except zlib.error:
            continue
    return b"\n".join(out)


def test_equal_input_gives_equal_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    doc = naskah()[1]
    first = hashlib.sha256(render_pdf(doc, TEMPLATES)).hexdigest()
    monkeypatch.setenv("TZ", "Asia/Jayapura")
    monkeypatch.chdir(tmp_path)
    assert hashlib.sha256(render_pdf(doc, TEMPLATES)).hexdigest() == first


def test_only_shipped_fonts_are_embedded() -> None:
    data = render_pdf(naskah("tempat: Aula السلام ꦱꦸꦒꦼꦁ 😀\n")[1], TEMPLATES)
    assert fonts(data) == {
        "Liberation-Sans", "Liberation-Sans-Bold", "Liberation-Sans-Italic",
        "Noto-Naskh-Arabic", "Noto-Sans-Javanese", "Noto-Emoji",
    }  # fmt: skip


def test_arabic_javanese_and_emoji_come_out_as_letters() -> None:
    words = "السلام عليكم dan ꦱꦸꦒꦼꦁ serta 😀"
    text = squeeze("".join(pages_of_pdf(render_pdf(naskah(f"tempat: {words}\n")[1], TEMPLATES))))
    assert squeeze(words) in text


def test_pages_are_numbered_from_the_second() -> None:
    made = raw_pages(render_pdf(naskah()[1], TEMPLATES))
    assert "- 1 -" not in made[0]
    assert all(f"- {n} -" in text for n, text in enumerate(made[1:], 2))
    assert len(made) > 1


def test_a_draft_is_marked_on_every_page() -> None:
    made = raw_pages(render_pdf(naskah("status: draf\n")[1], TEMPLATES))
    for n, text in enumerate(made, 1):
        assert f"DRAF – belum sah – halaman {n} dari {len(made)}" in text
        assert re.search(r"^DRAF$", text, re.M)
    assert "DRAF" not in "".join(raw_pages(render_pdf(naskah()[1], TEMPLATES)))


def test_the_signature_block_stays_whole_and_is_never_alone() -> None:
    for filler in range(0, 24, 3):
        closing = "\\n\\n".join(f"Baris penutup {n}." for n in range(filler + 1))
        doc = naskah(f'penutup: {{oleh: {{nama: Contoh, jabatan: Ketua}}, isi: "{closing}"}}\n')[1]
        made = raw_pages(render_pdf(doc, TEMPLATES))
        with_role = [n for n, p in enumerate(made) if "Pimpinan Sidang/Rapat\nKepala" in p]
        with_nip = [n for n, p in enumerate(made) if "NIP 19750912 200112 2 901" in p and n > 0]
        assert with_role == with_nip
        assert "Baris penutup" in made[with_role[0]], filler


def test_a_long_meeting_with_a_thousand_attendees_is_printed_and_proven() -> None:
    people = "".join(
        f"  - {{nama: 'Contoh Peserta {n}, S.E.', nip: '19800101200501{n % 2 + 1}{n % 999 + 1:03d}', "
        f"jabatan: Analis Contoh Ahli Muda, instansi: Dinas Contoh {n % 40}, wilayah: Kota Serang, jk: {'LP'[n % 2]}}}\n"
        for n in range(1000)
    )
    talk = "".join(
        f"  - judul: Acara ke-{n}\n    isi:\n      - {'Uraian panjang tentang perencanaan daerah. ' * 40}\n"
        for n in range(60)
    )
    record, doc = naskah(f"rekap:\npeserta:\n{people}pembahasan:\n{talk}")
    pdf = render_pdf(doc, TEMPLATES)
    assert prove(record, doc, render_docx(doc, TEMPLATES), pdf, "uji") == []
    made = raw_pages(pdf)
    assert len(made) > 60
    listed = [p for p in made if re.search(r"Contoh Peserta \d", p)]
    assert len(listed) > 30
    assert all("Jabatan/Instansi" in p for p in listed)


def test_a_four_line_agency_and_very_long_names_fit() -> None:
    name = "Contoh " + "Sangatpanjangsekali" * 9
    record, doc = naskah(f"peserta:\n  - {{nama: {name}, jk: P}}\nrekap:\n")
    lines = tuple(polos(f"DINAS CONTOH URUSAN KE-{n} YANG PANJANG NAMANYA") for n in range(1, 5))
    doc = replace(doc, kop=replace(doc.kop, nama=lines))
    pdf = render_pdf(doc, TEMPLATES)
    assert prove(record, doc, render_docx(doc, TEMPLATES), pdf, "uji") == []
    assert all(squeeze(line.polos) in squeeze(raw_pages(pdf)[0]) for line in lines)


class _Spy(http.server.BaseHTTPRequestHandler):
    hits = 0

    def do_GET(self) -> None:
        type(self).hits += 1
        self.send_response(404)
        self.end_headers()


@pytest.mark.parametrize(
    "tag", ['<img src="{u}">', '<link rel="stylesheet" href="{u}">', '<p style="background: url({u})">x</p>']
)
def test_a_template_cannot_reach_the_network(tmp_path: Path, tag: str) -> None:
    server = http.server.HTTPServer(("127.0.0.1", 0), _Spy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/x.png"
    bad = templat_rusak(tmp_path, "html", HTML, '<div class="sela"></div>', tag.replace("{u}", url))
    with pytest.raises(RenderFault) as e:
        render_pdf(naskah()[1], bad)
    server.shutdown()
    assert [f.code for f in e.value.findings] == ["C005"]
    assert _Spy.hits == 0


@pytest.mark.parametrize("target", ["file:///etc/passwd", "../../../../etc/passwd"])
def test_a_template_cannot_read_other_files(tmp_path: Path, target: str) -> None:
    bad = templat_rusak(tmp_path, "html", HTML, '<div class="sela"></div>', f'<img src="{target}" alt="x">')
    with pytest.raises(RenderFault) as e:
        render_pdf(naskah()[1], bad)
    assert [f.code for f in e.value.findings] == ["C005"]


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ profil.__init__.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{% include '../../pyproject.toml' %}",
    ],
)
def test_a_template_cannot_leave_the_sandbox(tmp_path: Path, attack: str) -> None:
    bad = templat_rusak(tmp_path, "html", HTML, '<div class="sela"></div>', attack)
    with pytest.raises(RenderFault):
        render_pdf(naskah()[1], bad)


@pytest.mark.parametrize(("new", "code"), [("{{ ketuaa }}", "C001"), ("{% if %}", "C003")])
def test_a_broken_template_is_a_finding(tmp_path: Path, new: str, code: str) -> None:
    bad = templat_rusak(tmp_path, "html", HTML, "{{ ketua }}", new)
    with pytest.raises(RenderFault) as e:
        render_pdf(naskah()[1], bad)
    assert [f.code for f in e.value.findings] == [code]


def test_no_path_of_the_machine_is_in_the_file() -> None:
    ubah = "lampiran:\n  - {judul: Foto, gambar: gambar/paparan.png, alt: Grafik}\n"
    data = uncompressed(render_pdf(naskah(ubah)[1], TEMPLATES))
    assert str(ROOT).encode() not in data


def test_a_line_before_italic_words_is_filled_before_it_breaks() -> None:
    words = "Menyepakati rencana tindak lanjut melalui Kelompok Kerja (Pokja) PUG dan *focal point* gender."
    text = "\n".join(raw_pages(render_pdf(naskah(f"tujuan: ['{words}']\n", "laporan")[1], TEMPLATES)))
    assert "Menyepakati rencana tindak lanjut melalui" in text


def test_the_blank_before_a_gap_is_not_highlighted() -> None:
    html = str(
        wrap(Teks((Span("oleh "), Span("nama", kosong=True), Span(" "), Span("jabatan", kosong=True))), {})
    )
    assert html == "oleh<span> </span><mark>nama</mark><span> </span><mark>jabatan</mark>"


@pytest.mark.parametrize(
    "attack", ["{{ 1/0 }}", "{{ 'a' * 10**10 }}", "{% include '/etc/passwd' %}", "{{ ketua() }}"]
)
def test_a_template_that_fails_while_running_is_a_finding(tmp_path: Path, attack: str) -> None:
    bad = templat_rusak(tmp_path, "html", HTML, "{{ ketua }}", attack)
    with pytest.raises(RenderFault) as e:
        render_pdf(naskah()[1], bad)
    assert e.value.findings[0].code in ("C001", "C003", "C004")
