"""A notebook and its parameters in, a finished folder of outputs in place out, whole or not at all.

One month, a batch, a trend, profiles: each in a watched child, here or on a cluster. What the cells do is not
known here.
"""

import sys

# Importing papermill reaches jsonschema's optional URL-format check, whose parser tables take most of a
# second to build and which nothing here uses; jsonschema leaves the check out when it is not there.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
