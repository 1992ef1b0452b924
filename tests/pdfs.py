"""Makes PDFs by hand, sound ones and hostile ones, byte by byte."""

from __future__ import annotations

import zlib

PICTURE = "q 500 0 0 700 50 50 cm /I Do Q "
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_IMAGE = (
    b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8"
)


def stream(data, extra=b"", times=1):
    """A stream, deflated so many times."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    filters = b" ".join([b"/FlateDecode"] * times)
    head = b"<< /Length %d /Filter [%s] %s >>\nstream\n" % (len(data), filters, extra)
    return head + data + b"\nendstream"


def built(objects):
    """A file of numbered objects, of which 1 is the root; readers rebuild its table."""
    bodies = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, body) for n, body in objects.items())
    return b"%PDF-1.5\n" + bodies + b"trailer\n<< /Size 9999 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"


def text(*lines, size=12, step=None):
    """The drawing of some lines of text."""
    step = step or 1.5 * size
    shown = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines]
    body = f" 0 -{step} Td ".join(f"({line}) Tj" for line in shown)
    return f"BT /F1 {size} Tf 60 740 Td {body} ET "


def document(contents, extra=None, resources=b""):
    """A file with a page for each drawing; `extra` holds more objects."""
    numbers = range(100, 100 + 2 * len(contents), 2)
    kids = b" ".join(b"%d 0 R" % n for n in numbers)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(contents), kids),
        3: _FONT,
        4: stream(bytes(range(64)), _IMAGE),
        **(extra or {}),
    }
    for number, content in zip(numbers, contents, strict=True):
        body = content if isinstance(content, bytes) else stream(content.encode("latin-1"))
        objects[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources <<"
            b" /Font << /F1 3 0 R /F2 9 0 R >> /XObject << /I 4 0 R %s >> >> >>"
            % (number + 1, resources)
        )
        objects[number + 1] = body
    return built(objects)


def pages(*lines):
    """A file with a page for each line."""
    return document([text(line) for line in lines])


def tree(kids):
    """A file whose page tree is what is given, three pages as it says."""
    return built({
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 3 /Kids %s >>" % kids.encode(),
    })  # fmt: skip


def form_draws_itself(times=2):
    """The drawing of a form that draws itself again and again, and what it needs."""
    form = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 612 792]"
        b" /Resources << /XObject << /X 20 0 R >> >>"
    )
    return "/X Do", {20: stream(b"/X Do " * times, form)}, b"/X 20 0 R"


def blanks(megabytes):
    """A page of blanks, deflated twice, so that a few hundred bytes hold them all."""
    once = zlib.compressobj(9)
    body = b"".join(once.compress(b" " * 1_000_000) for _ in range(megabytes)) + once.flush()
    body = zlib.compress(body, 9)
    head = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n" % len(body)
    return head + body + b"\nendstream", {}, b""


def font_of_blanks(megabytes=300):
    """A page in a font whose file is blanks."""
    file, _, _ = blanks(megabytes)
    extra = {
        9: b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 21 0 R >>",
        21: b"<< /Type /FontDescriptor /FontName /X /Flags 4 /FontFile2 22 0 R >>",
        22: file,
    }
    return "BT /F2 12 Tf 60 700 Td (z2 = 0.5) Tj ET", extra, b""


def with_pages_around(bomb, line="z1 = 0.1575"):
    """A bomb on the second of three pages."""
    content, extra, resources = bomb
    return document([text(line), content, text(line)], extra, resources)
