"""Judging signatures in tests: pyHanko's own validator against the root alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from pki import Pki
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from pipeline.baca_pdf import Pembaca

PIN = "739105"


def sah_semua(data: bytes, pki: Pki) -> list[str]:
    """The fields whose signatures validate, revocation asked."""
    names = []
    for signature in Pembaca(data).embedded_regular_signatures:
        context = ValidationContext(
            trust_roots=[pki.sertifikat("akar")], allow_fetching=True, revocation_mode="require"
        )
        assert validate_pdf_signature(signature, context).bottom_line
        names.append(signature.field_name)
    return names


@contextmanager
def stempel_palsu(jawab: Callable[[bytes], bytes]) -> Iterator[str]:
    """The address of a timestamp authority that answers HTTP 200 with what it is given to say."""

    class Layanan(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = jawab(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Requests are not printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Layanan)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
