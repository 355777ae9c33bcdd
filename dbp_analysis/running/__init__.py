"""A notebook and its parameters in, a finished folder of outputs in place out, whole or not at all.

One month, a batch in watched children, a cluster. What the cells do is not known here.
"""
