"""Loading this module loads and warms all that making documents needs, once a process or for all its forks."""

from __future__ import annotations

from functools import cache

from pipeline.sampah import tertunda


class TanpaPango(Exception):
    """The libraries that PDFs need cannot be loaded; says why."""


@cache
@tertunda()
def hangatkan() -> None:
    """Load everything. Raises TanpaPango."""
    try:
        from pipeline.render import pdf
    except (OSError, ImportError) as e:
        raise TanpaPango(str(e)) from e
    import pipeline.build.tugas
    import pipeline.render.docx
    import pipeline.sertaan  # noqa: F401
    from pipeline.reference.gazeter import gazeter

    gazeter()
    pdf.warm()
