"""``python -m dbp_analysis`` is ``dbp``."""

from dbp_analysis.cli import main

if __name__ == "__main__":
    main()
