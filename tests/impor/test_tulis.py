"""What import writes reads back as it was: found by the campaign of hostile inputs."""

from pipeline.impor.baca import dari_bita
from pipeline.impor.susun import susun
from pipeline.impor.tulis import teks_rekaman
from pipeline.read import parse
from pipeline.record.rapat import Rapat


def test_a_comma_in_a_cell_makes_no_second_cell() -> None:
    source = (
        "# Notula Rapat Contoh\n\n## Pembahasan\n\n| Uraian | Tempat |\n|---|---|\n"
        "| Data terpilah | Kepala Bidang, Bappeda |\n| Isi [satu], dua | {a: b} |\n"
    )
    draft = susun(dari_bita(source.encode(), "x.md", ".md"))
    text = teks_rekaman(draft, "x.md", "", "skema", lambda _: [])
    reading = parse(text.encode(), Rapat, "x.yaml")
    assert [f.code for f in reading.findings] == []
    (table,) = [i.tabel for p in reading.value.pembahasan for i in p.isi if getattr(i, "tabel", None)]
    rows = (table.kolom, *table.baris)
    assert rows[-2:] == (("Data terpilah", "Kepala Bidang, Bappeda"), ("Isi [satu], dua", "{a: b}"))
