import re
from importlib import resources

from dbp_analysis.charts import style
from dbp_analysis.charts.style import DARK, INK, PAPER, RAMP, SOFT, TRACK
from dbp_analysis.common.colours import contrast, ink_on


def test_every_colour_of_the_palette_has_another_in_the_dark():
    palette = {value for name, value in vars(style).items() if name.isupper() and str(value)[0] == "#"}
    assert palette | set(RAMP) == set(DARK)


def test_texts_can_be_read_in_the_dark():
    css = resources.files("dbp_analysis.publishing").joinpath("page.css").read_text(encoding="utf-8")
    dark = dict(re.findall(r"--(\w+): (#\w{6})", css.split("prefers-color-scheme: dark")[1].split("}")[0]))

    def shown(colour):
        return dark[DARK[colour][6:-1]] if DARK[colour].startswith("var(") else DARK[colour]

    pairs = [(ink, ground) for ink in (INK, SOFT) for ground in (PAPER, style.ZONE, TRACK)]
    pairs += [(ink_on(shade), shade) for shade in RAMP]
    pairs += [(PAPER, sign) for sign in (style.BETTER, style.WORSE, style.MARK)]
    assert [pair for pair in pairs if contrast(*map(shown, pair)) < 4.5] == []
