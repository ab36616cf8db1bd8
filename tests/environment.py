"""Virtual environments for tests that install briefgen, made without any network."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def make_environment(folder: Path) -> Path:
    """Make an environment with the packages of the one that runs the tests, less briefgen; return `bin`."""
    venv.create(folder, with_pip=False, symlinks=True)
    bin_path = folder / "bin"
    site = subprocess.run(
        [str(bin_path / "python"), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    # A path in a .pth file is searched, but .pth files there are not read: no editable briefgen comes along.
    (Path(site) / "packages-of-the-tests.pth").write_text(
        sysconfig.get_path("purelib") + "\n", encoding="utf-8"
    )
    return bin_path


def install(bin_path: Path, *what: str) -> None:
    """Install a wheel, or `-e FOLDER`, without its dependencies and without network."""
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--disable-pip-version-check"),
            *("--python", str(bin_path / "python")),
            *("install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", *what),
        ],
        capture_output=True,
        text=True,
        check=True,
        env=clean_environment(),
    )


def build_wheel(folder: Path, source: Path = ROOT) -> Path:
    """Build the wheel of the checkout, or of an unpacked sdist, into a folder."""
    _build("wheel", folder, source)
    (wheel,) = folder.glob("*.whl")
    return wheel


def build_sdist(folder: Path) -> Path:
    """Build the source archive of the checkout into a folder."""
    _build("sdist", folder, ROOT)
    (sdist,) = folder.glob("*.tar.gz")
    return sdist


def _build(target: str, folder: Path, source: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=source,
        capture_output=True,
        text=True,
        check=True,
        env=clean_environment(),
    )


def clean_environment() -> dict[str, str]:
    """Return the variables of the process less those that say where Python finds packages."""
    return {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}


def kept_files(folder: str = ".") -> list[str]:
    """Return what is, or would be, under version control below a folder of the checkout, sorted."""
    # A checkout may belong to another user than the one who runs the tests.
    git = ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z", folder]
    listed = subprocess.run(git, cwd=ROOT, capture_output=True, check=True)
    return sorted(name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file())


def copy_checkout(target: Path) -> Path:
    """Copy what is, or would be, under version control into a new repository and commit it there."""
    for name in kept_files():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes((ROOT / name).read_bytes())
        (target / name).chmod((ROOT / name).stat().st_mode)
    git = [
        "git",
        "-c",
        "user.name=test",
        "-c",
        "user.email=test@example.org",
        "-c",
        "init.defaultBranch=main",
    ]
    for args in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "As it is"]):
        subprocess.run([*git, *args], cwd=target, check=True, capture_output=True)
    return target
