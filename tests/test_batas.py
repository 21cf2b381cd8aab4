import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="the job object is tested on Windows by hand")
def test_a_bounded_process_gets_no_more_memory() -> None:
    work = "from pipeline.batas import batasi; batasi(2**29); bytearray(2**30)"
    done = subprocess.run([sys.executable, "-c", work], capture_output=True, text=True, timeout=60)
    assert (done.returncode, "MemoryError" in done.stderr) == (1, True)
