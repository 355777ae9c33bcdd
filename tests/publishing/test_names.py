from dbp_analysis.publishing.names import TREND, document_name, month_files


def test_what_is_mailed_says_what_it_is_of_which_place_and_month_and_what_programs_read_does_not() -> None:
    assert month_files("dien-bien-phu", "2023-12") == (
        "scores.csv",
        "bao-cao-dien-bien-phu-2023-12.docx",
        "bao-cao-dien-bien-phu-2023-12.pdf",
        "phu-luc-dien-bien-phu-2023-12.xlsx",
        "trang-dien-bien-phu-2023-12.html",
        "nhan-dinh-dien-bien-phu-2023-12.md",
    )


def test_one_of_several_lists_has_its_name_but_no_report() -> None:
    made = month_files("lam-dong/xa", "2026-Q3").of_a_list
    assert made == (
        "scores.csv",
        "phu-luc-lam-dong-xa-2026-Q3.xlsx",
        "trang-lam-dong-xa-2026-Q3.html",
        "nhan-dinh-lam-dong-xa-2026-Q3.md",
    )


def test_a_scenario_is_not_taken_for_the_month_itself() -> None:
    assert month_files("gia-lai", "2026-10", "thu").docx == "bao-cao-gia-lai-2026-10-kich-ban-thu.docx"


def test_a_document_of_several_months_bears_the_first_and_the_last() -> None:
    assert document_name(TREND, "gia-lai", "2026-01", "2026-06") == "xu-huong-gia-lai-2026-01-2026-06"
