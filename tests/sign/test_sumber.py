"""Keys on tokens (SoftHSM2) and behind services (real HTTP)."""

from __future__ import annotations

import base64
import socket
from typing import Any

import pytest
from asn1crypto import cms
from pkcs11 import exceptions as p11
from pki.jauh import layanan_hidup, tanpa_atribut
from sign_bantu import PIN, sah_semua

from pipeline.sign.pkcs11 import _refused


def kunci_token(module: str, **lain: str) -> str:
    values = {"modul": module, "token": "uji", "label": "notulis", "sandi_dari": "env:PIN_UJI"} | lain
    return "sumber: pkcs11, " + ", ".join(f"{k}: '{v}'" for k, v in values.items())


@pytest.mark.parametrize("tingkat", ["B-B", "B-LTA"])
def test_a_key_on_a_token_signs(ruang: Any, token: str, tingkat: str, monkeypatch: Any) -> None:
    monkeypatch.setenv("PIN_UJI", PIN)
    ruang.atur(notulis=kunci_token(token))
    code, said = ruang.sign("--tingkat", tingkat)
    assert code == 0, said
    assert sah_semua(ruang.resmi.read_bytes(), ruang.pki) == ["ttd-1"]


def test_a_wrong_pin_token_label_or_library_is_named(ruang: Any, token: str, monkeypatch: Any) -> None:
    monkeypatch.setenv("PIN_UJI", "000000")
    ruang.atur(notulis=kunci_token(token))
    assert ruang.ditolak() == "Token “uji”: PIN salah."
    monkeypatch.setenv("PIN_UJI", PIN)
    ruang.atur(notulis=kunci_token(token, token="lain"))
    assert ruang.ditolak() == "Token “lain” tidak ditemukan."
    ruang.atur(notulis=kunci_token(token, label="ketua"))
    assert "tidak memuat tepat satu kunci dan sertifikat berlabel “ketua”" in ruang.ditolak()
    ruang.atur(notulis=kunci_token("/tidak/ada.so"))
    assert "Pustaka token “/tidak/ada.so” tidak dapat dimuat" in ruang.ditolak()


def test_a_locked_token_says_who_unlocks_it() -> None:
    assert "terkunci" in str(_refused(p11.PinLocked(), "uji"))


def test_a_remote_signer_signs_at_every_level_with_the_timestamp_of_this_side(
    ruang: Any, monkeypatch: Any
) -> None:
    with layanan_hidup(ruang.pki, "notulis") as one, layanan_hidup(ruang.pki, "ketua") as two:
        ruang.atur(notulis=jauh(one, "notulis"), ketua=jauh(two, "ketua"))
        assert ruang.sign("--tingkat", "B-T")[0] == 0
        code, said = ruang.sign("--tingkat", "B-LTA")
        assert code == 0, said
    assert sah_semua(ruang.resmi.read_bytes(), ruang.pki) == ["ttd-1", "ttd-2"]


def jauh(address: str, label: str) -> str:
    return f"sumber: jauh, alamat: '{address}', label: {label}, sandi_dari: 'env:SANDI_UJI'"


def test_a_service_that_refuses_the_password_or_is_away_is_named(ruang: Any, monkeypatch: Any) -> None:
    with layanan_hidup(ruang.pki, "notulis") as address:
        ruang.atur(notulis=jauh(address, "ketua"))
        assert "menolak permintaan (HTTP 404)" in ruang.ditolak()
        monkeypatch.setenv("SANDI_UJI", "salah")
        ruang.atur(notulis=jauh(address, "notulis"))
        assert "menolak sandi untuk kunci “notulis”" in ruang.ditolak()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ruang.atur(notulis=jauh(f"http://127.0.0.1:{port}", "notulis"))
    assert "tidak dapat dihubungi" in ruang.ditolak()


def test_a_password_goes_only_where_nobody_reads_it(ruang: Any) -> None:
    ruang.atur(notulis=jauh("http://ttd.contoh.go.id/v1", "notulis"))
    assert "harus https" in ruang.ditolak()


def test_a_service_that_signs_something_else_is_not_believed(ruang: Any) -> None:
    seen: list[str] = []

    def replay(answer: dict[str, Any]) -> Any:
        if "cms" in answer:
            seen.append(answer["cms"])
            return {"cms": seen[0]}
        return answer

    with layanan_hidup(ruang.pki, "notulis", replay) as address:
        ruang.atur(notulis=jauh(address, "notulis"))
        assert ruang.sign()[0] == 0
        ruang.resmi.unlink()
        ruang.resmi.parent.rmdir()
        ruang.space.resmi.rmdir()
        assert "tidak cocok dengan naskah atau sertifikatnya" in ruang.ditolak()


def test_a_service_with_the_key_of_another_certificate_is_not_believed(ruang: Any) -> None:
    other = [base64.b64encode(ruang.pki.sertifikat(c).dump()).decode() for c in ("notulis", "antara")]

    def pretend(answer: dict[str, Any]) -> Any:
        return {"sertifikat": other} if "sertifikat" in answer else answer

    with layanan_hidup(ruang.pki, "ketua", pretend) as address:
        ruang.atur(notulis=jauh(address, "ketua"))
        assert "tidak dapat dipakai" in ruang.ditolak()


