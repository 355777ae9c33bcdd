import re

from dbp_analysis.publishing.templates import css_text


def test_a_text_in_a_style_sheet_cannot_end_it():
    evil = "Số thử\n\"; } </style><script>alert('\\')</script>"
    shown = str(css_text(evil))

    assert re.fullmatch(r'"(\w| |\\[0-9a-f]+ )*"', shown)
    told = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), shown[1:-1])
    assert told == evil.replace("\n", " ")
