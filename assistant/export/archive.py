"""Look into a zip before anything else does: how many entries, how large once unpacked, and no XML that would grow when read."""

import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from assistant.export.errors import ExportError

MOST_UNPACKED = 20_000_000
MOST_ENTRIES = 200
ENCRYPTED = 0x1
ENTITIES = tuple(word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def entries(data: bytes, name: str) -> Mapping[str, bytes]:
    """Return the entries of a zip, by name, read only once the sizes of its directory have been added up.

    A size that the directory understates gains nothing: no entry is read beyond it, and its checksum then fails.

    :raises ExportError: if it is no zip, is damaged, protected, or would unpack to more than a plan needs.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            listed = archive.infolist()
            if len(listed) > MOST_ENTRIES or sum(entry.file_size for entry in listed) > MOST_UNPACKED:
                raise ExportError("too_big_inside", name=name)
            if any(entry.flag_bits & ENCRYPTED for entry in listed):
                raise ExportError("legacy", name=name)
            found = {entry.filename: archive.read(entry) for entry in listed}
    except (BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error):
        raise ExportError("broken", name=name) from None
    if any(word in content for content in found.values() for word in ENTITIES):
        raise ExportError("broken", name=name)
    return found
