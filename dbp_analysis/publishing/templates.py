"""The pages' templates: everything that is filled in is escaped."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from dbp_analysis.charts.style import DARK
from dbp_analysis.common.sentences import printable


@cache
def page_template(name: str) -> Template:
    """A template of this package; a name that is not filled in is an error, not an empty place."""
    environment = Environment(
        loader=PackageLoader("dbp_analysis", "publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["dark_colours"] = DARK
    environment.filters["css_text"] = css_text
    return environment.get_template(name)


def css_text(text: str) -> Markup:
    """A text as a string of a style sheet, written so that no character of it ends string or sheet."""
    shown = (
        letter if letter.isalnum() or letter == " " else f"\\{ord(letter):x} " for letter in printable(text)
    )
    return Markup(f'"{"".join(shown)}"')
