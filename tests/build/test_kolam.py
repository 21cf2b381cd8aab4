import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures.process import BrokenProcessPool

import kolam_uji
import pytest

from pipeline.build.kolam import Kolam
from pipeline.workspace import Workspace

_LEBIH_DULU = """
import sys
from multiprocessing.forkserver import _forkserver
from pipeline.cli.cepat import jawaban_cepat
print(jawaban_cepat(sys.argv[1:]), _forkserver._forkserver_pid is not None, "typer" in sys.modules)
"""


def test_every_task_comes_back_once_with_its_result() -> None:
    done = list(Kolam(2).jalankan(kolam_uji.kali, range(20), kolam_uji.siapkan, 3))
    assert sorted(done) == [(n, n * 3) for n in range(20)]


def test_a_task_that_ends_its_worker_is_given_up_and_the_rest_is_done() -> None:
    todo = [1, 2, -1, 3, 4, -2, 5, 6, 7]
    done = list(Kolam(2).jalankan(kolam_uji.kali, todo, kolam_uji.siapkan, 2))
    assert Counter(task for task, _ in done) == Counter(todo)
    assert {task: result for task, result in done if task > 0} == {n: n * 2 for n in todo if n > 0}
    assert {result for task, result in done if task < 0} == {None}


def test_where_no_worker_can_start_no_task_is_blamed() -> None:
    with pytest.raises(BrokenProcessPool):
        list(Kolam(2).jalankan(kolam_uji.kali, [1, 2, 3], kolam_uji.kali, -1))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a server of forks")
def test_workers_begin_to_load_before_the_command_line_does_where_there_is_work(ruang: Workspace) -> None:
    def kata(*args: str) -> list[str]:
        command = [sys.executable, "-c", _LEBIH_DULU, "-C", str(ruang.root), "-q", "build", *args]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-3:]

    assert kata("-j", "2") == ["0", "False", "False"]  # nothing to do
    shutil.rmtree(ruang.build / "laporan")
    assert kata("-j", "2") == ["None", "False", "False"]  # too little for two
    shutil.rmtree(ruang.build)
    assert kata("-j", "2") == ["None", "True", "False"]
    assert kata("-j", "1") == ["None", "False", "False"]
    assert kata("-j", "banyak") == ["None", "False", "False"]
