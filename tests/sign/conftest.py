"""A workspace with a finished document of two signers, and the commands run in it."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pkcs11
import pytest
from contoh import ROOT, teks_rekaman
from pki import SANDI, Pki
from sign_bantu import PIN

from pipeline.build import build_record
from pipeline.cli import main
from pipeline.load import load_reference
from pipeline.workspace import Workspace

PENANDA = """
penanda_tangan:
  - {peran: Notulis, nama: "Contoh Pencatatan, S.Kom.", jabatan: Analis Perencanaan, pangkat: Penata Muda Tk. I (III/b), nip: "199407082019032904"}
  - {peran: Pimpinan Sidang/Rapat, nama: "Ir. Contoh Pemimpin, M.Si.", jabatan: Kepala Dinas Contoh, delegasi: a.n., atas_nama: [Sekretaris Daerah Contoh], pangkat: Pembina Utama Muda (IV/c), nip: "196905171995031903"}
"""
MODUL = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
         "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so")  # fmt: skip


@dataclass
class Ruang:
    """A workspace and what its commands say."""

    space: Workspace
    pki: Pki
    capsys: pytest.CaptureFixture[str]

    @property
    def naskah(self) -> Path:
        """The PDF that `build` made."""
        return self.space.build / "rapat" / "notula.pdf"

    @property
    def resmi(self) -> Path:
        """The signed PDF."""
        return self.space.resmi / "rapat" / "notula.pdf"

    @property
    def rekaman(self) -> Path:
        """The record."""
        return self.space.inputs / "rapat" / "rapat.yaml"

    def atur(self, **lain: str) -> None:
        """Write the settings: keys for both signers from PKCS#12 files, unless said otherwise."""
        values = {
            "notulis": "sumber: pkcs12, berkas: rahasia/notulis.p12, sandi_dari: 'berkas:rahasia/sandi'",
            "ketua": "sumber: pkcs12, berkas: rahasia/ketua.p12, sandi_dari: 'env:SANDI_UJI'",
            "tsa": self.pki.tsa, "akar": "[rahasia/akar.pem]", "tingkat": "B-B", "tambahan": "",
        } | lain  # fmt: skip
        (self.space.inputs / "tanda-tangan.yaml").write_text(
            f"kunci:\n  - {{pejabat: 'Contoh Pencatatan', {values['notulis']}}}\n"
            f"  - {{pejabat: 'Ir. Contoh Pemimpin, M.Si.', {values['ketua']}}}\n"
            f"tingkat: {values['tingkat']}\ntsa: {values['tsa']}\nakar: {values['akar']}\n"
            f"alamat_verifikasi: https://verifikasi.contoh.go.id\n{values['tambahan']}\n",
            encoding="utf-8",
        )

    def sign(self, *arguments: str) -> tuple[int, str]:
        """The exit code and all that `notula sign` says."""
        with pytest.raises(SystemExit) as end:
            main(["-C", str(self.space.root), "sign", "inputs/rapat/rapat.yaml", *arguments])
        said = self.capsys.readouterr()
        assert SANDI not in said.out + said.err
        return int(end.value.code or 0), (said.out + said.err).strip()

    def ditolak(self, *arguments: str) -> str:
        """The one sentence of a refusal; nothing may have been written."""
        before = self.resmi.read_bytes() if self.resmi.exists() else None
        code, said = self.sign(*arguments)
        assert code == 1
        assert "\n" not in said
        assert (self.resmi.read_bytes() if self.resmi.exists() else None) == before
        if before is None:
            assert not self.space.resmi.exists()
        return said


@pytest.fixture(scope="session")
def ruang_dasar(tmp_path_factory: pytest.TempPathFactory, pki: Pki) -> Path:
    """A built workspace that tests copy."""
    root = tmp_path_factory.mktemp("ruang")
    for name in ("instansi", "profil"):
        shutil.copytree(ROOT / "inputs" / name, root / "inputs" / name)
    (root / "inputs" / "rapat").mkdir()
    (root / "inputs" / "rapat" / "rapat.yaml").write_text(teks_rekaman(PENANDA), encoding="utf-8")
    shutil.copy(ROOT / "inputs" / "pejabat.yaml", root / "inputs")
    space = Workspace(root)
    reference, _ = load_reference(space.inputs, space.shown)
    made = build_record(space, root / "inputs" / "rapat" / "rapat.yaml", reference)
    assert made.findings == ()
    secret = root / "rahasia"
    secret.mkdir()
    (secret / "sandi").write_text(SANDI + "\n")
    shutil.copy(pki.akar, secret)
    for label in ("notulis", "ketua", "lain", "kedaluwarsa", "dicabut", "cap", "sandi", "kunci-notulis"):
        shutil.copy(pki.pkcs12(label), secret)
    return root


@pytest.fixture
def ruang(
    ruang_dasar: Path, tmp_path: Path, pki: Pki, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Ruang:  # fmt: skip
    """A workspace of the test's own, with the usual settings."""
    shutil.copytree(ruang_dasar, tmp_path / "ruang")
    monkeypatch.setenv("SANDI_UJI", SANDI)
    made = Ruang(Workspace(tmp_path / "ruang"), pki, capsys)
    made.atur()
    return made


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory, pki: Pki) -> str:
    """A SoftHSM token `uji` that holds the key and certificate of the notulis; its library's path.

    Under `campur` lie the certificate of the notulis and the key of the ketua.
    """
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    os.environ["SOFTHSM2_CONF"] = str(config)
    module = next(m for m in MODUL if Path(m).exists())

    def util(*arguments: str) -> None:
        subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)

    util("--init-token", "--free", "--label", "uji", "--pin", PIN, "--so-pin", "12345678")
    for label, key, mark in (("notulis", "notulis", "01"), ("campur", "ketua", "03")):
        util("--import", str(pki.kunci(key)), "--token", "uji", "--label", label, "--id", mark, "--pin", PIN)
    held = (("notulis", "notulis", 1), ("antara", "antara", 2), ("campur", "notulis", 3))
    with pkcs11.lib(module).get_token(token_label="uji").open(rw=True, user_pin=PIN) as session:
        for label, cert, mark in held:
            session.create_object(
                {
                    pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                    pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                    pkcs11.Attribute.TOKEN: True,
                    pkcs11.Attribute.LABEL: label,
                    pkcs11.Attribute.ID: bytes([mark]),
                    pkcs11.Attribute.SUBJECT: pki.sertifikat(cert).subject.dump(),
                    pkcs11.Attribute.VALUE: pki.sertifikat(cert).dump(),
                }
            )
    return module
