"""What moved each unit's total from one month to a later one, as an exact sum over indicators."""
