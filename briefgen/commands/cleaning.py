"""`clean`: delete what briefgen made and can make again."""

import shutil

from briefgen.commands.report import render_number
from briefgen.model.config import CONFIG_NAME, Project
from briefgen.model.errors import BuildError
from briefgen.model.files import shown_path
from briefgen.model.problem import Problem
from briefgen.publish.write import MARKER, check_output, lock_output, write_site


def clean_project(project: Project) -> list[str]:
    """Delete the built site, less what `keep` names, and the caches; return what was done, in lines.

    Raises:
        BuildError: the output folder is not ours (`output-foreign`), is being written (`output-busy`), or
            cannot be deleted (`output-unwritable`).
    """
    lines: list[str] = []
    output, keep = project.output_path, project.config.keep
    try:
        if output.exists():
            config_text = (project.root / CONFIG_NAME).read_text(encoding="utf-8")
            with lock_output(project.cache_path):
                check_output(output, keep, config_text)
                deleted = write_site(output, {}, keep).deleted
                (output / MARKER).unlink(missing_ok=True)
                # A link, as web servers have it, was made by a person.
                if not output.is_symlink() and not any(output.iterdir()):
                    output.rmdir()
            lines.append(f"{shown_path(output, project.root)}: {render_number(len(deleted), 'file')} deleted")
        if project.cache_path.is_symlink():
            project.cache_path.unlink()  # who knows what it names
            lines.append(f"{shown_path(project.cache_path, project.root)}: link deleted")
        elif project.cache_path.is_dir():
            shutil.rmtree(project.cache_path)
            lines.append(f"{shown_path(project.cache_path, project.root)}: deleted")
    except OSError as err:
        message = f"cannot be deleted: {err.strerror or err}"
        shown = shown_path(output, project.root)
        hint = "check the permissions of the folder"
        raise BuildError(Problem(shown, None, None, "error", message, hint, "output-unwritable")) from err
    return lines or ["nothing to delete"]
