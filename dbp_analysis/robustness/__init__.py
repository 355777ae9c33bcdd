"""How sure a ranking is: small counts, weights, indicators left out."""
