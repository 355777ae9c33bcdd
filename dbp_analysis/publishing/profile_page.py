"""A unit's profile on a page that needs nothing else, for a browser or a phone."""

from dbp_analysis.charts import Chart
from dbp_analysis.publishing import profile_form as form
from dbp_analysis.publishing.templates import page_template
from dbp_analysis.telling.profile.profile import UnitProfile


def profile_page(profile: UnitProfile, chart: Chart | None = None) -> str:
    """The profile as HTML: no address, no clock, nothing loaded from elsewhere.

    Everything but the chart's own SVG is escaped.
    """
    return page_template("profile.html.j2").render(
        profile=profile, say=form.say, header=form.header(), chart=chart
    )
