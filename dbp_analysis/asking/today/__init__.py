"""An open month as of a moment: what is due, what is overdue, what it costs, what moved since the last state.

Everything is provisional, and nothing here is set beside a closed month.
"""
