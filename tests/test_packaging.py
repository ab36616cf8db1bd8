"""What is installed: the wheel holds all it needs and works far from the checkout; so does `-e`."""

import configparser
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.environment import (
    ROOT,
    build_sdist,
    build_wheel,
    clean_environment,
    install,
    kept_files,
    make_environment,
)

ARTICLE = """---
title: Fuel protests spread
publisher: Daily Example
published: 2022-04-04
---
At least 12 people were injured in Colombo on Sunday, the health ministry of Sri Lanka said.

India called on all sides to show restraint on Monday, foreign ministry spokesman Anil Rao said.
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the wheel of the checkout."""
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the `bin` folder of an environment in which the wheel is installed."""
    bin_path = make_environment(tmp_path_factory.mktemp("installed") / "venv")
    install(bin_path, str(wheel))
    return bin_path


def _run(bin_path: Path, cwd: Path, *args: str) -> str:
    result = subprocess.run(
        [str(bin_path / "briefgen"), *args],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
        env=clean_environment(),
        check=False,
    )
    assert result.returncode == 0, f"{args}: {result.stdout}{result.stderr}"
    assert "Traceback" not in result.stderr
    return result.stdout


@pytest.mark.slow
def test_wheel_holds_every_file_of_package_and_themes(wheel: Path) -> None:
    """Each file of briefgen/ is in the wheel, each of themes/ below briefgen/themes/, and nothing else."""
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {*kept_files("briefgen"), *(f"briefgen/{name}" for name in kept_files("themes"))}
    assert {name for name in names if ".dist-info/" not in name} == expected
    assert any(name.endswith("/licenses/LICENSE") for name in names)


@pytest.mark.slow
def test_wheel_holds_the_words_and_places_of_extraction(wheel: Path) -> None:
    """Gazetteer and lexicons, which no import names, are there with their licences."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, ending in (("gazetteer", ".tsv"), ("lexicon", ".yaml")):
        kept = [name for name in kept_files(f"briefgen/extract/{folder}") if name.endswith(ending)]
        assert kept
        assert names.issuperset(kept)
    assert {f"briefgen/extract/gazetteer/{name}" for name in ("NOTICE.md", "UNICODE-LICENSE.txt")} <= names


@pytest.mark.slow
def test_sdist_holds_the_whole_tree_and_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """Tests, manual, example and the script that cuts the gazetteer are in it; the wheel made of it is the same."""
    archive = build_sdist(tmp_path)
    with tarfile.open(archive) as unpacked:
        unpacked.extraction_filter = getattr(tarfile, "data_filter", None)  # from Python 3.11.4 on
        unpacked.extractall(tmp_path)
    root = tmp_path / archive.name.removesuffix(".tar.gz")
    found = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert found == {*kept_files(), "PKG-INFO"}
    again = zipfile.ZipFile(build_wheel(tmp_path / "wheel", root))
    first = zipfile.ZipFile(wheel)
    assert {name: again.read(name) for name in again.namelist()} == {
        name: first.read(name) for name in first.namelist()
    }


@pytest.mark.slow
def test_wheel_makes_the_command(wheel: Path) -> None:
    """The wheel says that `briefgen` is the command line's main function."""
    archive = zipfile.ZipFile(wheel)
    (name,) = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
    parser = configparser.ConfigParser()
    parser.read_string(archive.read(name).decode())
    assert dict(parser["console_scripts"]) == {"briefgen": "briefgen.__main__:main"}


@pytest.mark.slow
def test_own_project_works_with_the_wheel(installed: Path, tmp_path: Path) -> None:
    """Journey: init, new, add, extract, check, build, with nothing of the checkout in reach."""
    _run(installed, tmp_path, "init", "demo")
    demo = tmp_path / "demo"
    period = "2022-03-31/2022-07-21"
    _run(installed, demo, "new", "sri-lanka-2022", "--country", "LK", "--period", period)
    (tmp_path / "article.md").write_text(ARTICLE, encoding="utf-8")
    _run(installed, demo, "add", "../article.md")
    assert "1 article read" in _run(installed, demo, "extract")
    _run(installed, demo, "check")
    _run(installed, demo, "build")
    page = (demo / "site/sri-lanka-2022/index.html").read_text(encoding="utf-8")
    assert "12" in page
    assert "At least 12 people were injured in Colombo" in page
    used = _run_python(installed, "import briefgen.publish.theme as t; print(t.builtin_path())")
    assert Path(used).is_relative_to(installed.parent)


@pytest.mark.slow
def test_editable_install_finds_the_themes_of_the_checkout(tmp_path: Path) -> None:
    """Installed with -e, briefgen takes themes/ of the checkout, and builds."""
    bin_path = make_environment(tmp_path / "venv")
    install(bin_path, "--editable", str(ROOT))
    used = _run_python(bin_path, "import briefgen.publish.theme as t; print(t.builtin_path())")
    assert Path(used) == ROOT / "themes"
    _run(bin_path, tmp_path, "init", "demo")
    _run(bin_path, tmp_path / "demo", "build", "--strict")


def _run_python(bin_path: Path, code: str) -> str:
    result = subprocess.run(
        [str(bin_path / "python"), "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=clean_environment(),
        cwd=bin_path,
    )
    return result.stdout.strip()
