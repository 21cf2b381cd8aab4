from pki import Pki

from pipeline.verify.jaringan import Jaringan
from pipeline.verify.laporan import Putusan
from pipeline.verify.periksa import periksa
from pipeline.verify.terpisah import periksa_terpisah


def test_the_report_is_that_of_the_process_itself(berkas: dict[str, bytes], pki: Pki) -> None:
    roots = [pki.sertifikat("akar")]
    assert periksa_terpisah(berkas["B-LTA"], "x.pdf", roots, Jaringan.LURING) == periksa(
        berkas["B-LTA"], "x.pdf", roots
    )


def test_a_file_that_never_ends_is_stopped(berkas: dict[str, bytes]) -> None:
    report = periksa_terpisah(berkas["polos"], "x.pdf", [], Jaringan.LURING, batas=0.05)
    assert (report.putusan, [f.code for f in report.temuan]) == (Putusan.RUSAK, ["V020"])


def test_a_template_that_never_ends_is_stopped(berkas: dict[str, bytes]) -> None:
    trap = _jebakan(berkas["polos"])
    report = periksa_terpisah(trap, "x.pdf", [], Jaringan.LURING, batas=12)
    assert [f.code for f in report.temuan] == ["V020"]


def _jebakan(data: bytes) -> bytes:
    """The minutes with a template that counts to a number nobody reaches."""
    import io
    import zipfile

    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        spec = next(f for f in pdf.Root.AF if str(f.UF) == "sumber.zip")
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(spec.EF.F.read_bytes())) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                body = old.read(name)
                if name.endswith("notula.permendagri-1-2023.html"):
                    body = (
                        b"{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
                        + body
                    )
                new.writestr(name, body)
        spec.EF.F.write(out.getvalue())
        made = io.BytesIO()
        pdf.save(made, deterministic_id=True)
        return made.getvalue()
