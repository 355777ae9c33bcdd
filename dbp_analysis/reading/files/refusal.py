"""Why a file is not read: the internal exception of the readers, and the reasons they share."""


class RefusalError(Exception):
    """A reader cannot or will not read the file; ``what`` and ``remedy`` are shown to the user as is."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(what)


def corrupt(detail: str = "") -> RefusalError:
    """The file is broken or cut off; ``detail`` says in which part, when that is known."""
    what = "Không đọc được tệp: tệp bị hỏng hoặc tải về chưa đủ"
    return RefusalError(
        f"{what} ({detail})." if detail else f"{what}.",
        "Tải lại tệp từ hệ thống nguồn; nếu Excel mở được mà không phải sửa chữa tệp thì lưu lại dạng .xlsx.",
    )


class EncryptedError(RefusalError):
    """The file is protected by a password."""


def encrypted() -> EncryptedError:
    """The file is protected by a password."""
    return EncryptedError(
        "Tệp được đặt mật khẩu nên không đọc được.",
        "Mở tệp bằng Excel, gỡ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc), lưu lại rồi chạy lại.",
    )


def unsupported(kind: str, program: str = "Excel") -> RefusalError:
    """The file is whole, but of a kind that is not read here; ``program`` opens it."""
    return RefusalError(
        f"Không đọc được {kind}.", f"Xuất lại dạng .xlsx, hoặc mở bằng {program} rồi lưu thành tệp .xlsx."
    )


def no_export(kind: str) -> RefusalError:
    """The file is of a kind that no source system exports tables in."""
    return RefusalError(
        f"Không phải tệp xuất: đây là {kind}, không phải bảng tính.",
        "Chuyển ra khỏi thư mục của kỳ; nếu bên trong có tệp xuất thì lấy riêng tệp đó vào thư mục.",
    )


def misnamed_settings(stem: str) -> RefusalError:
    """The file is settings of the month under another name, so that nothing of it would be applied."""
    name = "corrections.toml" if stem == "correction" else "month.toml"
    return RefusalError(
        f"Tên tệp gần giống {name} nhưng không phải: nội dung chưa được dùng.",
        f"Nếu là thiết lập của kỳ thì đổi tên thành {name} (trong Explorer bật hiện phần đuôi tệp để thấy "
        "đuôi .txt thừa); nếu không thì chuyển ra khỏi thư mục của kỳ.",
    )


def too_large(what: str) -> RefusalError:
    """The file exceeds a limit of ``bounds``; ``what`` says which one."""
    return RefusalError(
        what,
        "Xuất lại chỉ số liệu của một kỳ, hoặc xuất dạng CSV; nếu vẫn vậy, báo đơn vị quản lý hệ thống.",
    )
