"""What an analyst types and moves in a notebook: cards, plots, widgets.

Computes nothing itself; the widgets need the extra ``lab``.
"""
