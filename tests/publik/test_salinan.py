"""A public copy is masked everywhere, marked, and proven by opening it again."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
from contoh import ROOT, TEMPLATES, acuan, rekaman, teks_rekaman, templat_rusak
from PIL import Image

from pipeline.load import load_reference
from pipeline.publik.buat import TANDA, Salinan, salinan_publik, tulis
from pipeline.publik.bukti import periksa
from pipeline.publik.samar import samarkan
from pipeline.reference.lipat import Nilai
from pipeline.workspace import Workspace

RAHASIA = ("0812-3456-7890", "+6281234567890", "siti@contoh.go.id", "19860926 201505 1 001", "12 September 1975",
           "Mawar Melati", "Nusantara Indah", "3604012609860001", "2001-02-03", "7 Juli 1988", "201234", "08 08 1998", "0813-1111-2222",
           "0857-1234-5678", "360401 120385 0001")  # fmt: skip
ISI = """\
pembuka:
  oleh: {nama: 'Dr. Contoh Ketua, M.Si.', nip: '19750912 200112 2 901', jabatan: Kepala Dinas Contoh}
  isi: 'Ketua, lahir 12-09-1975, dapat dihubungi di 0812-3456-7890 atau siti@contoh.go.id. Ibu **Mawar** Melati hadir.'
keputusan: ['Narahubung 081234567890 (+6281234567890), MAWAR MELATI.', 'Alamat di Perumahan Nusantara Indah.']
kutipan:
  - {kata: 'NIP saya 19860926 201505 1 001, NIK 3604012609860001.', oleh: {nama: Contohwati, jabatan: Guru}}
rekomendasi: ['Hubungi 0813 5555 6666/0813 1111 2222. Ia lahir tgl. 7 Juli 1988, NIK 360401 120385 0001.', "Hubungi 0857\\n1234 5678 segera."]
lampiran:
  - {judul: Kolom, isi: "| Nama | Tgl. lahir | Telepon | KTP terbit |\\n|---|---|---|---|\\n| Mawar Melati | 08-08-1998 | 201234 | 1.234.567 |"}
  - {judul: Foto, gambar: foto.jpg, alt: 'Mawar Melati, lahir 2001-02-03', keterangan: 'Mawar Melati'}
  - {judul: Peta, gambar: peta.jpg, alt: Peta, publik: ya}
  - {judul: Daftar, isi: "| Nama | Telepon |\\n|---|---|\\n| Mawar Melati | 0812 3456 7890 |"}
samarkan:
  - {teks: Mawar Melati, alasan: korban}
  - Perumahan Nusantara Indah
abaikan: [{kode: E005, alasan: 'NIP 19860926 201505 1 001 benar'}]
"""


def ruang(tmp: Path, ubah: str, templates: Path | None = None) -> tuple[Workspace, Path]:
    space = Workspace(tmp)
    for name in ("instansi", "profil"):
        shutil.copytree(ROOT / "inputs" / name, space.inputs / name)
    file = space.inputs / "rapat" / "contoh.yaml"
    file.parent.mkdir()
    file.write_text(teks_rekaman("dokumen: [notula]\n" + ubah), encoding="utf-8")
    for name in ("foto.jpg", "peta.jpg"):
        exif = Image.Exif()
        exif[0x010E] = "NIP 198609262015051001"
        Image.new("RGB", (60, 40), "navy").save(file.parent / name, exif=exif)
    return space, file


def salin(tmp: Path, ubah: str) -> Salinan:
    space, file = ruang(tmp, ubah)
    return salinan_publik(space, file, load_reference(space.inputs, space.shown)[0])


@pytest.fixture(scope="module")
def salinan(tmp_path_factory: pytest.TempPathFactory) -> Salinan:
    made = salin(tmp_path_factory.mktemp("publik"), ISI)
    assert made.berkas, [f.message() for f in made.findings]
    return made


def semua_teks(made: Salinan) -> str:
    """Everything in both files, by other means than the prover's."""
    pdf, docx = made.berkas["notula-publik.pdf"], made.berkas["notula-publik.docx"]
    out = [pdf.decode("latin-1")]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for item in opened.objects:
            out.append(repr(item))
            if isinstance(item, pikepdf.Stream) and "/Filter" in item and item.Filter == "/FlateDecode":
                out.append(item.read_bytes().decode("latin-1"))
                out.append(item.read_bytes().decode("utf-8", "ignore"))
    text = subprocess.run(
        [sys.executable, "-c", "import sys,pypdfium2 as p;d=p.PdfDocument(sys.stdin.buffer.read());"
         "print('\\n'.join(x.get_textpage().get_text_range() for x in d))"],
        input=pdf, capture_output=True, check=True,
    ).stdout.decode()  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = [package.read(n).decode("utf-8", "ignore") for n in package.namelist()]
    return "\n".join([*out, text, *parts, *("".join(p.split("<")) for p in parts)])


