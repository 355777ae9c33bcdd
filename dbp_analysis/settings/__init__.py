"""What people write in ``data/``: TOML and CSV in, validated frozen values out.

Publications, months, schemes, layouts, the register of units and its successors, the wording of reports. No
export is read here, and nothing is scored.
"""
