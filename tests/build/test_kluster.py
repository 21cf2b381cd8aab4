"""The same build on a Dask cluster of processes; on several machines: scripts/kluster.py."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import cffi
import pytest
from contoh import ROOT
from ruang_bangun import SEMUA, dikerjakan, isi

from pipeline.build import bangun
from pipeline.workspace import Workspace

pytest.importorskip("distributed")

RACUN = """
import os, pipeline.build.bekal as bekal
from pipeline.build.tugas import kerjakan as plain
def kerjakan(meja, tugas):
    if "racun" in tugas.file.stem:
        os._exit(1)
    if "penuh" in tugas.file.stem:
        raise OSError(28, "No space left on device")
    return plain(meja, tugas)
bekal.kerjakan = kerjakan
"""


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="the system does not tell its libraries")
def test_what_a_cluster_made_leans_on_this_machines_text_layout(ruang: Workspace, tmp_path: Path) -> None:
    from pipeline.build import bekal
    from pipeline.build.mesin import Mesin

    engine = Mesin(ruang)
    task = engine.tugas(ruang.inputs / "rapat" / "laporan.yaml")
    given, sent = bekal.bekal(engine.meja), bekal.kirim(ruang, task)
    assert sent is not None
    bekal.siapkan(given, tmp_path)
    try:
        (made,) = bekal.kerjakan_kiriman(given.sidik, bekal.identitas(), [sent])
    finally:
        bekal.bereskan(given.sidik)
    assert made.berkas
    assert any("libpango-1" in path for path in bekal.diterima(ruang, made).sandaran.berkas)


def test_what_a_killed_worker_was_given_goes_when_the_next_starts(
    ruang: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import Client, LocalCluster

    from pipeline.build import bekal, kluster
    from pipeline.build.mesin import Mesin

    monkeypatch.setenv("TMPDIR", str(tmp_path))  # of the workers
    plugin = kluster._Plugin(bekal.bekal(Mesin(ruang).meja))
    with (
        LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, local_directory=str(tmp_path / "dask")) as ours,
        Client(ours) as client,
    ):  # fmt: skip
        client.register_plugin(plugin)
        (first,) = tmp_path.rglob("notula-bekal-*")
        (pid,) = client.run(os.getpid).values()
        os.kill(pid, signal.SIGKILL)
        while first.exists():
            time.sleep(0.1)
        assert client.submit(os.getpid, pure=False).result(timeout=60) != pid
        (second,) = tmp_path.rglob("notula-bekal-*")
        assert (second / "inputs" / "pejabat.yaml").is_file()


def test_the_version_of_harfbuzz_is_the_one_it_says() -> None:
    from weasyprint.text import ffi

    from pipeline.build.bekal import identitas

    plain = cffi.FFI()
    plain.cdef("const char *hb_version_string (void);")
    library = ffi._dlopen(plain, "libharfbuzz-0", "harfbuzz", "libharfbuzz.so.0", "libharfbuzz.0.dylib")
    assert identitas()["harfbuzz"] == plain.string(library.hb_version_string()).decode()


def test_a_worker_with_another_text_layout_or_none_is_named(tmp_path: Path) -> None:
    from distributed import LocalCluster

    from pipeline.build.hasil import KlusterGagal
    from pipeline.build.kluster import Kluster

    mulai = tmp_path / "mulai.py"
    mulai.write_text(f"import sys; sys.path.insert(0, {str(tanpa_pango(tmp_path))!r})")
    for preload, other, said in (
        ([], {"harfbuzz": "1.0.0"}, "memakai versi HarfBuzz yang lain"),
        ([str(mulai)], {}, "tidak memiliki pustaka Pango"),
    ):
        with LocalCluster(
            n_workers=1, threads_per_worker=1, dashboard_address=None, local_directory=str(tmp_path), preload=preload
        ) as ours:  # fmt: skip
            ask = Kluster(ours.scheduler_address)
            try:
                with pytest.raises(KlusterGagal) as found:
                    ask._periksa({**ask._kin, **other})
            finally:
                ask._tutup("")
        assert said in found.value.id
        assert "Pekerja tcp://127.0.0.1:" in found.value.id


def test_without_pango_here_one_sentence_names_the_command(ruang: Workspace, tmp_path: Path) -> None:
    shutil.rmtree(ruang.build)
    done = subprocess.run(
        [str(Path(sys.executable).parent / "notula"), "build", "--scheduler", "tcp://127.0.0.1:1"], cwd=ruang.root,
        env={**os.environ, "PYTHONPATH": str(tanpa_pango(tmp_path))}, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(
        "Pustaka Pango belum terpasang, jadi PDF tidak dapat dibuat; pasang dengan: "
    )
    assert done.stderr.count("\n") == 1


def tanpa_pango(folder: Path) -> Path:
    """A folder whose WeasyPrint finds no Pango."""
    fake = folder / "tanpa-pango"
    fake.mkdir()
    (fake / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')\n")
    return fake


@pytest.fixture(scope="module")
def kluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, of which records called `racun` end every one, and have no room for `penuh`.

    No failure is allowed, so that whatever is with a worker as it dies fails too, guilty or not.
    """
    folder = tmp_path_factory.mktemp("kluster")
    (folder / "racun.py").write_text(RACUN)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    dask = [sys.executable, "-m", "dask"]
    env = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    log = (folder / "log").open("wb")
    start = [*dask, "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"]
    running = [subprocess.Popen(start, cwd=folder, env=env, stdout=log, stderr=log)]
    work = [*dask, "worker", address, "--nthreads", "1", "--no-dashboard", "--preload", "racun.py"]
    running += [
        subprocess.Popen(work, cwd=folder, env=env, stdout=log, stderr=log, start_new_session=True)
        for _ in range(2)
    ]
    yield address, running[1:]
    for process in reversed(running):
        process.terminate()
    for process in running:
        process.wait(timeout=60)