def test_nothing_masked_is_in_either_file_in_any_spelling(salinan: Salinan) -> None:
    everything = semua_teks(salinan)
    bare = "".join(c for c in everything.casefold() if c.isalnum())
    for words in RAHASIA:
        assert words.casefold() not in everything.casefold(), words
        folded = "".join(c for c in words.casefold() if c.isalnum())
        assert len(folded) < 9 or folded not in bare, words


def test_the_copy_says_on_each_page_what_it_is_and_has_no_place_for_a_signature(salinan: Salinan) -> None:
    with pikepdf.open(io.BytesIO(salinan.berkas["notula-publik.pdf"])) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert set(pdf.attachments) == {"rekaman-publik.yaml", "naskah-publik.json", "templat.json"}
        assert "Salinan Publik" in str(pdf.docinfo["/Title"])
    import pypdfium2

    pages = [
        p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(salinan.berkas["notula-publik.pdf"])
    ]
    assert pages
    assert all(TANDA in p for p in pages)
    assert "SALINAN PUBLIK dari Notula" in pages[0]
    with zipfile.ZipFile(io.BytesIO(salinan.berkas["notula-publik.docx"])) as package:
        marked = [n for n in package.namelist() if TANDA in package.read(n).decode("utf-8", "ignore")]
    assert len(marked) == 2  # the footers of the first page and of the others


def test_the_rest_is_still_there(salinan: Salinan) -> None:
    everything = semua_teks(salinan)
    assert "Dr. Contoh Ketua, M.Si." in everything
    assert "(disamarkan)" in everything
    assert salinan.banyak["permintaan rekaman"] == 2
    assert salinan.gambar == 1
    assert "1.234.567" in everything
    assert "D013" in [f.code for f in salinan.findings]


def test_the_head_of_a_column_says_what_its_cells_are() -> None:
    record, _ = rekaman(
        "pembahasan:\n  - judul: Data\n    isi:\n"
        "      - tabel: {judul: Warga, kolom: [Nama, Tanggal Lahir, HP, KTP terbit], baris: [[Ani, 7 Mei 1990, 201234, 1.234.567]]}\n"
    )
    masked = samarkan(record, acuan())
    (row,) = masked.record.rapat.pembahasan[0].isi[0].tabel.baris  # type: ignore[union-attr]
    assert row == ("Ani", "(disamarkan)", "(disamarkan)", "1.234.567")


@pytest.mark.parametrize(("ubah", "kode"), [("status: draf\n", "D011"), ("keamanan: terbatas\n", "D010"),
                                            ("keamanan: rahasia\n", "D010"), ("samarkan: [Tak Tertulis]\n", "D014")])  # fmt: skip
def test_no_copy_of_a_draft_or_of_what_is_classified(ubah: str, kode: str, tmp_path: Path) -> None:
    made = salin(tmp_path, ubah)
    assert kode in [f.code for f in made.findings]
    assert made.berkas == {}


def test_a_record_named_by_a_number_has_no_copy(tmp_path: Path) -> None:
    space, file = ruang(tmp_path, "")
    named = file.rename(file.with_name("rapat-198609262015051001.yaml"))
    made = salinan_publik(space, named, load_reference(space.inputs, space.shown)[0])
    assert made.berkas == {}
    assert "masih ada di nama rekaman" in " ".join(f.message() for f in made.findings)


