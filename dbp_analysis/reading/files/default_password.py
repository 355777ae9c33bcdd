"""Workbooks that Excel encrypts with a password it knows itself, and opens without asking anybody.

Systems that protect what they export against changes write such files.
"""

import io

from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.refusal import encrypted

_PASSWORD = "VelvetSweatshop"
# Excel writes 100,000; ten million take a minute.
_MOST_ROUNDS = 1_000_000


def decrypted(data: bytes) -> bytes:
    """The workbook inside an encrypted one; ``RefusalError`` where it has a password of its own."""
    import msoffcrypto  # loads a whole library of ciphers

    # Its list of the bytes of an xls takes eight times their memory.
    bounds.check_file_size(len(data), bounds.HTML_BYTES)
    plain = io.BytesIO()
    try:
        workbook = msoffcrypto.OfficeFile(io.BytesIO(data))
        if getattr(workbook, "info", {}).get("spinValue", 0) > _MOST_ROUNDS:
            raise encrypted()
        workbook.load_key(password=_PASSWORD)
        workbook.decrypt(plain)
    except Exception as error:  # a password of its own, a way of encrypting that the library does not know
        raise encrypted() from error
    return plain.getvalue()
