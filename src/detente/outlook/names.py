"""Names: how actors and places are printed. One identity, both names; quotations are never touched."""

from __future__ import annotations

from datetime import date

from detente.model import Evidence, Place
from detente.model.memory import Memory


class Names:
    """The printed names of a memory's actors and places under one policy ("" prints both societies' forms)."""

    def __init__(self, memory: Memory, society: str = "") -> None:
        self.memory = memory
        self.society = society
        self._actors = {a.id: a.name for a in memory.pack.actors}
        self._sourced = {e.record.id: e.record.name for e in memory.actors if e.record.id not in self._actors}
        self._places = {e.record.id: e.record for e in memory.places} | {p.id: p for p in memory.pack.places}
        self._societies = {s.id: s.name for s in memory.pack.societies}

    def actor(self, id: str) -> str:
        """An actor's name: the pack's, else as the sources name it, else built from the id."""
        if id in self._actors:
            return self._actors[id]
        if id.count(":") == 2:
            return self._sourced.get(id, id.rsplit(":", 1)[1].replace("-", " ").title())
        state, _, rest = id.partition(":")
        organ = _ORGANS.get(rest.partition(":")[0], "")
        if state in self._actors and (organ or not rest):
            return f"{self._actors[state]} ({organ})" if organ and organ != "government" else self._actors[state]
        return self._sourced.get(id, id)

    def actors(self, ids: tuple[str, ...], *, most: int = 6) -> str:
        """Several actors, persons standing for their states, in a row with "and"."""
        persons = {i.partition(":")[0] for i in ids if i.count(":") == 2}
        shown = [i for i in ids if i.count(":") == 2 or i.partition(":")[0] not in persons]
        plain = {i for i in shown if ":" not in i}
        shown = [i for i in shown if ":" not in i or i.count(":") == 2 or i.partition(":")[0] not in plain]
        names = list(dict.fromkeys(self.actor(i) for i in shown if not i.startswith("UNK")))[:most]
        return names[0] if len(names) == 1 else ", ".join(names[:-1]) + (f" and {names[-1]}" if names else "")

    def place(self, id: str, day: date | None = None) -> str:
        """A place's name under the policy: one society's form, or the general form that holds both."""
        place = self._places.get(id)
        if place is None:
            return id
        return place.form(self.society, day) if self.society else place.name

    def society_of(self, evidence: Evidence) -> str:
        """The society whose press a quotation comes from."""
        document = self.memory.documents.get(evidence.document)
        return document.society if document else ""

    def press(self, society: str) -> str:
        """How a society's press is called in a sentence."""
        if society in self._societies:
            return f"{self._societies[society]} press"
        known = self.memory.pack.actor(society)
        if known and known.adjectives:
            return f"{known.adjectives[0]} press"
        return f"{self.actor(society)} sources" if known else "international agencies"

    def contested(self) -> list[Place]:
        """The places named in the memory for which societies have different names."""
        used = {e.record.id for e in self.memory.places}
        return [p for p in self.memory.pack.places if p.id in used and len({n.society for n in p.names if n.society}) > 1]


_ORGANS = {"GOV": "government", "MIL": "armed forces", "COP": "police", "SPY": "security service", "LEG": "parliament", "JUD": "courts", "OPP": "opposition", "CVL": "civilians", "REF": "refugees", "REB": "rebels", "SEP": "separatists", "MED": "media"}
