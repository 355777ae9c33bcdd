"""Web pages saved as one file (MHTML), by a browser or by Excel: the pages inside, as text."""

import email
import email.policy

from dbp_analysis.reading.files.refusal import corrupt, no_export
from dbp_analysis.reading.files.text import decode


def pages_of(data: bytes) -> list[str]:
    """Every HTML part of an MHTML file, in order; ``RefusalError`` when it is cut off or a mail without."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    boundary = message.get_boundary()
    if boundary and f"--{boundary}--".encode("latin-1", "replace") not in data:
        raise corrupt("tệp MHTML không có phần kết thúc")
    parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
    if not parts:
        raise no_export("thư điện tử")
    contents = ((part.get_payload(decode=True), part.get_content_charset("")) for part in parts)
    return [decode(content, charset) for content, charset in contents if isinstance(content, bytes)]
