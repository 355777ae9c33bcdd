"""How sure a ranking is: few cases, intervals, weights that move, indicators left out."""
