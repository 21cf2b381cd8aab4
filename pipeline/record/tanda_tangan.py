"""Settings of electronic signatures (`inputs/tanda-tangan.yaml`): where keys are, never what opens them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from pipeline.record.base import Model, lower


def _upper(value: Any) -> Any:
    return value.strip().upper() if isinstance(value, str) else value


Tingkat = Annotated[Literal["B-B", "B-T", "B-LT", "B-LTA"], BeforeValidator(_upper)]
"""Levels of PAdES baseline signatures (ETSI EN 319 142-1): plain, with time, long-term, archival."""

TINGKAT: tuple[str, ...] = ("B-B", "B-T", "B-LT", "B-LTA")


class KunciPenanda(Model):
    """Whose key it is and where it lies."""

    pejabat: str | None = Field(None, description="Kunci di inputs/pejabat.yaml, atau nama penanda tangan.")
    sumber: Annotated[Literal["pkcs12", "pkcs11", "jauh"], lower] | None = Field(
        None, description="pkcs12 (berkas .p12/.pfx), pkcs11 (token), atau jauh (layanan HTTP)."
    )
    berkas: str | None = Field(None, description="pkcs12: berkas kunci, relatif terhadap ruang kerja.")
    modul: str | None = Field(None, description="pkcs11: berkas pustaka token, mis. libsofthsm2.so.")
    token: str | None = Field(None, description="pkcs11: label token; kosong: token pertama.")
    label: str | None = Field(None, description="pkcs11 dan jauh: label kunci dan sertifikat.")
    alamat: str | None = Field(None, description="jauh: alamat layanan, mis. https://ttd.contoh.go.id/v1.")
    sandi_dari: str = Field(
        "prompt",
        description="Asal sandi atau PIN: prompt, berkas:JALUR, atau env:NAMA; tidak pernah sandinya.",
    )


class PengaturanTandaTangan(Model):
    """`inputs/tanda-tangan.yaml`."""

    kunci: tuple[KunciPenanda, ...] = Field((), description="Kunci tiap penanda tangan.")
    tingkat: Tingkat = Field("B-LTA", description="Tingkat PAdES: B-B, B-T, B-LT, atau B-LTA.")
    tsa: str | None = Field(None, description="Alamat otoritas stempel waktu (RFC 3161).")
    akar: tuple[str, ...] = Field((), description="Berkas sertifikat akar yang dipercaya (PEM atau DER).")
    perantara: tuple[str, ...] = Field((), description="Berkas sertifikat penerbit antara, bila perlu.")
    alamat_verifikasi: str | None = Field(
        None, description="Alamat halaman verifikasi untuk kode QR; {id} diganti sidik naskah."
    )
