"""What Python's zipfile raises for bytes that it cannot read as an archive or unpack."""

import struct
import zipfile
import zlib

# NotImplementedError is its answer to a compression that it does not know, RuntimeError to a password.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
