"""How it stands: whether what a word reports happened, is planned, demanded, failed, ...; and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.roles import SAID
from detente.coding.scene import Scene
from detente.model.event import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

SAY = {"say", "state", "report", "announce", "claim", "declare", "tell", "insist", "argue", "note", "add", "confirm", "maintain", "assert", "stress", "believe", "think", "suggest", "allege", "deny", "accuse", "warn", "write", "emphasise", "emphasize", "explain", "inform", "acknowledge", "admit", "hint", "complain", "contend", "reiterate", "predict", "expect", "hope", "mention", "call", "describe"}
_GOVERN: dict[str, Modality] = {}
for _modality, _words in {
    "planned": "plan intend schedule prepare arrange slate",
    "expected": "expect anticipate hope foresee predict",
    "demanded": "demand call urge implore entreat exhort beseech ask request insist appeal press push require propose invite recommend want need order",
    "promised": "promise pledge agree undertake vow commit offer oblige",
    "failed": "fail refuse decline miss",
    "denied": "deny reject dismiss",
    "hypothetical": "try attempt seek threaten warn consider want wish aim allow enable design prevent avoid help plot conspire",
}.items():
    _GOVERN.update(dict.fromkeys(_words.split(), _modality))  # type: ignore[arg-type]
_NOUNS: dict[str, Modality] = {}
for _modality, _words in {
    "planned": "plan schedule preparation intention",
    "expected": "expectation prospect forecast hope likelihood",
    "demanded": "demand call need request proposal appeal necessity",
    "promised": "promise pledge commitment obligation undertaking",
    "failed": "failure refusal inability cancellation",
    "denied": "denial rejection",
    "hypothetical": "possibility threat risk attempt option absence lack chance idea offer effort way readiness plot conspiracy",
}.items():
    _NOUNS.update(dict.fromkeys(_words.split(), _modality))  # type: ignore[arg-type]
_ADJECTIVES: dict[str, Modality] = {}
for _modality, _words in {
    "planned": "planned upcoming scheduled forthcoming next future coming agreed set due",
    "expected": "expected likely probable anticipated",
    "failed": "failed abortive unsuccessful aborted cancelled canceled postponed attempted foiled thwarted",
    "hypothetical": "possible potential proposed would-be",
    "denied": "alleged",
}.items():
    _ADJECTIVES.update(dict.fromkeys(_words.split(), _modality))  # type: ignore[arg-type]
_AUX: dict[str, Modality] = {"will": "planned", "shall": "planned", "’ll": "planned", "'ll": "planned", "would": "hypothetical", "could": "hypothetical", "may": "hypothetical", "might": "hypothetical", "can": "hypothetical", "should": "demanded", "must": "demanded"}
#: Prepositions behind which a noun tells of what is given, whatever governs the whole.
_GIVEN = {"despite", "after", "following", "over", "amid", "amidst", "during", "since", "because", "due", "in", "from", "before", "behind", "about", "with", "by"}
#: What is done for something that has happened.
_IN_RETURN = {"retaliate", "blame", "apologise", "apologize", "thank", "condemn", "criticise", "criticize", "praise", "punish", "sentence", "arrest", "charge", "convict", "compensate", "responsibility", "revenge", "retaliation", "jail", "indict", "accuse"}
#: Verbs of coming together or on the way, whose purpose is being done with them, and verbs that bring others to act.
_WITH = {"meet", "gather", "rally", "march", "assemble", "convene", "visit", "arrive", "travel", "act", "take", "hold", "speak", "sit"}
_BRINGS = {"lead", "prompt", "cause", "force", "compel", "push", "get", "drive", "see"}
#: Verbs that bring something to mind that was, whatever they themselves are.
_RECALL = {"recall", "remember", "mention", "forget", "repeat"}
#: Words that open a finite clause of what is given, whatever the clause that it hangs on.
_GIVEN_AS_SO = {"since", "after", "because", "as", "before", "when", "while", "once", "although", "though"}
_CLAUSE = {"ccomp", "advcl", "relcl", "parataxis", "ROOT"}


def modality(token: Token, scene: Scene) -> tuple[Modality, str]:
    """How the act that a token reports stands, and the word that decided it ("" for plain report)."""
    path = _path(token)
    for step, (word, below) in enumerate(path):
        found = (None if below is not None and _apart_from(below) else _own(word, scene, noun=step == 0)) or (_governed(word, below, direct=step == 1) if below is not None else None)
        if found and found[0] == "planned" and any(w.lemma_.lower() == "deny" and b is not None and b.dep_ == "ccomp" for w, b in path[step:]):
            return "denied", "deny"
        if found:
            return found
    return "actual", ""


def _apart_from(verb: Token) -> bool:
    """Whether a verb joined to another is finite and has a subject of its own, so that what is said of the other is not said of it: "talks were to have begun, but Kenya stayed away"."""
    return verb.dep_ == "conj" and verb.tag_ in {"VBD", "VBZ", "VBP"} and any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)


def _path(token: Token) -> list[tuple[Token, Token | None]]:
    """The token and its heads up to the clause that decides, each with the token below it."""
    path: list[tuple[Token, Token | None]] = [(token, None)]
    while token.head != token and len(path) < 7:
        if token.dep_ in {"nsubj", "nsubjpass"} and path[0][0] != token:
            break
        if token.dep_ in {"relcl", "parataxis"} or (token.dep_ == "acl" and token.tag_ in {"VBG", "VBN", "VBD"}):
            break
        if token.dep_ == "prep" and token.lower_ == "for" and token.head.lemma_.lower() in _IN_RETURN:
            break
        if token.dep_ == "ccomp" and token.head.lemma_.lower() in SAY - set(_GOVERN):
            break
        if token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"} and any(c.dep_ == "nsubj" for c in token.children) and any(c.lower_ in {"has", "have", "had"} and c.dep_ == "aux" for c in token.children):
            break  # "he will judge the print, and the other has undertaken to wait"
        if token.dep_ == "dobj" and token.head.lemma_.lower() in _RECALL:
            break
        if token.dep_ == "advcl" and any(c.dep_ in {"mark", "advmod"} and ((c.dep_ == "mark" and token != path[0][0]) or (c.lower_ in _GIVEN_AS_SO and token.tag_ in {"VBD", "VBZ", "VBP"})) for c in token.children):
            break
        if token.dep_ in {"prep", "pcomp"} and token.lower_ in _GIVEN and not any(c.lower_ in {"exchange", "return"} for c in token.children) and path[0][0].pos_ in {"NOUN", "PROPN"}:
            break
        below, token = token, token.head
        path.append((token, below))
    return path


def _own(word: Token, scene: Scene, *, noun: bool) -> tuple[Modality, str] | None:
    """What the word's own modifiers say."""
    if word.pos_ in {"VERB", "AUX"}:
        children = list(word.children)
        if word.dep_ == "conj" and word.tag_ not in {"VBD", "VBZ", "VBP"} and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in children):
            children += [c for c in word.head.children if c.dep_ in {"aux", "neg"} and c.i < word.head.i]
        if any(c.dep_ == "neg" for c in children):
            if any(t.lower_ == "until" and t.i > word.i for t in word.subtree) and any(c.dep_ in {"aux", "auxpass"} and c.lower_ in {"will", "would", "is", "are"} for c in children):
                return "planned", "not … until"
            if any(t.lower_ == "until" and t.i > word.i and t.head == word and any(o.ent_type_ == "DATE" for o in t.subtree) for t in word.subtree) and any(c.dep_ == "aux" and c.lower_ == "did" for c in children):
                return "actual", "not … until"
            return "failed", "not"
        if any(t.lower_ == "neither" for c in children if c.dep_ in {"nsubj", "nsubjpass"} for t in c.lefts):
            return "failed", "neither"
        if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in children):
            return "hypothetical", "if"
        if {"to", "have"} <= {c.lower_ for c in children if c.dep_ == "aux"} and word.head.lemma_.lower() == "be" and word.head.tag_ == "VBD":
            return "failed", "was to have"
        if found := _foreseen(word, children) or _of_none(children):
            return found
        for child in children:
            if child.dep_ in {"aux", "auxpass"} and child.lower_ in _AUX:
                return _AUX[child.lower_], child.text
        if word.tag_ == "VB" and word.dep_ == "advcl" and any(c.lower_ == "to" for c in children) and word.head.lemma_.lower() not in _WITH | _BRINGS:
            return "hypothetical", "to"
    elif noun:
        for child in word.children:
            if child.dep_ in {"amod", "compound", "acl", "advmod", "det", "relcl"}:
                words = {child.lower_, *(c.lower_ for c in child.children if c.dep_ == "conj")}
                hit = next((w for w in words if w in _ADJECTIVES), None)
                if hit:
                    return _ADJECTIVES[hit], hit
            if child.dep_ == "det" and child.lower_ == "no":
                return "failed", "no"
            if child.dep_ in {"acl", "relcl"} and child.lower_ in {"scheduled", "set", "planned", "due", "slated", "expected"} and not any(c.dep_ == "nsubj" for c in child.children):
                return "planned", child.text
    return None


