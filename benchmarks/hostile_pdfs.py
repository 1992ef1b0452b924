"""Hostile PDFs, built by hand: small on the disk, and large, long or endless inside."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Mapping

LINE = b"BT /F1 12 Tf 60 740 Td (2b) Tj 0 -22 Td (h2 = 0.4852) Tj ET "
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792]"


def stream(data: bytes, extra: bytes = b"", times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    filters = b" ".join([b"/FlateDecode"] * times)
    head = b"<< /Length %d /Filter [%s] %s >>\nstream\n" % (len(data), filters, extra)
    return head + data + b"\nendstream"


def repeated(unit: bytes, megabytes: int, extra: bytes = b"") -> bytes:
    """A stream of the same again and again, deflated twice, made without holding it."""
    once = zlib.compressobj(9)
    block = unit * (1_000_000 // len(unit))
    data = b"".join(once.compress(block) for _ in range(megabytes)) + once.flush()
    data = zlib.compress(data, 9)
    head = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] %s >>\nstream\n" % (len(data), extra)
    return head + data + b"\nendstream"


def built(objects: Mapping[int, bytes], tail: bytes = b"") -> bytes:
    bodies = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, body) for n, body in objects.items())
    return b"%PDF-1.5\n" + bodies + b"trailer\n<< /Size 99999 /Root 1 0 R " + tail + b" >>\n%%EOF\n"


def pages(
    contents: list[bytes], extra: Mapping[int, bytes] | None = None, resources: bytes = b"",
    box: bytes = b"[0 0 612 792]",
) -> bytes:  # fmt: skip
    """A file with a page for each stream."""
    numbers = [1_000 + 2 * n for n in range(len(contents))]
    kids = b" ".join(b"%d 0 R" % n for n in numbers)
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 3: _FONT, **(extra or {})}
    objects[2] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(contents), kids)
    for number, content in zip(numbers, contents, strict=True):
        objects[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents %d 0 R /Resources << /Font <<"
            b" /F1 3 0 R /F2 9 0 R >> %s >> >>" % (box, number + 1, resources)
        )
        objects[number + 1] = content
    return built(objects)


def around(bomb: bytes, extra: Mapping[int, bytes] | None = None, resources: bytes = b"") -> bytes:
    """A page that is a bomb between two that are sound."""
    return pages([stream(LINE), bomb, stream(LINE)], extra, resources)


def form_in_itself(rng: random.Random) -> bytes:
    form = _FORM + b" /Resources << /XObject << /X 20 0 R /Y 21 0 R >> >>"
    times = rng.choice([1, 2, 3, 50])
    forms = {20: stream(b"/X Do /Y Do " * times, form), 21: stream(b"/X Do " * times, form)}
    return around(stream(b"/X Do"), forms, b"/XObject << /X 20 0 R >>")


def forms_that_double(rng: random.Random) -> bytes:
    depth, times = rng.choice([(12, 3), (24, 2), (40, 4), (8, 20)])
    forms = {
        30 + n: stream(
            b"/X Do " * times, _FORM + b" /Resources << /XObject << /X %d 0 R >> >>" % (31 + n)
        )
        for n in range(depth)
    }
    forms[30 + depth] = stream(
        b"BT /F1 9 Tf (z) Tj ET", _FORM + b" /Resources << /Font << /F1 3 0 R >> >>"
    )
    return around(stream(b"/X Do"), forms, b"/XObject << /X 30 0 R >>")


def blanks(rng: random.Random) -> bytes:
    unit = rng.choice(
        [b" ", b"\n", b"q ", b"Q ", b"[", b"(", b"<<", b"0 ", b"q Q ", b"BT ET ", b"% "]
    )
    return around(repeated(unit, rng.choice([5, 40, 300])))


def many_objects(rng: random.Random) -> bytes:
    unit = rng.choice(
        [b"0 0 m 9 9 l S ", b"0 0 9 9 re f ", b"1 1 300 1 re f ", b"BT /F1 9 Tf (z) Tj ET "]
    )
    return around(stream(unit * rng.choice([20_000, 300_000, 1_000_000])))


def many_strings(rng: random.Random) -> bytes:
    count, size = rng.choice([20_000, 200_000]), rng.choice([1, 4, 12])
    shown = b"".join(
        b"(c%d = 0.%02d) Tj 0 -%d Td " % (i % 9, i % 99, rng.choice([1, 0, 9]))
        for i in range(count)
    )
    return around(stream(b"BT /F1 %d Tf 10 760 Td " % size + shown + b" ET"))


def mixed_sizes(rng: random.Random) -> bytes:
    parts = [
        b"/F1 %d Tf 1 0 0 1 %d %d Tm (%s) Tj " % (
            rng.choice([1, 4, 8, 12, 30, 900, -9]), rng.randrange(600), rng.randrange(790),
            rng.choice([b"z", b"\\(", b"\\)", b"[", b"]", b"|", b"^", b"~", b"=", b"0.5", b"2b"]),
        )
        for _ in range(rng.choice([500, 8_000]))
    ]  # fmt: skip
    bars = [
        b"%d %d %d 1 re f " % (rng.randrange(600), rng.randrange(790), rng.randrange(3, 99))
        for _ in range(rng.choice([0, 300, 9_000]))
    ]
    return around(stream(b"BT " + b"".join(parts) + b" ET " + b"".join(bars)))


def odd_tree(rng: random.Random) -> bytes:
    kids = rng.choice(
        [
            b"[2 0 R]",
            b"[2 0 R 2 0 R]",
            b"[1 0 R]",
            b"[99 0 R]",
            b"7",
            b"[]",
            b"[3 0 R 3 0 R]",
            b"2 0 R",
        ]
    )
    count = rng.choice([b"3", b"-1", b"2147483647", b"99999999999999", b"(x)", b"2 0 R"])
    return built({
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count " + count + b" /Kids " + kids + b" >>",
        3: b"<< /Type /Pages /Count 2 /Parent 2 0 R /Kids [2 0 R 3 0 R] >>",
    })  # fmt: skip


def deep_tree(rng: random.Random) -> bytes:
    depth = rng.choice([50, 3_000, 40_000])
    tree = {n: b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (n + 1) for n in range(2, depth)}
    return built({1: b"<< /Type /Catalog /Pages 2 0 R >>", **tree, depth: b"<< /Type /Page >>"})


def many_pages(rng: random.Random) -> bytes:
    count = rng.choice([65, 2_000, 20_000])
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    kids = b" ".join(b"%d 0 R" % n for n in range(10, 10 + count))
    return built({
        1: b"<< /Type /Catalog /Pages 2 0 R >>", 3: _FONT, 4: stream(LINE),
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids),
        **dict.fromkeys(range(10, 10 + count), page),
    })  # fmt: skip


def heavy_pages(rng: random.Random) -> bytes:
    body = b"".join(
        b"(c%d = 0.%02d) Tj 0 -9 Td " % (i % 9, i % 99) for i in range(rng.choice([300, 2_500]))
    )
    return pages([stream(b"BT /F1 9 Tf 10 760 Td " + body + b" ET")] * 60)


def big_image(rng: random.Random) -> bytes:
    side = rng.choice([2_000, 30_000, 2_000_000_000])
    head = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8"
        % (side, side)
    )
    image = repeated(b"\0", rng.choice([1, 100, 400]), head)
    return around(stream(b"q 500 0 0 700 0 0 cm /I Do Q"), {20: image}, b"/XObject << /I 20 0 R >>")


def odd_font(rng: random.Random) -> bytes:
    file = repeated(rng.choice([b"\0", b"A", b"\0\1\0\0"]), rng.choice([1, 60, 300]))
    kind = rng.choice([b"/TrueType", b"/Type0", b"/Type1", b"/Type3", b"/MMType1"])
    font = (
        b"<< /Type /Font /Subtype "
        + kind
        + b" /BaseFont /X /FontDescriptor 21 0 R /ToUnicode 22 0 R"
    )
    font += (
        b" /DescendantFonts [9 0 R] /CharProcs << /a 23 0 R >> /Encoding << /Differences [0 /a] >>"
    )
    font += b" /FirstChar 0 /LastChar 2147483647 /Widths [9 9] /FontMatrix [1 0 0 0 0 0] >>"
    descriptor = (
        b"<< /Type /FontDescriptor /FontName /X /Flags 4 /FontFile2 22 0 R /FontFile 22 0 R >>"
    )
    procs = stream(b"BT /F2 9 Tf (\0) Tj ET")
    shown = stream(b"BT /F2 12 Tf 60 700 Td (z2 = 0.5\0\1) Tj ET")
    return around(shown, {9: font, 21: descriptor, 22: file, 23: procs})


def odd_map(rng: random.Random) -> bytes:
    ranges = b"<0000> <ffff> <0041>\n" * rng.choice([10, 100_000])
    cmap = stream(
        b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange %d beginbfrange\n" % 99
        + ranges
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 22 0 R >>"
    return around(stream(b"BT /F2 12 Tf 60 700 Td (z2 = 0.5) Tj ET"), {9: font, 22: cmap})


def odd_numbers(rng: random.Random) -> bytes:
    number = rng.choice(
        [b"1e99", b"-1", b"0", b"99999999999999999999", b"0.0000001", b"-2147483648", b"nan"]
    )
    body = b"BT /F1 %s Tf %s 0 0 %s %s 740 Tm %s Tc %s TL (z2 = 0.5) Tj (x) ' ET %s %s 9 1 re f" % (
        (number,) * 8
    )
    return pages(
        [stream(LINE), stream(body)],
        box=rng.choice([b"[0 0 0 0]", b"[0 0 1e99 1e99]", b"[612 792 0 0]", b"7"]),
    )


def encrypted(rng: random.Random) -> bytes:
    lock = b"/Encrypt << /Filter /Standard /V %d /R 3 /O (%s) /U (%s) /P -4 /Length 128 >> /ID [(a) (b)]"
    tail = lock % (rng.choice([1, 2, 4, 5, 99]), b"o" * 32, b"u" * 32)
    return built(
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 0 /Kids [] >>"}, tail
    )


def references(rng: random.Random) -> bytes:
    """Objects that are each other, or nested without an end."""
    depth = rng.choice([100, 5_000, 200_000])
    nested = rng.choice(
        [b"[" * depth, b"<< /A " * depth, b"(" * depth, b"[" * depth + b"]" * depth]
    )
    return built({
        1: b"<< /Type /Catalog /Pages 2 0 R /Names 5 0 R >>", 2: b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        4: b"<< /Type /Page /Parent 2 0 R /Contents [5 0 R 6 0 R] /MediaBox 6 0 R /Resources 5 0 R >>",
        5: b"6 0 R", 6: b"5 0 R", 7: nested,
    })  # fmt: skip


def pattern_in_itself(rng: random.Random) -> bytes:
    head = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep %s /YStep %s" % (
        (rng.choice([b"0.0001", b"1", b"0"]),) * 2)  # fmt: skip
    head += b" /Resources << /Pattern << /P 20 0 R >> >>"
    tile = stream(b"/Pattern cs /P scn 0 0 9 9 re f", head)
    return around(
        stream(b"/Pattern cs /P scn 0 0 612 792 re f"), {20: tile}, b"/Pattern << /P 20 0 R >>"
    )


PDFS: tuple[Callable[[random.Random], bytes], ...] = (
    form_in_itself, forms_that_double, blanks, many_objects, many_strings, mixed_sizes, odd_tree,
    deep_tree, many_pages, heavy_pages, big_image, odd_font, odd_map, odd_numbers, encrypted,
    references, pattern_in_itself,
)  # fmt: skip
