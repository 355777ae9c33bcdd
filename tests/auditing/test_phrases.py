from pathlib import Path

from dbp_analysis.auditing.phrases import phrases, phrases_of

from ..made import PROJECT


def test_a_project_says_things_in_words_of_its_own(tmp_path: Path) -> None:
    shipped = (PROJECT / "data" / "phrases.toml").read_text(encoding="utf-8")
    assert "ubnd" in phrases("lists", "bodies")
    (tmp_path / "phrases.toml").write_text(shipped.replace('"ubnd", ', '"văn phòng", '), encoding="utf-8")
    with phrases_of(tmp_path):
        assert "văn phòng" in phrases("lists", "bodies")
    with phrases_of(tmp_path / "khác"):
        assert "ubnd" in phrases("lists", "bodies")
