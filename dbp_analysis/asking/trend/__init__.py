"""Months side by side, across mergers: ranks, bands, ratios, runs and control limits."""