#: Words for what was foreseen, in the passive.
_FORESEEN = {"suppose", "mean", "expect", "schedule", "plan", "intend", "set"}


def _foreseen(word: Token, children: list[Token]) -> tuple[Modality, str] | None:
    """What was foreseen: "was to have voted", "was supposed to open", "is due in Nairobi", "is expected in Gujarat this week"."""
    lemma = word.lemma_.lower()
    past = word.tag_ == "VBD" if lemma == "be" else any(c.dep_ == "auxpass" and c.lower_ in {"was", "were"} for c in children)
    now = word.tag_ in {"VBZ", "VBP"} if lemma == "be" else any(c.dep_ == "auxpass" and c.lower_ in {"is", "are"} for c in children)
    to_do = [c for c in children if c.dep_ == "xcomp" and any(a.dep_ == "aux" and a.lower_ == "to" for a in c.children)]
    if past and (lemma == "be" or lemma in _FORESEEN) and any(a.dep_ == "aux" and a.lower_ == "have" for c in to_do for a in c.children):
        return "failed", "was to have"
    if past and lemma == "suppose" and to_do:
        return "failed", "was supposed to"
    if past and lemma == "mean" and word.tag_ == "VBN" and to_do:
        return "hypothetical", "was meant to"
    there = any(c.dep_ == "prep" and c.lower_ in {"in", "at"} for c in children)
    if now and ((lemma == "be" and any(c.dep_ == "acomp" and c.lower_ == "due" for c in children)) or (lemma == "expect" and there and not to_do)):
        return "planned", "due" if lemma == "be" else word.text
    return None