@pytest.mark.parametrize(
    "jawaban", [{}, [], {"sertifikat": []}, {"sertifikat": ["bukan base64!"]}, {"cms": "AAAA"}]
)
def test_an_answer_that_makes_no_sense_is_refused(ruang: Any, jawaban: Any) -> None:
    def nonsense(answer: dict[str, Any]) -> Any:
        return answer if jawaban == {"cms": "AAAA"} and "sertifikat" in answer else jawaban

    with layanan_hidup(ruang.pki, "notulis", nonsense) as address:
        ruang.atur(notulis=jauh(address, "notulis"))
        assert "tidak dapat dipakai" in ruang.ditolak()


def test_a_sound_signature_without_the_certificate_attribute_is_refused(ruang: Any) -> None:
    def strip(answer: dict[str, Any]) -> Any:
        return tanpa_atribut(ruang.pki, "notulis", "signing_certificate_v2", answer)

    with layanan_hidup(ruang.pki, "notulis", strip) as address:
        ruang.atur(notulis=jauh(address, "notulis"))
        assert ruang.ditolak() == f"Jawaban layanan tanda tangan {address} tidak dapat dipakai."


def test_a_sound_signature_that_names_no_role_is_refused(ruang: Any) -> None:
    def strip(answer: dict[str, Any]) -> Any:
        return tanpa_atribut(ruang.pki, "notulis", "signer_attributes_v2", answer)

    with layanan_hidup(ruang.pki, "notulis", strip) as address:
        ruang.atur(notulis=jauh(address, "notulis"))
        assert ruang.ditolak() == f"Tanda tangan dari {address} tidak menyebut peran “Notulis”."


def tanpa_sertifikat(signed: cms.SignedData) -> None:
    signed["certificates"] = cms.CertificateSet([])


def sertifikat_penerbit_saja(signed: cms.SignedData) -> None:
    leaf = signed["signer_infos"][0]["sid"].chosen["serial_number"].native
    signed["certificates"] = [c for c in signed["certificates"] if c.chosen.serial_number != leaf]


def dua_penanda(signed: cms.SignedData) -> None:
    signed["signer_infos"] = [signed["signer_infos"][0], signed["signer_infos"][0]]


def atribut_tak_ditandatangani(signed: cms.SignedData) -> None:
    added = cms.CMSAttribute({"type": "content_type", "values": ["data"]})
    signed["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([added])


def berisi(signed: cms.SignedData) -> None:
    signed["encap_content_info"] = {"content_type": "data", "content": b"isi lain"}


@pytest.mark.parametrize(
    "ubah", [tanpa_sertifikat, sertifikat_penerbit_saja, dua_penanda, atribut_tak_ditandatangani, berisi]
)
def test_a_container_that_holds_less_or_more_than_asked_is_refused(ruang: Any, ubah: Any) -> None:
    def change(answer: dict[str, Any]) -> Any:
        if "cms" not in answer:
            return answer
        made = cms.ContentInfo.load(base64.b64decode(answer["cms"]))
        ubah(made["content"])
        return {"cms": base64.b64encode(made.dump(force=True)).decode()}

    with layanan_hidup(ruang.pki, "notulis", change) as address:
        ruang.atur(notulis=jauh(address, "notulis"))
        assert ruang.ditolak() == f"Jawaban layanan tanda tangan {address} tidak dapat dipakai."


def test_an_answer_that_comes_in_parts_is_read_to_its_end(ruang: Any) -> None:
    with layanan_hidup(ruang.pki, "notulis", potong=700) as address:
        ruang.atur(notulis=jauh(address, "notulis"))
        code, said = ruang.sign()
    assert code == 0, said
    assert sah_semua(ruang.resmi.read_bytes(), ruang.pki) == ["ttd-1"]


def test_an_answer_without_end_is_refused(ruang: Any) -> None:
    def blow(answer: dict[str, Any]) -> Any:
        return {**answer, "lain": "A" * 1_000_000}

    with layanan_hidup(ruang.pki, "notulis", blow) as address:
        ruang.atur(notulis=jauh(address, "notulis"))
        assert ruang.ditolak() == f"Jawaban layanan tanda tangan {address} tidak dapat dipakai."


def test_a_key_on_a_token_that_is_not_that_of_its_certificate_leaves_no_signature(
    ruang: Any, token: str, monkeypatch: Any
) -> None:
    monkeypatch.setenv("PIN_UJI", PIN)
    ruang.atur(notulis=kunci_token(token, label="campur"))
    assert ruang.ditolak().startswith("Tanda tangan yang baru dibuat tidak sah, jadi tidak disimpan")
    ruang.atur(notulis=kunci_token(token, label="campur"), akar="[]", tsa="")
    assert ruang.ditolak().startswith("Tanda tangan yang baru dibuat tidak sah, jadi tidak disimpan")
