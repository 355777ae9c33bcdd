"""What would lift a unit: the fewest extra cases."""
