"""The parts of a .docx that are alike in all papers: styles, fonts, numbering, footers, settings.

Only names of faces are written, none is embedded: an office has 仿宋_GB2312 and 方正小标宋简体, and
the font table says which free ones may stand in for them.
"""

from collections.abc import Mapping
from typing import Final

from huixiang.folio.papers.geometry import BODY, FOLIO, PITCH, TABLE, TITLE
from huixiang.folio.papers.wordml import TWIPS, attribute

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

FANG, KAI, HEI, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
LATIN: Final = "Times New Roman"
FALLBACKS: Final[Mapping[str, str]] = {
    FANG: "仿宋,FangSong,FandolFang,Noto Serif CJK SC,Noto Serif SC",
    KAI: "楷体,KaiTi,LXGW WenKai,Noto Serif CJK SC,Noto Serif SC",
    HEI: "SimHei,Noto Sans CJK SC,Noto Sans SC",
    SONG: "方正小标宋_GBK,宋体,SimSun,Noto Serif CJK SC,Noto Serif SC",
}

_PARTS: Final = {
    "word/document.xml": ("officeDocument", "wordprocessingml.document.main"),
    "word/styles.xml": ("styles", "wordprocessingml.styles"),
    "word/numbering.xml": ("numbering", "wordprocessingml.numbering"),
    "word/settings.xml": ("settings", "wordprocessingml.settings"),
    "word/fontTable.xml": ("fontTable", "wordprocessingml.fontTable"),
    "word/odd.xml": ("footer", "wordprocessingml.footer"),
    "word/even.xml": ("footer", "wordprocessingml.footer"),
    "docProps/custom.xml": ("custom-properties", "custom-properties"),
}
_SETTINGS: Final = (
    '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
    "<w:compat><w:doNotExpandShiftReturn/>"  # a line broken by hand is not stretched over the page
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat>"
)
_IDS: Final = {"word/odd.xml": "rOdd", "word/even.xml": "rEven"}


def document(body: str) -> str:
    """Frame the body of a document."""
    return f'{_HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'


def fixed_parts() -> dict[str, str]:
    """Give the parts that no paper changes, by member name."""
    return {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(("word/document.xml", "docProps/custom.xml", "docProps/core.xml"), ""),
        "word/_rels/document.xml.rels": _relations([name for name in _PARTS if name.startswith("word/")][1:], "word/"),
        "word/styles.xml": _part("styles", _styles()),
        "word/numbering.xml": _part("numbering", _numbering()),
        "word/settings.xml": _part("settings", _SETTINGS),
        "word/fontTable.xml": _part("fonts", _fonts()),
        "word/odd.xml": _part("ftr", _folio("right")),
        "word/even.xml": _part("ftr", _folio("left")),
    }


def properties(sources: Mapping[str, str]) -> str:
    """Write the hidden properties of a document: the source of each code."""
    fmtid = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
    inside = "".join(
        f'<property fmtid="{fmtid}" pid="{number}" name={attribute(name)}>'
        f"<vt:lpwstr>{attribute(source)[1:-1]}</vt:lpwstr></property>"
        for number, (name, source) in enumerate(sources.items(), start=2)
    )
    office = R.removesuffix("relationships")
    kinds = f'xmlns="{office}custom-properties" xmlns:vt="{office}docPropsVTypes"'
    return f"{_HEAD}<Properties {kinds}>{inside}</Properties>"


def core(title: str) -> str:
    """Write the properties everybody sees: the title and nothing about who wrote it."""
    kinds = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"{_HEAD}<cp:coreProperties {kinds}><dc:title>{attribute(title)[1:-1]}</dc:title></cp:coreProperties>"


def _types() -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_OFFICE}.{kind}+xml"/>' for name, (_, kind) in _PARTS.items()
    )
    core_type = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core_type}"/></Types>'
    )