def _of_none(children: list[Token]) -> tuple[Modality, str] | None:
    """What is told of nobody, or after "nor": "not a single post has been set up", "no train has ever run", "nor was there a summit"."""
    if any(c.lower_ == "nor" and c.dep_ in {"cc", "preconj", "advmod", "neg"} for c in children):
        return "failed", "nor"
    for subject in (c for c in children if c.dep_ in {"nsubj", "nsubjpass"}):
        if subject.lower_ in {"nobody", "none", "nothing"}:
            return "failed", subject.text
        for c in subject.lefts:
            if (c.lower_ == "no" and c.dep_ == "det") or (c.lower_ == "not" and c.nbor(1).lower_ in {"a", "one", "an"}):
                return "failed", c.text
    return None


def _governed(word: Token, below: Token, *, direct: bool) -> tuple[Modality, str] | None:
    """What a governing word makes of what hangs on it."""
    lemma = word.lemma_.lower()
    if direct and below.dep_ in {"nsubj", "nsubjpass", "dobj"} and word.pos_ == "VERB" and came_to_nothing(word):
        return "failed", lemma
    if direct and below.dep_ == "dobj" and lemma in {"arrange", "prepare"} and word.tag_ == "VBG":
        return "planned", lemma
    if word.pos_ in {"VERB", "AUX"} and below.dep_ in {"xcomp", "ccomp", "dobj", "prep", "pcomp", "oprd", "advcl", "nsubjpass"}:
        if below.dep_ == "dobj" and lemma in {"reject", "deny"} and below.lemma_.lower() in SAID:
            return None
        if direct and below.dep_ == "dobj" and lemma in {"reject", "deny", "agree", "offer", "want", "need", "plan", "schedule", "propose", "fail", "demand", "expect", "prevent", "avoid", "cancel", "postpone", "request", "seek", "plot", "threaten"}:
            return {"cancel": "failed", "postpone": "failed"}.get(lemma, _GOVERN.get(lemma, "actual")), lemma  # type: ignore[return-value]
        if below.dep_ == "nsubjpass" and lemma in {"plan", "schedule", "cancel", "postpone", "expect", "set"}:
            return ("failed" if lemma in {"cancel", "postpone"} else "planned"), lemma
        if below.dep_ in {"xcomp", "ccomp", "oprd"} and lemma in _GOVERN:
            return _GOVERN[lemma], lemma
        if below.dep_ == "prep" and below.lower_ in {"for", "on"} and lemma in {"call", "appeal", "press", "plan", "insist", "ask", "push"}:
            return _GOVERN[lemma], lemma
        if below.dep_ == "xcomp" and lemma == "have" and any(c.lower_ == "yet" for c in word.children):
            return "failed", "yet to"
        if below.dep_ == "xcomp" and (word.lower_ in {"set", "due"} or lemma == "be"):
            if any(c.dep_ == "neg" for c in word.children) and not any(t.lower_ == "until" for t in word.subtree):
                return "failed", "not"
            return "planned", f"{word.text} to"
    if word.pos_ == "NOUN" and below.dep_ in {"prep", "acl", "relcl", "pcomp"} and lemma in _NOUNS:
        failed = any(c.lower_ in {"failed", "unsuccessful", "abortive"} for c in word.children)
        return ("failed" if failed else _NOUNS[lemma]), lemma
    if word.pos_ == "ADJ" and below.dep_ == "xcomp":
        if lemma in {"likely", "bound", "sure", "certain", "unlikely"}:
            return "expected", lemma
        if lemma in {"ready", "willing", "due", "able", "reluctant", "unwilling"}:
            return ("planned" if lemma == "due" else "hypothetical"), lemma
    return None


