"""What every reader shares: decoding, limits, and making a Document out of what was found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from detente.errors import UnreadableError
from detente.model import Appearance, Block, Document, Signed
from detente.model.document import text_id
from detente.reading.blocks import blocks

#: Largest document in bytes, and longest text in code points; larger ones are refused with the reason.
LARGEST = 16_000_000
LONGEST = 1_000_000

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_DATE_LINE = re.compile(
    rf"(?:published(?: on)?:?\s*|updated(?: on)?:?\s*|date:?\s*)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{'|'.join(_MONTHS)}),?\s+(?P<y>\d{{4}})|(?P<m2>{'|'.join(_MONTHS)})\s+(?P<d2>\d{{1,2}}),?\s+(?P<y2>\d{{4}})|(?P<iso>\d{{4}}-\d{{2}}-\d{{2}}))\s*",
    re.I,
)
_BYLINE = re.compile(r"(?:by|author:)\s+(?P<who>[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){1,3})\s*", re.I)


@dataclass(frozen=True, slots=True)
class Unread:
    """A text that could not be read, and why."""

    uri: str
    reason: str


def decode(raw: bytes) -> str:
    """Bytes as text: UTF-8, UTF-16 with its mark, or what the detector finds beyond doubt.

    Raises UnreadableError for empty and binary input and for encodings that stay unclear.
    """
    if not raw.strip():
        raise UnreadableError("empty")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableError(f"marked as UTF-16 but broken at byte {error.start}") from error
    if b"\x00" in raw[:100_000]:
        raise UnreadableError("binary: it has NUL bytes; give a text, Markdown, HTML or JSON Lines file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        from charset_normalizer import from_bytes

        best = from_bytes(raw[:200_000]).best()
        if best is None or best.percent_chaos > 5:
            raise UnreadableError(f"neither UTF-8 (broken at byte {error.start}) nor another clear encoding; convert it to UTF-8") from error
        return raw.decode(best.encoding, errors="replace")


def day(value: Any) -> date | None:
    """A day out of metadata: a date, or text that begins in ISO 8601 or "26 November 2021"; None if it is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value or "").strip()
    match = _DATE_LINE.match(text)
    if match:
        return _matched(match)
    return None


def _matched(match: re.Match[str]) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        month = (match["m"] or match["m2"]).capitalize()
        return date(int(match["y"] or match["y2"]), _MONTHS.index(month) + 1, int(match["d"] or match["d2"]))
    except ValueError:
        return None


def document(text: str, *, uri: str, meta: Mapping[str, Any], parts: tuple[Block, ...] | None = None) -> Document:
    """A Document out of a text and what is known about it.

    Title, byline and date line are looked for in the head of the text where `meta` lacks them.
    Raises UnreadableError where there is no text to speak of or too much of it.
    """
    if not any(c.isalpha() for c in text):
        raise UnreadableError("no words in it")
    if len(text) > LONGEST:
        raise UnreadableError(f"{len(text):,} characters; one document may have {LONGEST:,}: split it")
    if re.search(r"\S{20000}", text):
        raise UnreadableError("a run of 20,000 characters without a space: not prose")
    found = parts if parts is not None else blocks(text)
    head = [text[b.start : b.end].strip() for b in found[:5]]
    title = str(meta.get("title") or "") or next((text[b.start : b.end].strip(" #\t") for b in found if b.kind == "title"), "")
    author = str(meta.get("author") or "") or next((m["who"] for line in head if (m := _BYLINE.fullmatch(line))), "")
    published = day(meta.get("published"))
    reason = ""
    if meta.get("published") and published is None:
        reason = f"the given date {str(meta['published'])[:40]!r} is none"
    if published is None:
        line = next((m for text_line in head if (m := _DATE_LINE.fullmatch(text_line))), None)
        published = _matched(line) if line else None
        if published:
            reason = "from the date line in the text's head"
    if published is None and not reason:
        reason = "no publication date in the metadata and no date line in the text's head"
    if published is not None and not date(1500, 1, 1) <= published <= date(2200, 1, 1):
        published, reason = None, f"the date {published} cannot be a publication date"
    signed = meta.get("agreement")
    return Document(
        id=text_id(text),
        text=text,
        title=" ".join(title.split()),
        author=" ".join(author.split()),
        publisher=str(meta.get("publisher") or ""),
        society=str(meta.get("society") or ""),
        published=published,
        published_reason=reason,
        language=str(meta.get("language") or "en"),
        genre=str(meta.get("genre") or ""),
        rests_on=tuple(str(r) for r in meta.get("rests_on") or ()),
        agreement=_signed(signed) if isinstance(signed, Mapping) else None,
        blocks=found,
        appearances=(Appearance(uri, str(meta.get("publisher") or ""), published),),
    )


def _signed(raw: Mapping[str, Any]) -> Signed:
    pax = raw.get("pax")
    return Signed(day(raw.get("signed")), tuple(str(p) for p in raw.get("parties", ())), int(pax) if pax is not None else None)
