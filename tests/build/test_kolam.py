from collections import Counter
from concurrent.futures.process import BrokenProcessPool

import kolam_uji
import pytest

from pipeline.build.kolam import Kolam


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