#: Verbs with the word that makes them tell of what came to nothing, or "" where nothing need ("petere" is what the parser makes of "petered").
_NOTHING = {"call": "off", "put": "off", "fall": "through", "break": "down", "peter": "out", "petere": "out", "get": "nowhere", "lead": "nowhere", "come": "nothing", "cancel": "", "scrap": "", "shelve": "", "collapse": "", "founder": "", "postpone": "", "foil": "", "thwart": ""}
#: Of these those by which somebody brings it to nothing: they need an object or a passive.
_DROPS = {"call", "put", "cancel", "scrap", "shelve", "postpone", "foil", "thwart"}


def came_to_nothing(verb: Token) -> bool:
    """Whether a verb tells of what came to nothing: "called off the trip", "the plan fell through", "the talks petered out"."""
    lemma = verb.lemma_.lower()
    if lemma not in _NOTHING or verb.tag_ not in {"VBD", "VBN"} or any(c.dep_ == "neg" for c in verb.children):
        return False
    near = [c for c in verb.children if c.dep_ in {"prt", "advmod", "acomp", "prep", "npadvmod", "dobj"}]
    told = not _NOTHING[lemma] or any(t.lower_ == _NOTHING[lemma] for c in near for t in (c, *c.children))
    return told and (lemma not in _DROPS or any(c.dep_ in {"dobj", "nsubjpass", "auxpass"} for c in verb.children))


def holder(token: Token, scene: Scene) -> tuple[str, str]:
    """Who says what a token reports: the quoted speaker's id, else the author; and the words that tell."""
    span = scene.sentence.span
    for t in span:
        if t.lower_ == "according" and any(c.lower_ == "to" for c in t.children):
            speaker = _speaker([x for c in t.children for x in c.children], scene)
            if speaker:
                return speaker, "according to"
    word = token
    while word.head != word:
        below, word = word, word.head
        if _apart(below):
            return scene.author, ""
        if below.dep_ in {"ccomp", "parataxis"} and word.lemma_.lower() in SAY:
            speaker = _speaker([c for c in word.children if c.dep_ in {"nsubj", "nsubjpass", "agent"}], scene)
            if speaker:
                return speaker, word.text
    root = span.root
    if root.lemma_.lower() in SAY and token != root:
        for child in root.children:
            if child.dep_ == "nsubj" and any(t.dep_ in {"ccomp", "parataxis"} and token in set(t.subtree) for t in root.children):
                speaker = _speaker([child], scene)
                if speaker:
                    return speaker, root.text
    return scene.author, ""


def _apart(verb: Token) -> bool:
    """Whether a clause joined to reported speech is the author's own again: "A insists that X, and that argument could last"."""
    if verb.dep_ != "conj" or verb.pos_ not in {"VERB", "AUX"} or verb.head.dep_ != "ccomp":
        return False
    own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
    first = min((t.i for t in verb.subtree), default=verb.i)
    comma = any(t.text in {",", ";"} for t in verb.doc[max(first - 3, 0) : first])
    return own and comma and not any(c.dep_ == "mark" for c in verb.children)


def _speaker(tokens: list[Token], scene: Scene) -> str:
    for token in tokens:
        for named in scene.named:
            if named.covers(token) and not named.adjectival:
                return named.id
        if token.pos_ == "PRON" and token.lower_ in {"he", "she", "they", "it", "him", "her", "them"}:
            return next(iter(scene.antecedents(token)), "")
        inner = [c for c in token.subtree if c != token]
        for named in scene.named:
            if any(named.covers(c) for c in inner):
                return named.id
    return ""
