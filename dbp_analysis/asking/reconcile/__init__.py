"""Two systems' figures of the same units and month: where they differ, why, and what that does to scores."""