def test_personal_data_typed_into_a_template_stops_the_copy(tmp_path: Path) -> None:
    space, file = ruang(tmp_path, "")
    made = templat_rusak(
        tmp_path, "html", "_kop.html", "{{ kop.pemerintah }}", "{{ kop.pemerintah }} 0812-9999-0000"
    )
    shutil.copytree(TEMPLATES / "fonts", made / "fonts")
    out = salinan_publik(space, file, load_reference(space.inputs, space.shown)[0])
    assert out.berkas == {}
    assert {"D012", "B005"} & {f.code for f in out.findings}


def test_a_copy_that_may_not_be_any_more_is_removed(tmp_path: Path) -> None:
    space, file = ruang(tmp_path, "")
    reference = load_reference(space.inputs, space.shown)[0]
    paths = tulis(space, salinan_publik(space, file, reference))
    assert [p.exists() for p in paths] == [True, True]
    file.write_text(teks_rekaman("dokumen: [notula]\nkeamanan: rahasia\n"), encoding="utf-8")
    assert tulis(space, salinan_publik(space, file, reference)) == []
    assert [p.exists() for p in paths] == [False, False]


KOP = samarkan(rekaman()[0], acuan()).boleh
SIDIK = Nilai("198609262015051001", "angka")


def _pdf(salinan: Salinan, change: str) -> bytes:
    with pikepdf.open(io.BytesIO(salinan.berkas["notula-publik.pdf"])) as pdf:
        if change == "info":
            pdf.docinfo["/Subject"] = "NIP 19860926 201505 1 001"
        elif change == "sertaan":
            pdf.attachments["x.txt"] = "NIP 19860926 201505 1 001".encode("utf-16")
        elif change == "untai":
            pdf.pages[0]["/Nota"] = pikepdf.String("１９８６0926 201505 1 001")
        elif change == "aliran":
            pdf.Root["/Nota"] = pdf.make_stream(b"x 19860926-201505-1-001 y")
        out = io.BytesIO()
        pdf.save(out, compress_streams=True)
        if change == "ekor":
            out.write(b"\n%19860926 201505 1 001")
        return out.getvalue()


@pytest.mark.parametrize("change", ["info", "sertaan", "untai", "aliran", "ekor"])
def test_the_prover_finds_a_number_planted_anywhere_in_a_pdf(change: str, salinan: Salinan) -> None:
    docx = salinan.berkas["notula-publik.docx"]
    assert periksa(_pdf(salinan, ""), docx, [SIDIK], KOP) == []
    assert periksa(_pdf(salinan, change), docx, [SIDIK], KOP)


@pytest.mark.parametrize("change", ["runs", "inti", "atribut", "komentar", "bagian"])
def test_the_prover_finds_a_number_planted_anywhere_in_a_word_file(change: str, salinan: Salinan) -> None:
    with zipfile.ZipFile(io.BytesIO(salinan.berkas["notula-publik.docx"])) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    body = parts["word/document.xml"]
    end = body.rindex(b"<w:sectPr")
    if change == "runs":
        runs = "".join(f"<w:r><w:t>{d}</w:t></w:r>" for d in SIDIK.teks)
        parts["word/document.xml"] = body[:end] + f"<w:p>{runs}</w:p>".encode() + body[end:]
    elif change == "atribut":
        parts["word/document.xml"] = body.replace(b"<w:body>", b'<w:body w:rsid="19860926 201505 1 001">')
    elif change == "komentar":
        parts["word/document.xml"] = body + b"<!-- 19860926 201505 1 001 -->"
    elif change == "inti":
        core = parts["docProps/core.xml"]
        parts["docProps/core.xml"] = core.replace(
            b"</cp:coreProperties>", b"<cp:category>198609262015051001</cp:category></cp:coreProperties>"
        )
    else:
        parts["word/sisa.bin"] = b"\x00" + "198609262015051001".encode("utf-16-le")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name, data)
    assert periksa(salinan.berkas["notula-publik.pdf"], out.getvalue(), [SIDIK], KOP)
