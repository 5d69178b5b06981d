"""The outlook in Markdown, every sentence with footnotes to the words it rests on."""

from __future__ import annotations

from detente.model import Evidence
from detente.model.memory import Memory
from detente.model.outlook import Outlook, Statement
from detente.outlook.words import day_words


def markdown(outlook: Outlook, memory: Memory) -> str:
    """The whole outlook as Markdown with footnotes."""
    notes: dict[Evidence, int] = {}
    out = [f"# {_plain(outlook.title)}", "", f"As of {day_words(outlook.as_of)}. Nothing published later is used. Odds by the program; claims by those named.", ""]
    for section in outlook.sections:
        out += [f"## {section.title}", ""]
        if section.note:
            out += [f"*{section.note}*", ""]
        for group in section.groups:
            if group.title:
                out += [f"### {_plain(group.title)}", ""]
            if group.note:
                out += [f"*{_plain(group.note)}*", ""]
            for statement in group.statements:
                out += _lines(statement, notes)
            out.append("")
    out += ["## Sources", ""]
    for s in outlook.sources:
        who = ", ".join(p for p in (s.author, s.publisher) if p)
        out.append(f"{s.number}. {_plain(s.title) or 'Untitled'}. {_plain(who)}, {day_words(s.published) if s.published else 'date unknown'}.")
    out.append("")
    for evidence, number in notes.items():
        words = _plain(" ".join(evidence.exact.split())[:240])
        out.append(f"[^{number}]: Source {outlook.number(evidence.document)}, characters {evidence.start} to {evidence.end}: “{words}”")
    return "\n".join(out) + "\n"


def _lines(statement: Statement, notes: dict[Evidence, int]) -> list[str]:
    marks = "".join(f"[^{notes.setdefault(e, len(notes) + 1)}]" for e in statement.evidence)
    tags = "".join(f" `{t.replace('_', ' ')}`" for t in statement.tags)
    quote = f" “{_plain(statement.quote)}”" if statement.quote else ""
    basis = f" *({_plain(statement.basis)})*" if statement.basis and not statement.evidence else ""
    return [f"- {_plain(statement.text)}{quote}{marks}{tags}{basis}", *(f"  - {_plain(d)}" for d in statement.details)]


def _plain(text: str) -> str:
    """Text that Markdown prints as it stands: no markup out of a source can take effect."""
    for sign in "\\`*_<>[]|#":
        text = text.replace(sign, f"\\{sign}" if sign not in "<>" else {"<": "&lt;", ">": "&gt;"}[sign])
    return " ".join(text.split())
