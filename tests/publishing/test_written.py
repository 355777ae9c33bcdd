from pathlib import Path

from dbp_analysis.publishing.record import RUN_RECORD, read_record
from dbp_analysis.publishing.written import NOTHING, write_outputs


def test_the_record_says_that_everything_it_lists_is_there(tmp_path: Path) -> None:
    record = {"outputs": {"a.txt": "…", "charts/b.svg": "…"}}
    made = write_outputs(tmp_path, {"a.txt": b"a", "charts/b.svg": b"b"}, record, {"a.txt": "lời văn"})

    assert read_record(tmp_path) == record
    assert (tmp_path / "charts" / "b.svg").read_bytes() == b"b"
    assert list(made.files) == ["a.txt", "charts/b.svg", RUN_RECORD]
    assert made.files["a.txt"] == "lời văn"


def test_what_was_written_and_what_to_know_is_shown_as_text(tmp_path: Path) -> None:
    made = write_outputs(tmp_path, {"a.txt": b""}, {}, {"a.txt": "<b>"}, ("thiếu <phông>",))

    shown = made._repr_html_()
    assert "&lt;b&gt;" in shown
    assert "Lưu ý: thiếu &lt;phông&gt;" in shown


def test_without_an_output_folder_that_is_said() -> None:
    assert "Không ghi tệp nào" in NOTHING._repr_html_()
