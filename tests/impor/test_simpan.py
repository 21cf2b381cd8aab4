"""Files that commands change: a link stays a link, the mode stays, what changed meanwhile is not lost."""

from pathlib import Path

from pipeline.write import replace_unchanged


def test_a_link_and_its_mode_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "asli.yaml", tmp_path / "tautan.yaml"
    real.write_bytes(b"lama")
    real.chmod(0o600)
    link.symlink_to(real)
    assert replace_unchanged(link, b"lama", b"baru")
    assert link.is_symlink()
    assert real.read_bytes() == b"baru"
    assert real.stat().st_mode & 0o777 == 0o600


def test_what_changed_since_it_was_read_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    file.write_bytes(b"lain")
    assert not replace_unchanged(file, b"lama", b"baru")
    assert not replace_unchanged(file, None, b"baru")
    assert file.read_bytes() == b"lain"


def test_a_file_that_was_not_there_is_made(tmp_path: Path) -> None:
    assert replace_unchanged(tmp_path / "r.yaml", None, b"baru")
    assert (tmp_path / "r.yaml").read_bytes() == b"baru"
