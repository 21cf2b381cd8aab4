"""Servers that archives speak to, real ones, on the loopback, for as long as a block lasts."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PENGGUNA, SANDI = "petugas", "sandi-arsip-5c1e"
PETI = "arsip"
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Peladen:
    """A running server: its address, and the folder where it keeps what it holds."""

    alamat: str
    folder: Path


def porta() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def hidup(alamat: str, proses: subprocess.Popen[bytes], log: Path, detik: float = 60) -> None:
    """Wait until a server answers anything. Raises AssertionError with its log."""
    end = time.monotonic() + detik
    while time.monotonic() < end and proses.poll() is None:
        try:
            urllib.request.urlopen(alamat, timeout=5).close()
            return
        except urllib.error.HTTPError as e:
            if e.code != 503:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"{proses.args}: {log.read_text(errors='replace')[-3000:]}")


@contextmanager
def jalan(perintah: list[str], alamat: str, folder: Path, **env: str) -> Iterator[None]:
    log = folder / "log.txt"
    with log.open("wb") as out:
        proses = subprocess.Popen(
            perintah, stdout=out, stderr=out, stdin=subprocess.DEVNULL, env={**os.environ, **env}
        )
        try:
            hidup(alamat, proses, log)
            yield
        finally:
            proses.terminate()
            try:
                proses.wait(10)
            except subprocess.TimeoutExpired:
                proses.kill()
                proses.wait()


@contextmanager
def s3_rclone(folder: Path) -> Iterator[Peladen]:
    """`rclone serve s3` with one bucket."""
    held = folder / "isi"
    (held / PETI).mkdir(parents=True)
    url = f"http://127.0.0.1:{porta()}"
    command = [str(BIN / "rclone"), "serve", "s3", "--addr", url.removeprefix("http://"),
               "--auth-key", f"{PENGGUNA},{SANDI}", str(held)]  # fmt: skip
    with jalan(command, url, folder, RCLONE_CONFIG=os.devnull):
        yield Peladen(url, held / PETI)


def versitygw() -> str | None:
    """The Versity S3 Gateway, where `scripts/siapkan.sh nilai` put it; it needs Go, so not every machine has it."""
    return shutil.which("versitygw", path=f"{BIN}:{os.environ['PATH']}")


@contextmanager
def s3_versity(folder: Path) -> Iterator[Peladen]:
    """The Versity S3 Gateway: conditional puts, versions, object lock."""
    held, versions = folder / "isi", folder / "versi"
    held.mkdir()
    versions.mkdir()
    url = f"http://127.0.0.1:{porta()}"
    command = [str(versitygw()), "--access", PENGGUNA, "--secret", SANDI, "--port", url.removeprefix("http://"),
               "posix", "--versioning-dir", str(versions), str(held)]  # fmt: skip
    with jalan(command, url, folder):
        yield Peladen(url, held)


@contextmanager
def dav_apache(_folder: Path) -> Iterator[Peladen]:
    """Apache with mod_dav and a configuration of its own, in a folder that its user may enter."""
    with tempfile.TemporaryDirectory() as made:
        with _apache(Path(made)) as running:
            yield running


@contextmanager
def _apache(folder: Path) -> Iterator[Peladen]:
    held = folder / "isi" / "dav"
    held.mkdir(parents=True)
    folder.chmod(0o755)
    port = porta()
    modules = next(p for p in (Path("/usr/lib/apache2/modules"), Path("/usr/libexec/apache2")) if p.is_dir())
    names = (
        "mpm_event",
        "authn_core",
        "authn_file",
        "authz_core",
        "authz_user",
        "auth_basic",
        "dav",
        "dav_fs",
        "unixd",
        "mime",
    )
    hashed = subprocess.run(
        ["openssl", "passwd", "-apr1", SANDI], check=True, capture_output=True, text=True
    ).stdout.strip()
    (folder / "sandi").write_text(f"{PENGGUNA}:{hashed}\n")
    lines = [
        f"ServerRoot {folder}", f"Listen 127.0.0.1:{port}", "ServerName localhost", f"PidFile {folder}/pid",
        f"ErrorLog {folder}/error.log", "LogLevel warn", f"Mutex file:{folder}",
        *(f"LoadModule {n}_module {modules}/mod_{n}.so" for n in names if (modules / f"mod_{n}.so").exists()),
        f"DocumentRoot {folder / 'isi'}", f"DAVLockDB {folder}/kunci", "TypesConfig /dev/null",
        f"<Directory {folder / 'isi'}>", "Dav On", "AuthType Basic", "AuthName arsip", f"AuthUserFile {folder}/sandi",
        f"Require user {PENGGUNA}", "</Directory>",
    ]  # fmt: skip
    if os.getuid() == 0:
        lines += ["User #65534", "Group #65534"]
        for place in (folder, folder / "isi", held):
            os.chown(place, 65534, 65534)
    (folder / "httpd.conf").write_text("\n".join(lines) + "\n")
    binary = shutil.which("apache2", path=f"{os.environ['PATH']}:/usr/sbin")
    assert binary, "apache2-bin is not installed; run scripts/siapkan.sh uji"
    url = f"http://127.0.0.1:{port}"
    with jalan([binary, "-f", str(folder / "httpd.conf"), "-DFOREGROUND"], url, folder):
        yield Peladen(f"{url}/dav", held)


@contextmanager
def dav_wsgi(folder: Path) -> Iterator[Peladen]:
    """WsgiDAV with its own server."""
    held = folder / "isi"
    held.mkdir()
    port = porta()
    config = folder / "wsgidav.yaml"
    config.write_text(
        f"host: 127.0.0.1\nport: {port}\nserver: cheroot\nprovider_mapping:\n  /: {held}\n"
        f"http_authenticator: {{domain_controller: null, accept_basic: true, accept_digest: false, default_to_digest: false}}\n"
        f"simple_dc: {{user_mapping: {{'*': {{{PENGGUNA}: {{password: {SANDI}}}}}}}}}\n"
        "logging: {enable: false}\nlock_storage: true\nproperty_manager: true\n"
    )
    url = f"http://127.0.0.1:{port}"
    with jalan([str(BIN / "wsgidav"), "--config", str(config), "--quiet"], url, folder):
        yield Peladen(url, held)


_WEB_XML = """\
<web-app version="2.4" xmlns="http://java.sun.com/xml/ns/j2ee">
 <listener><listener-class>org.apache.chemistry.opencmis.server.impl.CmisRepositoryContextListener</listener-class></listener>
 <servlet><servlet-name>browser</servlet-name>
  <servlet-class>org.apache.chemistry.opencmis.server.impl.browser.CmisBrowserBindingServlet</servlet-class>
  <init-param><param-name>callContextHandler</param-name>
   <param-value>org.apache.chemistry.opencmis.server.impl.browser.token.TokenCallContextHandler</param-value></init-param>
  <load-on-startup>1</load-on-startup></servlet>
 <servlet-mapping><servlet-name>browser</servlet-name><url-pattern>/browser/*</url-pattern></servlet-mapping>
</web-app>
"""
"""The browser binding alone: the web services of the war need parts of Java that Java 11 dropped."""

CMIS = Path(sys.prefix) / "cmis"
"""Where `scripts/siapkan.sh uji` puts the server and Jetty."""


@contextmanager
def cmis(folder: Path) -> Iterator[Peladen]:
    """The in-memory server of Apache Chemistry OpenCMIS in Jetty."""
    war = next(CMIS.glob("chemistry-opencmis-server-inmemory-*.war"), None)
    jetty = next(CMIS.glob("jetty-runner-*.jar"), None)
    assert None not in (war, jetty), "the CMIS server is not there; run scripts/siapkan.sh uji"
    made = folder / "war"
    shutil.unpack_archive(war, made, "zip")
    (made / "WEB-INF" / "web.xml").write_text(_WEB_XML)
    url = f"http://127.0.0.1:{porta()}"
    command = [
        "java",
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-jar",
        str(jetty),
        "--host",
        "127.0.0.1",
        "--port",
        url.rpartition(":")[2],
        "--path",
        "/cmis",
        str(made),
    ]
    with jalan(command, f"{url}/cmis/browser", folder):
        yield Peladen(f"{url}/cmis/browser", folder)


class Benang:
    """A server of our own in a thread."""

    def __init__(self, server: object) -> None:
        self.server = server
        self.thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)  # type: ignore[attr-defined]
        self.thread.start()

    def henti(self) -> None:
        self.server.shutdown()  # type: ignore[attr-defined]
        self.thread.join()
        self.server.server_close()  # type: ignore[attr-defined]
