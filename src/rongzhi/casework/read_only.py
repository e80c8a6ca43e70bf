"""Whether the site may only be read: without the installation's key nothing sealed opens and nothing new is taken."""

from rongzhi.casework.keys import key_fault
from rongzhi.casework.keys_file import KeyFault


def read_only() -> KeyFault | None:
    """Why nothing can be changed now, in words for the banner, or None.

    Pages then show header facts alone; `perform` raises the same KeyFault by itself.
    """
    return key_fault()
