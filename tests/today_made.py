"""December 2023 of Điện Biên Phủ as it was open on the morning of the 20th, from the made-up register."""

import atexit
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from dbp_analysis.asking.today.state import Today, today_of
from dbp_analysis.common.moments import typed_moment
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.reading.month import load_month_inputs

from .made import copy_real
from .registers_made import TABLE, with_registers

NOW = "2023-12-20 10:30"


@cache
def open_december() -> MonthInputs:
    """Its inputs until then, from files that are gone when this process ends."""
    folder = TemporaryDirectory(prefix="dbp-tests-")
    atexit.register(folder.cleanup)
    place = with_registers(copy_real(Path(folder.name)), TABLE)
    return load_month_inputs("2023-12", "dien-bien-phu", place.data, as_of=typed_moment(NOW, ""))


@cache
def december() -> Today:
    """Its state then."""
    return today_of(open_december())
