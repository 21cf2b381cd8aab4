"""What the server of forks loads before it forks the first worker; it must not fail, and a Ctrl-C is not for it."""

from __future__ import annotations

import signal
from contextlib import suppress

signal.signal(signal.SIGINT, signal.SIG_IGN)  # before what follows, which takes its time
if hasattr(signal, "pthread_sigmask"):
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})

from pipeline.build.hangat import TanpaPango, hangatkan  # noqa: E402

with suppress(TanpaPango):  # each worker says it again, where it can be heard
    hangatkan()
