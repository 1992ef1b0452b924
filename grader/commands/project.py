"""Where the project's own files are: beside this program, or, where it was installed, around us."""

from __future__ import annotations

from pathlib import Path

from grader.errors import UsageError

PROJECT = Path(__file__).resolve().parent.parent.parent
SAMPLES = Path("sample_submissions")


def samples() -> Path:
    """The project's sample submissions. Raises UsageError where there are none."""
    found = samples_here()
    if found is None:
        raise UsageError(f"there is no {SAMPLES}/ here; name a submission's folder")
    return found


def samples_here() -> Path | None:
    """The project's sample submissions, where there are any."""
    return next((one for one in (SAMPLES, PROJECT / SAMPLES) if one.is_dir()), None)


def project_with(names: tuple[str, ...]) -> Path:
    """The project's folder, known by files of its own that an installed package lacks.

    Raises UsageError that says what to do where this program was installed without them.
    """
    here = Path.cwd()
    for folder in (PROJECT, here, *here.parents):
        if all((folder / name).is_file() for name in (*names, "grader/gradescope/autograde.py")):
            return folder
    raise UsageError(
        f"the zip is made of the project's own {', '.join(names)}, and this grader was installed"
        " without them; call it inside the project's folder"
    )
