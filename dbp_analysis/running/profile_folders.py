"""Making profiles, in a child: read the months once, then each unit's folder, whole or not at all."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dbp_analysis.asking.trend.past import most_shown
from dbp_analysis.common.digests import Sources, changed_meanwhile, digest
from dbp_analysis.common.errors import DataRejected, WrongUse, once_each
from dbp_analysis.common.periods import preceding
from dbp_analysis.publishing.profile_files import ProfileFiles, folder_names, profile_files
from dbp_analysis.publishing.record import changed_inputs, run_record, touched_by_hand, write_record
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.reading.month import load_month_inputs
from dbp_analysis.running.outputs import replacing
from dbp_analysis.running.tasks import ProfilesRun, Progress
from dbp_analysis.scoring.series import Series, join_months, load_series
from dbp_analysis.telling.profile.profile import unit_profiles


def make_profiles(
    month: str,
    publication: str,
    units: Sequence[str],
    data: str | Path,
    output: str | Path,
    force: bool = False,
    progress: Progress = lambda done, of: None,
) -> ProfilesRun:
    """What :func:`~dbp_analysis.running.profiles.run_profiles` says, in this process."""
    inputs = load_month_inputs(month, publication, data, output)
    codes = [inputs.unit_code(unit) for unit in units] or list(map(str, inputs.units.index))
    folder = inputs.project.output_folder(inputs.publication.id, f"{month}-profiles")
    names = folder_names(inputs.units)
    folders = {code: folder / names[code] for code in codes}
    if not force:
        _refuse_to_lose_edits(folders)
    series = with_history(inputs)
    base = run_record(inputs, {}, (), (), Sources(series.digests))
    warnings: dict[str, None] = {}
    progress(0, len(folders))
    for done, profile in enumerate(unit_profiles(series, list(folders)), 1):
        made = profile_files(profile, series, names[profile.unit_code])
        with replacing(folders[profile.unit_code], force=force) as place:
            for name, content in made.files.items():
                (place / name).write_bytes(content)
            write_record(place, _record(base, profile.unit_code, made))
            if changed := changed_inputs(base, inputs.project.data, inputs.sources.digests):
                raise changed_meanwhile(changed)
        warnings |= dict.fromkeys(made.warnings)
        progress(done, len(folders))
    problems, note = tuple(map(str, once_each(inputs.warnings))), inputs.settings.note
    return ProfilesRun(folder, folders, problems, tuple(warnings), note)


def units_by_list(
    month: str, lists: Sequence[str], units: Sequence[str], data: str | Path, output: str | Path
) -> dict[str, tuple[str, ...]]:
    """Which of several lists each unit is in; every list with no units, which stands for all, without any.

    Raise ``WrongUse`` for a unit that none knows, or several do; ``DataRejected`` where one cannot be used.
    """
    inputs = {one: load_month_inputs(month, one, data, output) for one in lists}
    if not units:
        return dict.fromkeys(lists, ())
    wanted: dict[str, tuple[str, ...]] = {}
    for unit in units:
        found, unknown = [], None
        for name, one in inputs.items():
            try:
                found.append((name, one.unit_code(unit)))
            except WrongUse as error:
                unknown = error
        if not found and unknown:
            raise unknown
        if len(found) > 1:
            named = " hoặc ".join(str(inputs[name].units.at[code, "unit_label"]) for name, code in found)
            raise WrongUse(
                f"Đơn vị {unit!r} có ở nhiều danh sách.\n  Cách xử lý: ghi rõ {named}, hoặc mã đơn vị."
            )
        wanted[found[0][0]] = (*wanted.get(found[0][0], ()), found[0][1])
    return wanted


def with_history(inputs: MonthInputs) -> Series:
    """The month and those of the year before it, as far as they can be used and its units followed back."""
    first = inputs.month
    for _ in range(most_shown(first) - 1):
        first = preceding(first)
    project, name = inputs.project, inputs.publication.id
    if inputs.covered:
        return join_months([inputs])  # nothing compares with a part
    try:
        return load_series(first, inputs.month, name, project.data, project.output)
    except DataRejected as error:
        earlier = project.months_within(first, preceding(inputs.month), [name]).get(name, [])
        return join_months([inputs], dict.fromkeys(earlier, error.causes[0].what))


def _refuse_to_lose_edits(folders: Mapping[str, Path]) -> None:
    """Before the first is written, rather than half way through."""
    edited = [f"{folder.name}/{name}" for folder in folders.values() for name in touched_by_hand(folder)]
    if edited:
        more = f" và {len(edited) - 5} tệp khác" if len(edited) > 5 else ""
        raise WrongUse(
            f"Các tệp sau đã được sửa tay hoặc thêm vào từ lần chạy trước: {', '.join(edited[:5])}{more}.\n"
            "  Cách xử lý: chép chúng ra nơi khác rồi chạy lại với --force để ghi đè."
        )


def _record(base: Mapping[str, Any], unit_code: str, made: ProfileFiles) -> dict[str, Any]:
    return {
        **base,
        "parameters": {**base["parameters"], "unit": unit_code},
        "outputs": {name: digest(content) for name, content in made.files.items()},
        "fonts": {"pdf": list(made.fonts), "charts": ["DejaVu Sans"]},
        "warnings": list(made.warnings),
    }
