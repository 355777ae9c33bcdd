"""One unit on one page: what its profile says."""
