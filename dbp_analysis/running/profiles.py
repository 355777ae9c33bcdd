"""Running profiles in a watched child."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from dbp_analysis.common.once import keeping
from dbp_analysis.running.processes import Job, in_child
from dbp_analysis.running.tasks import ProfilesRun, Progress
from dbp_analysis.settings.project import find_project


def run_profiles(
    month: str,
    publication: str = "",
    units: Sequence[str] = (),
    data: str | Path = "",
    output: str | Path = "",
    *,
    force: bool = False,
    progress: Progress = lambda done, of: None,
) -> ProfilesRun:
    """Write the profile of each of ``units`` (codes, or names however written; empty: of all) for a month.

    ``progress`` hears how many units of how many are done. Raise ``WrongUse`` for a request that cannot be
    met, an unknown unit or files that were edited by hand (``force`` overwrites them), ``DataRejected`` for
    a month that cannot be used: all before anything is written. ``RunFailed`` where nothing can be written.
    """
    project = find_project(data, output)
    name, month = project.choose(month, publication)
    work = partial(_make, month, name, tuple(units), str(project.data), str(project.output), force)
    return in_child(Job(work, project.output_folder(name, f"{month}-profiles"), "phiếu"), progress)


def _make(
    month: str, name: str, units: Sequence[str], data: str, output: str, force: bool, progress: Progress
) -> ProfilesRun:
    from dbp_analysis.running.profile_folders import make_profiles, units_by_list  # takes a while

    project = find_project(data, output)
    if len(lists := project.lists(name)) == 1:
        return make_profiles(month, name, units, data, output, force, progress)
    with keeping():
        wanted = units_by_list(month, lists, units, data, output)
        made = [make_profiles(month, one, of, data, output, force, progress) for one, of in wanted.items()]
    return ProfilesRun(
        project.output_folder(name, f"{month}-profiles"),
        {code: folder for one in made for code, folder in one.folders.items()},
        tuple(dict.fromkeys(said for one in made for said in one.problems)),
        tuple(dict.fromkeys(said for one in made for said in one.warnings)),
        made[0].note,
    )
