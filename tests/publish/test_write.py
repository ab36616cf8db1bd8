"""Writing: atomic, only what differs, whatever stands in the way."""

from pathlib import Path

import pytest

from briefgen.model.errors import BuildError
from briefgen.publish.write import MARKER, check_output, lock_output, write_site
from tests.publish.conftest import read_folder


def site_of(folder: Path) -> dict[str, bytes]:
    """Read a site without its marker."""
    files = read_folder(folder)
    del files[MARKER]
    return files


def test_only_files_that_differ_are_written(tmp_path: Path) -> None:
    """Equal files are left alone, others replaced, new ones made, those not named deleted."""
    write_site(tmp_path / "out", {"a": b"1", "b/c": b"2", "d": b"3"}, ())
    done = write_site(tmp_path / "out", {"e": b"5", "b/c": b"4", "a": b"1"}, ())
    assert (done.written, done.unchanged, done.deleted) == (("e", "b/c"), ("a",), ("d",))
    assert site_of(tmp_path / "out") == {"a": b"1", "b/c": b"4", "e": b"5"}


def test_folder_and_file_change_places(tmp_path: Path) -> None:
    """A page can become a folder, and a folder a page."""
    out = tmp_path / "out"
    write_site(out, {"x": b"file", "y/z": b"deep"}, ())
    write_site(out, {"x/z": b"deep", "y": b"file"}, ())
    assert site_of(out) == {"x/z": b"deep", "y": b"file"}


def test_what_a_dead_build_left_is_cleared_away(tmp_path: Path) -> None:
    """Staged files of a build that was killed are no part of the next site."""
    out = tmp_path / "out"
    write_site(out, {"a": b"1"}, ())
    (out / ".briefgen-new").mkdir()
    (out / ".briefgen-new" / "0").write_bytes(b"half")
    write_site(out, {"a": b"2"}, ())
    assert site_of(out) == {"a": b"2"}
    assert not (out / ".briefgen-new").exists()


def test_stale_link_goes_and_its_target_stays(tmp_path: Path) -> None:
    """A symbolic link to a folder elsewhere is deleted as a link."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").write_bytes(b"precious")
    out = tmp_path / "out"
    write_site(out, {"a": b"1"}, ())
    (out / "link").symlink_to(tmp_path / "other")
    done = write_site(out, {"a": b"1"}, ())
    assert done.deleted == ("link",)
    assert (tmp_path / "other" / "file").read_bytes() == b"precious"


def test_kept_names_are_kept_at_the_top_only(tmp_path: Path) -> None:
    """`keep` names what lies at the top of the output; the same name deeper is as any other."""
    out = tmp_path / "out"
    write_site(out, {"a": b"1"}, ("CNAME",))
    (out / "CNAME").write_bytes(b"example.org")
    (out / "b").mkdir()
    (out / "b" / "CNAME").write_bytes(b"stale")
    assert write_site(out, {"a": b"1"}, ("CNAME",)).deleted == ("b/CNAME",)
    assert (out / "CNAME").exists()


def test_output_below_a_file_is_told(tmp_path: Path) -> None:
    """Where no folder can be made, the error is a problem, not a traceback."""
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(BuildError) as caught:
        write_site(tmp_path / "file" / "out", {"a": b"1"}, ())
    assert caught.value.problems[0].code == "output-unwritable"


def test_lock_below_a_file_is_told(tmp_path: Path) -> None:
    """Where no lock can be made, the error is a problem, not a traceback."""
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(BuildError) as caught, lock_output(tmp_path / "file"):
        pass
    assert caught.value.problems[0].code == "output-unwritable"


def test_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    """An output that is a dangling link is told with its place in briefgen.yaml."""
    (tmp_path / "site").symlink_to(tmp_path / "gone")
    with pytest.raises(BuildError) as caught:
        check_output(tmp_path / "site", (), "title: T\noutput: site\n")
    assert caught.value.problems[0].headline() == (
        'briefgen.yaml:2:9: [error] output "site" is a link that leads nowhere (output-unwritable)'
    )
