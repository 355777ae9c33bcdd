from pathlib import Path

from dbp_analysis.common.once import keeping, once

calls: list[tuple[str, str]] = []


@once
def asked(name: str, folder: str | Path = "", *, more: str = "") -> object:
    calls.append((name, str(folder)))
    return object()


def test_outside_of_a_run_every_call_is_made() -> None:
    assert asked("a") is not asked("a")


def test_in_a_run_the_same_call_has_one_answer_however_it_is_written() -> None:
    with keeping():
        first = asked("a", Path("b"))
        assert first is asked("a", folder="b", more="")
        assert first is not asked("a", "c")
    with keeping():
        assert first is not asked("a", "b")
