"""Commands in the docs are run as they stand, in copies of a workspace."""

import base64
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import yaml
from asn1crypto import cms
from contoh import ROOT, kode
from PIL import Image
from pki import SANDI, Pki
from pki.jauh import layanan_hidup

from pipeline.read import parse
from pipeline.record.rapat import Rapat
from pipeline.record.tanda_tangan import KunciPenanda, PengaturanTandaTangan

BIN = Path(sys.executable).parent


def blocks(name: str, kind: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(rf"```{kind}\n(.*?)```", text, re.S)


def sessions() -> list[tuple[str, tuple[str, ...]]]:
    """The commands of each block, to be run in their order in one workspace."""
    found = []
    for name in ("README.md", "docs/panduan.md"):
        for block in blocks(name, "sh"):
            lines = [line.split("  #")[0].strip() for line in block.splitlines()]
            session = tuple(line for line in lines if line and not line.startswith("make "))
            if session:
                found.append((name, session))
    return found


def settings() -> list[str]:
    """The settings of signatures that the guide shows."""
    return [b for b in blocks("docs/panduan.md", "yaml") if b.startswith("kunci:")]


def keys(space: Path, pki: Pki) -> None:
    """The keys that the guide's first settings name, and the settings, with a live timestamp authority."""
    (space / "rahasia").mkdir()
    for label in ("notulis", "ketua"):
        shutil.copy(pki.pkcs12(label), space / "rahasia")
    shutil.copy(pki.akar, space / "rahasia")
    (space / "rahasia" / "sandi-notulis").write_text(SANDI + "\n")
    text = settings()[0].replace("http://tsa.contoh.go.id", pki.tsa)
    assert pki.tsa in text
    (space / "inputs" / "tanda-tangan.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("name", "session"), sessions())
def test_commands_in_docs_do_what_they_say(
    name: str, session: tuple[str, ...], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    shutil.copytree(ROOT / "templates", tmp_path / "templates", ignore=shutil.ignore_patterns("fonts"))
    if any(c.startswith("notula sign") for c in session):
        keys(tmp_path, request.getfixturevalue("pki"))
    Image.new("L", (827, 1169), 255).save(tmp_path / "pindai.png")
    for command in session:
        words = shlex.split(command)
        words[0] = str(BIN / Path(words[0]).name)
        done = subprocess.run(
            words, cwd=tmp_path, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL,
            env={**os.environ, "SANDI_KETUA": SANDI},
        )  # fmt: skip
        assert done.returncode == 0, command + "\n" + done.stdout + done.stderr


def test_the_docs_hold_commands_to_run() -> None:
    assert sum(len(session) for _, session in sessions()) > 8


def test_make_targets_named_in_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for block in blocks("README.md", "sh"):
        for target in re.findall(r"^make (\w+)", block, re.M):
            assert re.search(rf"^{target}:", makefile, re.M), target


@pytest.mark.parametrize("name", ["README.md", "docs/panduan.md"])
def test_records_shown_in_docs_are_read_without_a_finding(name: str) -> None:
    for text in blocks(name, "yaml"):
        model = PengaturanTandaTangan if text.startswith("kunci:") else Rapat
        assert parse(text.encode(), model, name).findings == ()
        assert yaml.safe_load(text)


def test_links_and_pictures_in_docs_exist() -> None:
    for file in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{file.name}: {target}"


def test_the_reference_pages_are_those_of_the_code() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/acuan.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=dict(os.environ),
    )
    assert done.returncode == 0, done.stderr


def test_the_finding_shown_in_the_guide_is_a_real_one() -> None:
    assert "P001" in kode("tujuan: ['pembangunan di [nama daerah] dapat']\n")


def test_the_sample_settings_of_signatures_show_every_key_and_are_read_without_a_finding() -> None:
    data = (ROOT / "inputs" / "tanda-tangan.contoh.yaml").read_bytes()
    reading = parse(data, PengaturanTandaTangan, "contoh")
    assert reading.findings == ()
    assert {k.sumber for k in reading.value.kunci} == {"pkcs12", "pkcs11", "jauh"}
    for model in (PengaturanTandaTangan, KunciPenanda):
        for key in model.model_fields:
            assert re.search(rf"^[ -]*{key}:", data.decode(), re.M), key


def test_the_remote_signer_of_the_page_is_answered_as_it_says(pki: Pki) -> None:
    """Each request of the page goes to the service of the tests; the answer has the keys shown."""
    text = (ROOT / "docs" / "penanda-jauh.md").read_text(encoding="utf-8")
    shown = [json.loads(b) for b in re.findall(r"```json\n(.*?)```", text, re.S)]
    paths = re.findall(r"^    POST (/\w+)$", text, re.M)
    assert len(shown) == 2 * len(paths) == 4
    with layanan_hidup(pki, "notulis") as address:
        for path, asked, answered in zip(paths, shown[::2], shown[1::2], strict=True):
            status, answer = post(address + path, asked, SANDI)
            assert status == 200
            assert {k: type(v) for k, v in answer.items()} == {k: type(v) for k, v in answered.items()}
        assert post(address + paths[0], shown[0], "salah")[0] == 403
        made = cms.ContentInfo.load(base64.b64decode(answer["cms"]))["content"]["signer_infos"][0]
        digest = next(a for a in made["signed_attrs"] if a["type"].native == "message_digest")
        assert digest["values"][0].native == base64.b64decode(shown[2]["sidik"])


def post(address: str, value: object, secret: str) -> tuple[int, dict[str, object]]:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {secret}"}
    request = urllib.request.Request(address, json.dumps(value).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, {}
