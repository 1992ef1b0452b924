"""Word documents for tests, made of their parts."""

from __future__ import annotations

import io
import zipfile

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/>'
        f'<Override PartName="/word/numbering.xml" ContentType="{_KIND}.numbering+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="p1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/image" Target="media/a.png"/></Relationships>'
    ),
    "word/styles.xml": (
        f"<w:styles {_NAMES}>"
        + "".join(
            f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/></w:style>'
            for n in (1, 2)
        )
        + '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/>'
        '<w:basedOn w:val="H1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        "</w:styles>"
    ),
}


def docx(*body: str, lists: str = "", **more: bytes) -> bytes:
    """A Word document of paragraphs and tables, each as XML."""
    parts = {
        **_PARTS,
        "word/document.xml": f"<w:document {_NAMES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {_NAMES}>{lists}</w:numbering>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**parts, **more}.items():
            archive.writestr(name, part)
    return made.getvalue()


def numbered(*levels: tuple[str, str, int], key: int = 1, like: int = 0) -> str:
    """A list: the numerals, the pattern and the start of each level. like: a list that this one
    goes on with, though it has a number of its own."""
    kind = like or key
    shape = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (style, text, start) in enumerate(levels)
    )
    made = "" if like else f'<w:abstractNum w:abstractNumId="{kind}">{shape}</w:abstractNum>'
    return f'{made}<w:num w:numId="{key}"><w:abstractNumId w:val="{kind}"/></w:num>'


def paragraph(*runs: str, style: str = "", list: int = 0, level: int = 0) -> str:
    """A paragraph of runs, in a style and in a list."""
    kind = f'<w:pStyle w:val="{style}"/>' if style else ""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>' if list else ""
    return f"<w:p><w:pPr>{kind}{place}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, looks: str = "") -> str:
    """Text, and how it looks: `<w:b/>`."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def typed(text: str, **more: object) -> str:
    """A paragraph of plain text."""
    return paragraph(run(text), **more)  # type: ignore[arg-type]


def equation(*parts: str) -> str:
    """A paragraph that is an equation."""
    return paragraph(f"<m:oMathPara><m:oMath>{''.join(parts)}</m:oMath></m:oMathPara>")


def sign(text: str) -> str:
    """Signs of an equation."""
    return f'<m:r><m:t xml:space="preserve">{text}</m:t></m:r>'


def table(*rows: str) -> str:
    """A table of rows, each a sequence of cells."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(*inside: str, looks: str = "") -> str:
    """A cell of a table."""
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{''.join(inside)}</w:tc>"


_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
PICTURE = (
    f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
    f' xmlns:a="{_DRAWING}/main"><wp:docPr id="1" name="a"/><a:graphic><a:graphicData'
    f' uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture"><pic:blipFill><a:blip'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' r:embed="p1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
    "</w:r>"
)
"""A picture in a paragraph, whose bytes are the part word/media/a.png."""


def box(*inside: str) -> str:
    """A text box, as Word writes it: once for itself and once for programs that are old."""
    held = f"<w:txbxContent>{''.join(inside)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{held}</wps:txbx>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{held}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