def test_a_cluster_makes_the_same_bytes_and_the_next_build_has_nothing_to_do(
    ruang: Workspace, kluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    shutil.copy(ROOT / "tests" / "lengkap.yaml", ruang.inputs / "rapat" / "final.yaml")
    dikerjakan(ruang)
    here = isi(ruang)
    shutil.rmtree(ruang.build)
    made = bangun(ruang, None, 1, penjadwal=kluster[0])
    assert {Path(n).stem for n in made.baru} == SEMUA | {"final"}
    assert isi(ruang) == here
    assert dikerjakan(ruang) == set()


def test_a_record_that_ends_every_worker_is_told_and_the_rest_is_made(
    ruang: Workspace, kluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    rapat = ruang.inputs / "rapat"
    expected = isi(ruang)
    text = (rapat / "kunci.yaml").read_text(encoding="utf-8")
    for name in ("racun", "racun-lagi"):  # the longest goes first, with others behind it on the same worker
        (rapat / f"{name}.yaml").write_text(f"{text}{'#' * 5000}\n", encoding="utf-8")
    shutil.rmtree(ruang.build)
    made = bangun(ruang, None, 1, penjadwal=kluster[0])
    codes = {Path(n).stem: [f.code for f in r.findings if f.code == "S004"] for n, r in made.baru.items()}
    assert codes == {name: [] for name in SEMUA} | {"racun": ["S004"], "racun-lagi": ["S004"]}
    assert isi(ruang) == expected
    assert dikerjakan(ruang) == {"racun", "racun-lagi"}


def test_what_a_worker_has_no_room_for_is_made_here(
    ruang: Workspace, kluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    shutil.copy(ruang.inputs / "rapat" / "kunci.yaml", ruang.inputs / "rapat" / "penuh.yaml")
    made = bangun(ruang, None, 1, penjadwal=kluster[0])
    assert {Path(n).stem for n in made.baru} == {"penuh"}
    assert not any(f.code == "S004" for f in made.baru["inputs/rapat/penuh.yaml"].findings)
    assert (ruang.build / "penuh" / "notula.pdf").is_file()


def test_a_worker_that_dies_has_its_work_done_by_another(
    ruang: Workspace, kluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    rapat = ruang.inputs / "rapat"
    for n in range(8):
        shutil.copy(rapat / "kunci.yaml", rapat / f"salin{n}.yaml")
    shutil.rmtree(ruang.build)
    command = [str(Path(sys.executable).parent / "notula"), "-q", "build", "--scheduler", kluster[0]]
    building = subprocess.Popen(command, cwd=ruang.root)
    while not list(ruang.build.glob("*/*.pdf")) and building.poll() is None:
        time.sleep(0.05)
    os.killpg(kluster[1][0].pid, signal.SIGKILL)
    assert building.wait(timeout=300) == 0
    assert len(list(ruang.build.glob("*/*.pdf"))) == 12
    assert dikerjakan(ruang) == set()


def test_a_worker_that_goes_before_it_answers_is_let_go(
    ruang: Workspace, kluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with log.open("wb") as out:
        mute = subprocess.Popen(
            [sys.executable, "-m", "dask", "worker", kluster[0], "--nthreads", "1", "--no-dashboard", "--no-nanny"],
            cwd=tmp_path, stdout=out, stderr=out,
        )  # fmt: skip
    while "Registered to" not in log.read_text():
        assert mute.poll() is None, log.read_text()
        time.sleep(0.1)
    mute.send_signal(signal.SIGSTOP)
    shutil.rmtree(ruang.build)
    command = [str(Path(sys.executable).parent / "notula"), "-q", "build", "--scheduler", kluster[0]]
    building = subprocess.Popen(command, cwd=ruang.root, stderr=subprocess.PIPE, text=True)
    try:
        with pytest.raises(subprocess.TimeoutExpired):
            building.wait(timeout=8)  # it waits for the mute one
    finally:
        mute.kill()
    _, said = building.communicate(timeout=300)
    assert (building.returncode, said) == (0, "")
    assert dikerjakan(ruang) == set()


def test_a_scheduler_that_goes_is_one_sentence_and_what_is_made_stays(
    ruang: Workspace, tmp_path: Path
) -> None:
    for n in range(12):
        shutil.copy(ruang.inputs / "rapat" / "kunci.yaml", ruang.inputs / "rapat" / f"salin{n}.yaml")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    dask = [sys.executable, "-m", "dask"]
    env = {**os.environ, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s"}
    quiet = {"cwd": tmp_path, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    port = address.rpartition(":")[2]
    scheduler = subprocess.Popen(
        [*dask, "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"], **quiet
    )
    worker = subprocess.Popen([*dask, "worker", address, "--nthreads", "1", "--no-dashboard"], **quiet)
    try:
        building = subprocess.Popen(
            [str(Path(sys.executable).parent / "notula"), "build", "--json", "--scheduler", address], cwd=ruang.root,
            env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert building.stdout is not None
        for line in building.stdout:
            if '"rekaman"' in line:
                break
        scheduler.kill()
        _, said = building.communicate(timeout=120)
    finally:
        for process in (scheduler, worker):
            process.terminate()
            process.wait(timeout=60)
    assert (building.returncode, said) == (
        3,
        f"Hubungan dengan penjadwal {address} terputus; yang sudah selesai tetap ada. "
        "Ulangi perintah ini, atau ulangi tanpa --scheduler.\n",
    )
    assert 0 < len(dikerjakan(ruang)) < 12


def lewat(ruang: Workspace, address: str) -> tuple[int, str]:
    """The code and what is said where a cluster is to make a record and we wait a second for it."""
    (ruang.inputs / "rapat" / "kunci.yaml").write_text("judul: Lain\n")
    script = "import pipeline.build.kluster as k, sys; k._MENUNGGU = 1; from pipeline.cli import main; main(sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", script, "build", "--scheduler", address], cwd=ruang.root, capture_output=True, text=True
    )  # fmt: skip
    return done.returncode, done.stderr


def test_no_scheduler_is_one_sentence(ruang: Workspace) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    assert lewat(ruang, address) == (
        3,
        f"Penjadwal “{address}” tidak dapat dihubungi; periksa alamatnya (mis. tcp://10.0.0.1:8786), jaringannya, "
        "dan apakah “dask scheduler” berjalan.\n",
    )


def test_tls_without_certificates_is_one_sentence(ruang: Workspace) -> None:
    assert lewat(ruang, "tls://127.0.0.1:9") == (
        3,
        "Penjadwal “tls://127.0.0.1:9” tidak dapat dihubungi; periksa alamatnya (mis. tcp://10.0.0.1:8786), "
        "jaringannya, dan sertifikatnya (distributed.comm.tls di pengaturan Dask).\n",
    )


def test_a_scheduler_without_workers_says_how_to_start_one(ruang: Workspace) -> None:
    from distributed import LocalCluster

    with LocalCluster(n_workers=0, processes=False, protocol="tcp", dashboard_address=None) as empty:
        address = empty.scheduler_address
        assert lewat(ruang, address) == (
            3,
            f"Penjadwal {address} belum memiliki pekerja; jalankan “dask worker {address} --nthreads 1” "
            "di mesin pekerja.\n",
        )


def test_machines_of_their_own_one_is_lost_and_one_record_is_poisoned() -> None:
    """A slice of `make campaign`: what `scripts/kluster.py` does with 2,000 records."""
    env = {
        "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "15s", "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "kluster.py"), "20", "2"], env={**os.environ, **env},
        capture_output=True, text=True,
    )  # fmt: skip
    if "dilewati" in done.stdout:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stdout + done.stderr
    assert "19 dari 20 rekaman jadi" in done.stdout
    assert "19 sama bita demi bita" in done.stdout
