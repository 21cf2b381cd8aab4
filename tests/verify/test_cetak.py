import io
import json
from dataclasses import replace

import pytest
from pki import Pki
from rich.console import Console

from pipeline.findings import Lang
from pipeline.verify.cetak import cetak, sebagai_json
from pipeline.verify.laporan import Laporan
from pipeline.verify.periksa import periksa


def teks(report: Laporan, lang: Lang = "id") -> str:
    out = io.StringIO()
    cetak(report, Console(file=out, width=300, color_system=None), lang)
    return out.getvalue()


@pytest.fixture
def laporan(berkas: dict[str, bytes], pki: Pki) -> Laporan:
    return periksa(berkas["dua B-LTA"], "notula.pdf", [pki.sertifikat("akar")])


def test_the_verdict_comes_first_and_details_follow(laporan: Laporan) -> None:
    lines = teks(laporan).splitlines()
    assert lines[0] == "✓ ASLI dan UTUH  notula.pdf"
    text = "\n".join(lines)
    for said in (
        "Contoh Pencatatan, Otoritas Sertifikat Contoh",
        "Kepala Dinas Contoh · Mengesahkan notula · Serang",
        "menurut Stempel Waktu Contoh",
        "Contoh Pemimpin ← Sertifikat Elektronik Contoh ← Akar Contoh (dipercaya)",
        "PAdES B-LTA; tidak dicabut; mengesahkan naskah",
        "mencakup seluruh berkas",
        "dibuat ulang dari rekaman di dalamnya: sama",
        "PDF/A-3a · PDF/UA-1",
        laporan.sha256,
    ):
        assert said in text


def test_english_holds_no_indonesian(laporan: Laporan) -> None:
    text = teks(laporan, "en")
    assert text.startswith("✓ GENUINE and INTACT")
    assert not {"tanda", "tangan", "dipercaya", "sama", "menurut", "bukti", "rekaman"} & set(
        text.lower().split()
    )


def test_no_nip_is_printed(laporan: Laporan) -> None:
    for text in (teks(laporan), json.dumps(sebagai_json(laporan, "id"))):
        assert "197509122001121901" not in text
        assert "19750912 200112 1 901" not in text


def test_names_cannot_steer_a_terminal(laporan: Laporan) -> None:
    odd = replace(laporan.tanda_tangan[0], nama="A\x1b[2J\u202eB", alasan="x\ny")
    text = teks(replace(laporan, tanda_tangan=(odd,), berkas="\x07.pdf"))
    assert not {"\x1b", "\u202e", "\x07"} & set(text)


def test_json_is_plain_and_complete(laporan: Laporan) -> None:
    data = json.loads(json.dumps(sebagai_json(laporan, "id")))
    assert (data["putusan"], data["baik"], data["ulang"]["sama"]) == ("asli", True, True)
    assert [t["tingkat"] for t in data["tanda_tangan"]] == ["B-LTA", "", "B-LTA", ""]
    assert data["tanda_tangan"][0]["stempel"]["otoritas"] == "Stempel Waktu Contoh"
    assert data["arsip"]["sifat"]["jenis"] == "notula"


def test_what_is_wrong_is_said_with_what_to_do(berkas: dict[str, bytes]) -> None:
    text = teks(periksa(berkas["B-B"], "notula.pdf"))
    assert text.startswith("✗ UTUH, tetapi penerbit sertifikatnya tidak dikenal")
    assert "--akar BERKAS.pem" in text
    assert "(tidak dipercaya)" in text
