"""Questions to scorecards in, frames and values out: what changed, what would lift a unit, how sure it is.

Change, targets, robustness, trend, scenario: a folder each. No file format, no picture.
"""
