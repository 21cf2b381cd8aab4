"""`notula new`: a commented record from a few answers."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from pydantic_core import PydanticCustomError

from pipeline.cli.context import OUT, Exit, Options, options, workspace
from pipeline.record.base import parse_tanggal
from pipeline.workspace import Workspace
from pipeline.write import write_whole


def new(
    ctx: typer.Context,
    judul: Annotated[str, typer.Option(help="Judul rapat.")] = "",
    jenis: Annotated[str, typer.Option(help="Jenis rapat, mis. Rapat Koordinasi.")] = "",
    tanggal: Annotated[str, typer.Option(help="Hari rapat, mis. 2026-11-24.")] = "",
    tempat: Annotated[str, typer.Option(help="Tempat rapat.")] = "",
    instansi: Annotated[str, typer.Option(help="Kunci kop di inputs/instansi/.")] = "",
    ketua: Annotated[str, typer.Option(help="Nama ketua rapat.")] = "",
    berkas: Annotated[Path | None, typer.Option(help="Berkas rekaman yang dibuat.")] = None,
    tanya: Annotated[bool, typer.Option("--tanya/--tanpa-tanya", help="Tanyakan yang belum disebut.")] = True,
) -> None:
    """Buat rekaman rapat baru yang berkomentar, siap diisi."""
    opts, space = options(ctx), workspace(ctx)
    keys = sorted(p.stem for p in (space.inputs / "instansi").glob("*.yaml"))
    if tanya:
        judul = judul or typer.prompt(opts.say("Judul rapat", "Title"))
        jenis = jenis or typer.prompt(opts.say("Jenis rapat", "Kind of meeting"), default="Rapat Koordinasi")
        tanggal = tanggal or _ask_day(opts)
        tempat = tempat or typer.prompt(opts.say("Tempat", "Place"), default="", show_default=False)
        default = keys[0] if keys else ""
        question = opts.say(f"Kop ({', '.join(keys)})", f"Letterhead ({', '.join(keys)})")
        instansi = instansi or typer.prompt(question, default=default)
        ketua = ketua or typer.prompt(opts.say("Nama ketua rapat", "Chair"), default="", show_default=False)
    if not judul:
        raise typer.BadParameter(
            opts.say("judul rapat harus diisi (--judul).", "a title is needed (--judul).")
        )
    if instansi and keys and instansi not in keys:
        known = ", ".join(keys)
        raise typer.BadParameter(
            opts.say(
                f"kop “{instansi}” tidak ada; yang ada: {known}.",
                f"no letterhead “{instansi}”; there are: {known}.",
            )
        )
    day = _day(tanggal, opts) if tanggal else None
    file = berkas or space.inputs / "rapat" / f"{nama_rekaman(judul, day)}.yaml"
    if file.exists():
        shown = space.shown(file)
        OUT.print(
            opts.say(
                f"{shown} sudah ada dan tidak ditimpa; pilih nama lain dengan --berkas.",
                f"{shown} exists and is not overwritten; choose another name with --berkas.",
            ),
            soft_wrap=True,
        )
        raise typer.Exit(Exit.FINDINGS)
    write_whole(
        file, record_text(judul, jenis, day, tempat, instansi, ketua, skema_relatif(file, space)).encode()
    )
    OUT.print(opts.say(f"Dibuat: {space.shown(file)}", f"Made: {space.shown(file)}"), soft_wrap=True)


def skema_relatif(file: Path, space: Workspace) -> str:
    import os

    return Path(os.path.relpath(space.inputs / "skema", file.absolute().parent)).as_posix()


def _ask_day(opts: Options) -> str:
    while True:
        text: str = typer.prompt(opts.say("Tanggal (mis. 2026-11-24)", "Date (e.g. 2026-11-24)"))
        try:
            parse_tanggal(text)
        except PydanticCustomError:
            OUT.print(opts.say("Bukan tanggal; coba lagi.", "Not a date; try again."))
        else:
            return text


def _day(text: str, opts: Options) -> date:
    try:
        return parse_tanggal(text)
    except PydanticCustomError as e:
        raise typer.BadParameter(
            opts.say(f"“{text}” bukan tanggal yang ada.", f"“{text}” is no date.")
        ) from e


def nama_rekaman(judul: str, day: date | None) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", judul.lower()).strip("-")
    if len(words) > 50:
        words = words[:51].rsplit("-", 1)[0][:50]
    words = words or "rapat"
    return f"{day.isoformat()}-{words}" if day else words


def record_text(
    judul: str, jenis: str, day: date | None, tempat: str, instansi: str, ketua: str, skema: str
) -> str:
    """A record with these facts, everything else as empty keys or commented examples."""

    def q(value: str) -> str:
        return json.dumps(value, ensure_ascii=False) if value else ""

    return f"""\
# yaml-language-server: $schema={skema}/rapat.schema.json
# Rekaman rapat. Isi yang kosong; baris berawalan # adalah petunjuk dan contoh.
# Draf boleh berlubang. Ubah menjadi “final” bila sudah lengkap.
status: draf
dokumen: [notula, laporan]
profil: permendagri-1-2023
instansi: {q(instansi)}

jenis: {q(jenis)}
judul: {q(judul)}
klasifikasi:             # kode klasifikasi arsip, mis. "400.2"
surat_undangan:
  nomor:
  tanggal:
tanggal: {day.isoformat() if day else ""}       # beberapa hari: {{mulai: 2026-11-24, selesai: 2026-11-26}}
waktu:
  mulai:                 # mis. 09.00
  selesai:               # mis. 12.00, atau kata: selesai
  zona: WIB
tempat: {q(tempat)}
moda: luring             # luring, daring, hibrida
penyelenggara:
  instansi:
  wilayah:               # mis. Kabupaten Lebak (sebut Kabupaten atau Kota)

pimpinan:
  ketua:
    nama: {q(ketua)}
    nip:
    jabatan:
  pencatat:
    nama:
    jabatan:
pembuka:
  oleh:
    nama:
    jabatan:
  pukul:
  isi:                   # pokok sambutan pembukaan
penutup:
  oleh:
    nama:
    jabatan:
  pukul:
  isi:

# Satu baris satu orang. kehadiran: hadir, izin, atau mewakili.
# peserta:
#   - {{nama: "Siti Contoh, S.E.", jabatan: Kepala Bidang, instansi: Dinas Contoh, wilayah: Kota Serang, jk: P}}
#   - {{delegasi: Forum Anak Contoh, wilayah: Kota Serang, hitungan: {{L: 2, P: 3, jumlah: 5}}}}
peserta: []

dasar: []                # - Peraturan …
acara: []                # - Evaluasi …
tujuan: []               # - Menyelaraskan …

# pembahasan:
#   - judul: Evaluasi pelaksanaan
#     isi:
#       - Paragraf bebas dengan **tebal**, *miring*, dan daftar.
#       - penanya: {{nama: Siti Contoh, jabatan: Kepala Bidang}}
#         pertanyaan: Kapan data selesai?
#       - penjawab: {{nama: Budi Contoh, jabatan: Sekretaris}}
#         jawaban: Bulan depan.
#     kesimpulan: Data dilengkapi.
pembahasan: []

keputusan: []            # - Setiap perangkat daerah …
rekomendasi: []
# tindak_lanjut:
#   - {{uraian: Menyusun data, penanggung_jawab: Bappeda, tenggat: 2026-12-15}}
tindak_lanjut: []

penetapan:
  tempat:
  tanggal:
penanda_tangan:
  - peran: Pimpinan Sidang/Rapat
    nama: {q(ketua)}
    jabatan:
    pangkat:
    nip:
tembusan: []
"""
