"""``python -m dbp_analysis`` is ``dbp``: nothing is imported from the current folder."""

import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]

from dbp_analysis.cli import main

if __name__ == "__main__":
    main()
