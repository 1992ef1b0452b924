"""The parts of a zipped document that say something, and a document made of such parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAX_PART = 40_000_000
"""Bytes of one part; the text of a hundred pages with equations takes 6 million."""
MAX_PARTS = 20_000
"""Files in an archive; LibreOffice makes some for each equation."""


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts by their names, pictures empty. Raises what zipfile raises of no archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            info.filename: archive.read(info) if _says_something(info) else b""
            for info in archive.infolist()[:MAX_PARTS]
        }


def _says_something(info: zipfile.ZipInfo) -> bool:
    return info.filename.endswith((".xml", ".rels", "mimetype")) and info.file_size <= MAX_PART


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()
