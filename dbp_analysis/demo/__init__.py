"""An invented place with exports in the real layouts: to try the program out, to teach, to measure."""

from dbp_analysis.demo.place import LABEL, DemoPlace, place_to_try, write_demo

__all__ = ["LABEL", "DemoPlace", "place_to_try", "write_demo"]