def _relations(names: "tuple[str, ...] | list[str]", folder: str) -> str:
    inside = "".join(
        f'<Relationship Id="{_IDS.get(name, f"r{place}")}" Type="{_relation(name)}"'
        f' Target="{name.removeprefix(folder)}"/>'
        for place, name in enumerate(names)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _relation(name: str) -> str:
    return f"{R}/{_PARTS[name][0]}" if name in _PARTS else f"{_PACKAGE}/relationships/metadata/core-properties"


def _part(name: str, inside: str) -> str:
    return f'{_HEAD}<w:{name} xmlns:w="{W}" xmlns:r="{R}">{inside}</w:{name}>'


def _face(name: str, size: float) -> str:
    faces = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{name}"/>'
    return f'<w:rPr>{faces}<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/></w:rPr>'


_EXACT: Final = f'<w:spacing w:line="{round(PITCH * TWIPS)}" w:lineRule="exact"/>'
_LOOSE: Final = '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>'
_INDENT: Final = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_HIGH: Final = f'<w:spacing w:line="{32 * TWIPS}" w:lineRule="exact" w:after="240"/><w:jc w:val="center"/>'
_FAR: Final = '<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>'
_STYLES: Final = (
    ("Title", "Title", _HIGH, SONG, TITLE),
    ("Lead", "line above a table", _LOOSE, KAI, TABLE),
    ("Greeting", "greeting", _EXACT, FANG, BODY),
    ("Text", "text", f'{_EXACT}{_INDENT}<w:jc w:val="both"/>', FANG, BODY),
    ("Section", "heading 1", f'<w:keepNext/>{_EXACT}{_INDENT}<w:outlineLvl w:val="0"/>', HEI, BODY),
    ("Signed", "signature", f"{_EXACT}{_FAR}", FANG, BODY),
    ("Head", "table head", _LOOSE, HEI, TABLE),
    ("Cell", "table cell", _LOOSE, FANG, TABLE),
    ("Note", "note below a table", _LOOSE, FANG, TABLE),
    ("Folio", "footer", _LOOSE, "宋体", FOLIO),
)


def _styles() -> str:
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    default = _face(FANG, BODY).replace("</w:rPr>", f"{language}</w:rPr>")
    normal = _style("Normal", "Normal", f'{_EXACT}<w:jc w:val="both"/>', FANG, BODY, default=True)
    others = "".join(_style(*each) for each in _STYLES)
    return f"<w:docDefaults><w:rPrDefault>{default}</w:rPrDefault></w:docDefaults>{normal}{others}{_grid_style()}"


def _style(key: str, name: str, inside: str, face: str, size: float, *, default: bool = False) -> str:
    kind = ' w:default="1"' if default else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{key}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{inside}</w:pPr>{_face(face, size)}</w:style>"
    )


def _grid_style() -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{breadth}" w:type="dxa"/>'
        for side, breadth in (("top", 20), ("left", 45), ("bottom", 20), ("right", 45))
    )
    return (
        '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )


def _numbering() -> str:
    """Give two lists: 1 for sections with items below (一、 1．), 2 for items alone (1．)."""
    section, item = ("chineseCountingThousand", "%1、"), ("decimal", "%{0}．")
    lists = {1: (section, (item[0], item[1].format(2))), 2: ((item[0], item[1].format(1)),)}
    made = ""
    for key, levels in lists.items():
        inside = "".join(
            f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
            for place, (kind, text) in enumerate(levels)
        )
        made += f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{inside}</w:abstractNum>'
    return made + "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in lists)


def _fonts() -> str:
    return "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, other in FALLBACKS.items()
    )


def _folio(side: str) -> str:
    """Write the page number between dashes, one character from the outer edge (GB/T 9704, 7.5)."""
    indent = (
        '<w:ind w:rightChars="100" w:right="280"/>' if side == "right" else '<w:ind w:leftChars="100" w:left="280"/>'
    )
    field = "".join(
        f"<w:r>{each}</w:r>"
        for each in (
            "<w:t>— </w:t>".replace("<w:t>", '<w:t xml:space="preserve">'),
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    return f'<w:p><w:pPr><w:pStyle w:val="Folio"/>{indent}<w:jc w:val="{side}"/></w:pPr>{field}</w:p>'
