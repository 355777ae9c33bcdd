"""An invented decision of every feature, with units and figures by code: four groups with weights, nine
indicators (steps, days, a value, one scored by people), a bonus, a capped deduction, conditions of bands.
"""

from dataclasses import replace
from pathlib import Path

from .made import PROJECT, PUBLICATION, Place, make_place, write_csv

SCHEME = "mau-day-du"
MONTH = "2026-10"
NAMES = ("Him Lam", "Thanh Minh", "Nà Tấu", "Mường Thanh", "Noong Bua", "Nam Thanh")
FIGURES: dict[str, tuple[float, ...]] = {
    "received": (400, 220, 150, 300, 180, 90),
    "received_online": (390, 180, 100, 290, 150, 40),
    "exempt": (5, 10, 0, 4, 6, 2),
    "resolved_on_time": (396, 200, 130, 290, 160, 70),
    "resolved_late": (0, 4, 9, 0, 12, 20),
    "pending_overdue": (0, 0, 4, 1, 2, 14),
    "days_spent": (1180, 820, 700, 860, 900, 890),
    "payable": (200, 100, 0, 150, 80, 30),
    "paid_online": (190, 70, 0, 140, 50, 10),
    "digitised": (395, 200, 120, 295, 150, 45),
    "results_digital": (390, 190, 110, 286, 140, 50),
    "petitions": (4, 2, 0, 5, 1, 2),
    "petitions_on_time": (4, 2, 0, 5, 1, 1),
    "waiting_minutes": (8, 12.5, 15, 9, 20, 28),
    "counter_points": (95, 88, 80, 92.5, 75, 60),
    "initiative_points": (3, 0, 1.5, 2, 0, 0),
}
"""One value for each unit; Mường Thanh would be in the best band but for one overdue case."""


def make_decision(root: Path) -> Place:
    """The invented decision's place, written into ``root``, with one month."""
    place = make_place(root)
    register = "".join(f"vi-du,{at:05},Xã,{name},,,\n" for at, name in enumerate(NAMES, 1))
    text = (PROJECT / "data" / "schemes" / f"{SCHEME}.toml").read_text(encoding="utf-8")
    kinds = {"waiting_minutes": "value", "counter_points": "points", "initiative_points": "points"}
    counts = "".join(
        f'  {{ {kinds.get(name, "count")} = "{name}", header = ["{name}"] }},\n' for name in FIGURES
    )
    layout = 'id = "so-lieu"\ntitle = "Số liệu tháng"\nfile_name = "so-lieu.csv"\nsource = "Hệ thống"\n'
    layout += f'period = "none"\nunit_name = ["Đơn vị"]\nunit_code = ["Mã"]\ncolumns = [\n{counts}]\n'
    publication = PUBLICATION.replace("bo-thu", SCHEME).replace('["ho-so", "thanh-toan"]', '["so-lieu"]')
    files = {
        "units.csv": f"place,code,type,name,valid_from,valid_to,successor\n{register}",
        f"schemes/{SCHEME}.toml": text,
        "layouts/so-lieu.toml": layout,
        "vi-du/publication.toml": publication,
    }
    for name, content in files.items():
        (place.data / name).write_text(content, encoding="utf-8", newline="\n")
    place = replace(place, month=MONTH)
    place.folder.mkdir()
    rows = [
        [f"{at:05}", f"Xã {name}", *(values[at - 1] for values in FIGURES.values())]
        for at, name in enumerate(NAMES, 1)
    ]
    write_csv(place.folder / "so-lieu.csv", [["Mã", "Đơn vị", *FIGURES], *rows])
    return place
