"""Why totals moved since another month, and how that is said."""
