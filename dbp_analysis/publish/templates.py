"""The pages' templates: everything that is filled in is escaped."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template


@cache
def page_template(name: str) -> Template:
    """A template of this package; a name that is not filled in is an error, not an empty place."""
    environment = Environment(
        loader=PackageLoader("dbp_analysis", "publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
