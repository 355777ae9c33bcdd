"""One unit's page for its leader: what it earned and lost, what moved, what next, how sure."""
