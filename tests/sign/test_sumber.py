"""Keys on tokens (SoftHSM2) and behind services (real HTTP)."""

from __future__ import annotations

import base64
import socket
from typing import Any

import pytest
from asn1crypto import cms
from pkcs11 import exceptions as p11
from pki import SANDI
from pki.jauh import layanan_hidup
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
    other = [base64.b64encode(ruang.pki.sertifikat(c).dump()).decode() for c in ("lain", "antara")]

    def pretend(answer: dict[str, Any]) -> Any:
        return {"sertifikat": other} if "sertifikat" in answer else answer

    with layanan_hidup(ruang.pki, "notulis", pretend) as address:
        ruang.atur(notulis=jauh(address, "notulis"))
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


def test_a_signature_without_the_certificate_attribute_is_refused(ruang: Any) -> None:
    def strip(answer: dict[str, Any]) -> Any:
        if "cms" not in answer:
            return answer
        made = cms.ContentInfo.load(base64.b64decode(answer["cms"]))
        info = made["content"]["signer_infos"][0]
        kept = [a for a in info["signed_attrs"] if a["type"].native != "signing_certificate_v2"]
        info["signed_attrs"] = cms.CMSAttributes(kept)
        return {"cms": base64.b64encode(made.dump(force=True)).decode()}

    with layanan_hidup(ruang.pki, "notulis", strip) as address:
        ruang.atur(notulis=jauh(address, "notulis"))
        assert "layanan tanda tangan" in ruang.ditolak().lower()
    assert SANDI not in str(ruang.space)
