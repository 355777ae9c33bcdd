"""What if: changed counts, weights, bands and rounding, always labelled as such."""
