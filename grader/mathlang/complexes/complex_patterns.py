"""The forms in which people write a complex number, as patterns."""

import re

DRESS = re.compile(r"\\(?:left|right|[,;:! ]|quad|displaystyle)|[$~]|\\(?=\s)")
UNIT_DRESS = re.compile(
    r"\\(?:mathrm|text|mathit|operatorname|rm|mathbf)\s*\{\s*(?P<unit>[ij])\s*\}|\\(?P<dotless>[ij])math\b"
    r"|(?P<double>[ⅈⅉ])"
)
DEGREES = re.compile(
    r"\s*(?:°|º|˚|\^\s*\{?\s*\\circ\s*\}?|\^\s*\{?\s*o\s*\}?(?![a-z])|\\(?:degree|deg)\b|\bdeg(?:rees?)?\b\.?)"
)
RADIANS = re.compile(r"\s*\b(?:rad(?:ians?)?)\b\.?")
ANGLE = re.compile(
    r"\s*(?:∠|\\angle\b|\\phase\b|⦟|\bangle\b|(?<=[\d)}\s])/_|(?<=\d)\s*<\s*(?=[-+\d.]))\s*"
)
FIGURES = r"(?:\d+(?:\.\d*)?|\.\d+)"
POWER = r"(?:[eE][-+]?\d+|\s*(?:[×*·]|\\times|\\cdot)\s*10\s*\^\s*(?:\{\s*[-+]?\d+\s*\}|[-+]?\d+))"
FRACTION = rf"\\[dt]?frac\s*\{{\s*{FIGURES}\s*\}}\s*\{{\s*{FIGURES}\s*\}}"
NUMBER = rf"(?:{FRACTION}|{FIGURES}(?:{POWER})?(?:\s*/\s*{FIGURES})?)"
TIMES = r"\s*(?:[*·×]|\\cdot\b|\\times\b)?\s*"
IMAGINARY = rf"(?:{NUMBER}{TIMES}[ij]|[ij]{TIMES}{NUMBER}|[ij](?:\s*/\s*{FIGURES})?)"
PARTS = re.compile(
    rf"\s*(?P<first>[-+]?\s*(?:{IMAGINARY}|{NUMBER}))"
    rf"(?:\s*(?P<second>[-+]\s*(?:{IMAGINARY}|{NUMBER})))?\s*"
)
ANY_UNIT = re.compile(r"[ij]")
POLAR = re.compile(
    rf"\s*(?P<modulus>[-+]?\s*{NUMBER})\s*∠\s*[{{(]?\s*(?P<angle>[-+]?\s*{NUMBER})"
    r"\s*(?P<unit>°|rad)?\s*[)}]?\s*(?P<outer>°|rad)?\s*"
)
WITHIN = re.compile(
    rf"(?P<modulus>{NUMBER})\s*∠\s*(?P<open>\()?(?P<angle>[-+]?\s*{NUMBER})\s*(?P<unit>°|rad)?(?(open)\))"
)
EXPONENT = re.compile(
    rf"\s*(?P<modulus>[-+]?\s*{NUMBER})?{TIMES}(?:e\s*\^|\\?exp)\s*[{{(]*\s*(?P<sign>[-+]?)\s*"
    rf"(?:[ij]{TIMES}(?P<angle>{NUMBER})\s*(?P<unit>°|rad)?|(?P<before>{NUMBER}){TIMES}[ij])"
    r"\s*[)}]*\s*"
)
CIRCLE = re.compile(
    rf"\s*(?P<modulus>[-+]?\s*{NUMBER})?{TIMES}[\[({{]?\s*\\?cos\s*[{{(]?\s*(?P<angle>[-+]?\s*{NUMBER})"
    rf"\s*(?P<unit>°|rad)?\s*[)}}]?\s*(?P<sign>[-+])\s*[ij]?{TIMES}\\?sin\s*[{{(]?\s*"
    rf"(?P<again>[-+]?\s*{NUMBER})\s*(?:°|rad)?\s*[)}}]?{TIMES}[ij]?\s*[\])}}]?\s*"
)
CIS = re.compile(
    rf"\s*(?P<modulus>[-+]?\s*{NUMBER})?{TIMES}\\?(?:cis|text\{{cis\}})\s*[{{(]?\s*"
    rf"(?P<angle>[-+]?\s*{NUMBER})\s*(?P<unit>°|rad)?\s*[)}}]?\s*"
)
