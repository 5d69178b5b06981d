"""Blocks: the paragraphs of a text, each marked as title, heading, body, numbered point or boilerplate.

Nothing is cut out: boilerplate is kept in the text and marked, so that offsets never move.
"""

from __future__ import annotations

import re
from dataclasses import replace

from detente.model import Block
from detente.model.document import BlockKind

_BULLET = re.compile(r"^\s*(?:[-–—•*·»>]|\d{1,2}[.)])\s+")
_POINT = re.compile(r"^\s*\d{1,2}[a-z]?[.)]\s+\S")
_SEE_ALSO = re.compile(r"^\W*(?:read (?:also|more|next|this)|see also|related|also (?:read|on)|more (?:on|from|about)|recommended|further reading|you may also|don[’']t miss|most read|watch)\b", re.I)
_MARKS = re.compile(
    r"solely the responsibility of|(?:do|does) not necessarily (?:reflect|represent)|(?:is|was|are) (?:co-)?(?:funded|financed|supported) by|"
    r"with the (?:financial )?support of|all rights reserved|©|copyright \d|\bis a (?:media )?(?:project|platform|outlet)\b|"
    r"(?:project|publication|article|series) (?:is|was) (?:implemented|produced|funded|prepared)|subscribe to|sign up (?:for|to)|newsletter|follow us|"
    r"terms of use|privacy policy|cookie|toponyms? (?:are|is|used)|terminology used|views? expressed|opinions? expressed|"
    r"disclaimer|editor[’']s note|about the author|share this|click here|advertisement|do not support any (?:one )?side|first published (?:in|by|on)|"
    r"takes? no (?:side|position)|receives funding|\bis an? (?:[a-z]+ ){0,2}(?:magazine|quarterly|journal|bulletin|weekly|monthly|website)\b|opinions are the authors|contributors alone",
    re.I,
)
_FINAL = re.compile(r"[.!?…:;]['\"”’)\]]*\s*$")
#: A heading is at most this many characters without a full stop.
_HEADING = 90


def blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text in order; their offsets are code points of the text as given."""
    lines = re.finditer(r"[^\r\n\x85\u2028\u2029]+", text)
    found = [Block(m.start(), m.end(), _kind(m.group())) for m in lines if m.group().strip()]
    return tuple(_in_context(text, found))


def _kind(line: str) -> BlockKind:
    if _SEE_ALSO.match(line) and len(line) < 200:
        return "boilerplate"
    if _POINT.match(line) and _FINAL.search(line):
        return "point"
    if len(line.strip()) <= _HEADING and not _FINAL.search(line) and not _BULLET.match(line):
        return "heading"
    if re.match(r"^\s*#{1,6}\s", line):
        return "heading"
    return "body"


def _in_context(text: str, found: list[Block]) -> list[Block]:
    """Marks that only the neighbours tell: link lists, a closing notice, the title."""
    result = list(found)
    links = False
    for i, block in enumerate(found):
        line = text[block.start : block.end]
        if block.kind == "boilerplate":
            links = True
            continue
        bullet = bool(_BULLET.match(line)) and block.kind != "point"
        if (bullet and (links or (not _FINAL.search(line) and _bulleted(text, found, i))) and not _FINAL.search(line)) or (links and len(line.strip()) < 160 and not _FINAL.search(line)):
            result[i] = replace(block, kind="boilerplate")
        else:
            links = False
    late = len(text) * 0.7
    for i, block in enumerate(result):
        line = text[block.start : block.end]
        if (block.start >= late or i == 0 or len(line) < 250) and len(_MARKS.findall(line)) >= (1 if block.start >= late or len(line) < 250 else 2) and (len(found) > 1):
            result[i] = replace(block, kind="boilerplate")
    first = text[result[0].start : result[0].end] if result else ""
    short = len(first.strip()) <= _HEADING and not first.rstrip().endswith(".") and not _BULLET.match(first)
    if len(result) > 1 and (result[0].kind == "heading" or (result[0].kind == "body" and short)):
        result[0] = replace(result[0], kind="title")
    if len(result) == 1 and result[0].kind == "heading":
        result[0] = replace(result[0], kind="body")
    return result


def _bulleted(text: str, found: list[Block], i: int) -> bool:
    """Whether a neighbour is a bullet without a full stop too: a list of links, not of arguments."""
    near = [found[j] for j in (i - 1, i + 1) if 0 <= j < len(found)]
    return any(_BULLET.match(text[b.start : b.end]) and not _FINAL.search(text[b.start : b.end]) for b in near)
