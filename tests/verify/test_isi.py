import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.baca_pdf import Pembaca
from pipeline.findings import Place
from pipeline.verify.isi import MAKS_BERKAS, Ditolak, _jalur, baca_isi, baca_klaim, buka_sumber


def paket(files: dict[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as z:
        for name, data in files.items():
            z.writestr(name, data)
    return out.getvalue()


def test_the_attachments_and_claims_of_the_minutes_are_read(berkas: dict[str, bytes]) -> None:
    isi, found = baca_isi(Pembaca(berkas["dua B-LTA"]), Place("x"))
    assert (set(isi.sertaan), found) == ({"rekaman.yaml", "naskah.json", "templat.json", "sumber.zip"}, [])
    assert (isi.arsip.pdfa, isi.arsip.pdfua, isi.arsip.sifat["jenis"]) == ("3a", "1", "notula")
    assert isi.sertaan["rekaman.yaml"] in buka_sumber(isi.sertaan["sumber.zip"]).values()


@pytest.mark.parametrize(
    "name",
    [
        "../inputs/x", "/inputs/x", "inputs/../../x", "inputs\\x", "C:/inputs/x", "x.yaml", "inputs//x",
        "inputs/./x", "templates/docx/x", "inputs/rapat/", "templates/html/../../../x",
    ],
)  # fmt: skip
def test_a_package_stays_in_its_folder(name: str) -> None:
    with pytest.raises(Ditolak):
        buka_sumber(paket({name: b"x"}))


def test_a_file_without_a_name_is_refused() -> None:
    with pytest.raises(Ditolak):
        _jalur(zipfile.ZipInfo(""))  # which zipfile reads and does not write


def test_a_package_is_bounded() -> None:
    with pytest.raises(Ditolak):
        buka_sumber(paket({f"inputs/{n}": b"" for n in range(MAKS_BERKAS + 1)}))
    with pytest.raises(Ditolak):
        buka_sumber(paket({"inputs/besar": bytes(70_000_000)}, zipfile.ZIP_DEFLATED))


def test_a_package_that_lies_about_a_size_is_refused() -> None:
    data = bytearray(paket({"inputs/x": bytes(1000)}, zipfile.ZIP_DEFLATED))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    with pytest.raises(Ditolak):
        buka_sumber(bytes(data))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_package_or_refused(data: bytes) -> None:
    for made in (data, paket({"inputs/x": b"abc"})[: len(data)], b"PK\x05\x06" + data):
        with contextlib.suppress(Ditolak):
            assert isinstance(buka_sumber(made), dict)


@given(st.binary(max_size=300))
def test_any_bytes_claim_something_or_nothing(data: bytes) -> None:
    baca_klaim(data)
    baca_klaim(b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>" + data)


def test_metadata_opens_no_files() -> None:
    bomb = b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:n='urn:notula:naskah:1/'><n:jenis>&a;</n:jenis></rdf:Description></rdf:RDF>"
    assert "root" not in str(baca_klaim(bomb).sifat)
