"""Roles: whom the words around a verb or a noun name as acting and as acted upon."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from detente.coding.deeds import HARM, VIOLENT, is_deed
from detente.coding.mend import MONTHS
from detente.coding.named import Named
from detente.coding.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

LIGHT = {"hold", "launch", "conduct", "carry", "make", "host", "convene", "organise", "organize", "stage", "begin", "start", "open", "mount", "attend", "resume", "continue", "offer", "issue", "sign", "reach", "conclude", "have", "impose", "give", "pay", "join", "chair", "mediate", "broker", "arrange", "declare", "announce", "adopt", "suffer", "lead", "complete", "follow", "exchange", "use", "fire", "commit", "perpetrate", "execute", "repeat", "reiterate", "voice", "deliver", "echo"}
_OBJECT_CONTROL = {"urge", "implore", "entreat", "exhort", "beseech", "ask", "call", "press", "order", "request", "invite", "tell", "force", "persuade", "allow", "require", "warn", "accuse", "lead", "prompt", "cause", "compel", "push", "encourage", "enable", "help", "see", "blame", "suspect", "charge", "convict"}
_SUBJECTS = {"nsubj", "csubj"}
_TOWARDS = {"to", "with", "against", "on", "at", "from", "towards", "toward", "into", "for", "upon", "between", "of", "over", "in"}
_PRONOUNS = {"he", "she", "it", "they", "him", "her", "them", "his", "its", "their"}


def who(token: Token, scene: Scene, *, deep: bool = True) -> list[Named]:
    """The actors that a noun phrase names: its own mention, else those among its modifiers; with its conjuncts."""
    found: list[Named] = []
    for head in _conjuncts(token):
        own = [n for n in scene.named if n.covers(head)]
        if not own and head.lower_ in _PRONOUNS:
            own = _pronoun(head, scene)
        if not own and head.lower_ in _RECIPROCAL:
            continue
        if not own and (head.pos_ == "NUM" or head.tag_ == "CD") and not (head.lower_ == "one" and any(c.dep_ == "relcl" for c in head.children)) and not _of_a_month(head) and head.dep_ in {"dobj", "nsubjpass", "nsubj", "conj"} and head.ent_type_ not in {"DATE", "MONEY", "PERCENT", "TIME"} and not any(c.dep_ == "prep" and c.lower_ == "of" for c in head.children):
            own = [Named(f"{scene.cast.home or 'UNK'}:CVL", "group", head.i, head.i + 1, head.text)]
        if not own and deep:
            for child in head.children:
                if child.dep_ in {"poss", "amod", "compound", "nmod"}:
                    own += [n for c in _conjuncts(child) for n in scene.named if n.covers(c)]
                    own += _pronoun(child, scene) if child.lower_ in _PRONOUNS else []
                elif child.dep_ in {"prep", "agent"} and child.lower_ in {"of", "from", "between", "by"}:
                    for obj in child.children:
                        if obj.dep_ == "pobj":
                            own += who(obj, scene, deep=False)
                elif child.dep_ == "acl" and child.tag_ == "VBN":
                    own += _by(child, scene)
        found += own
    return _unique(found)


def _of_a_month(number: Token) -> bool:
    """Whether a number is a day: "on March 23 and 24"."""
    return any(t.lower_ in MONTHS for t in number.doc[max(number.i - 4, number.sent.start) : min(number.i + 3, number.sent.end)])


def _pronoun(token: Token, scene: Scene) -> list[Named]:
    return [Named(id, "pronoun", token.i, token.i + 1, token.text) for id in scene.antecedents(token)]


def _conjuncts(token: Token) -> list[Token]:
    """A word and those joined to it, or to the name beside it: "the Prime Minister of A, X, and the President of B, Y"."""
    beside = [c for a in token.children if a.dep_ == "appos" and token.tag_ in {"NN", "NNP"} for c in a.conjuncts if c.i > a.i]
    return [token, *(t for t in token.conjuncts if t.i > token.i), *beside]


def _unique(found: Iterable[Named]) -> list[Named]:
    return list({n.id: n for n in found}.values())


#: Nouns of occasions, which do nothing in the name of those who meet there.
_OCCASIONS = {"meeting", "summit", "talk", "encounter", "conference", "session"}
_RELATIVE = {"which", "that", "who", "whom"}


def objects(verb: Token) -> list[Token]:
    """What a verb acts on, in any form: object, passive subject, particle, infinitive, prepositional object."""
    found = []
    for child in verb.children:
        if child.dep_ in {"dobj", "obj", "nsubjpass", "dative", "prt", "oprd", "attr"}:
            found += _conjuncts(child)
        elif child.dep_ in {"xcomp", "ccomp", "pcomp"}:
            found.append(child)
        elif child.dep_ in {"prep", "agent"} and child.lower_ != "by":
            for obj in child.children:
                if obj.dep_ in {"pobj", "pcomp"}:
                    found += _conjuncts(obj)
    found += [o for t in found if t.lemma_.lower() in _AMOUNTS for c in t.children if c.dep_ == "prep" and c.lower_ == "of" for o in c.children if o.dep_ == "pobj"]
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        found.append(verb.head)
    if verb.dep_ == "relcl" and any(o.lower_ in _RELATIVE for o in found):
        found.append(verb.head)
    return found


#: Nouns that only count what they are "of": "signed a number of deals".
_AMOUNTS = {"number", "series", "set", "package", "couple", "raft", "range", "host", "string", "dozen", "lot", "round", "pair"}


def _subject(verb: Token, scene: Scene, depth: int = 0) -> list[Named]:
    """The grammatical subject, through conjunction, control and relative clauses."""
    subjects = [c for c in verb.children if c.dep_ in _SUBJECTS]
    if len(subjects) > 1 and len(near := [c for c in subjects if c.i < verb.i]) > 1 and any(n.covers(near[-1]) for n in scene.named):
        subjects = near[-1:]  # "in whose ninth clause Armenia undertook", where the parser takes both for it
    if subjects:
        if subjects[0].lower_ in _RELATIVE and verb.dep_ == "relcl":
            return of_noun(verb.head, scene)[0] if is_deed(verb.head) else who(verb.head, scene)
        return who(subjects[0], scene, deep=subjects[0].lemma_.lower() not in _OCCASIONS)
    if depth > 4:
        return []
    if any(c.dep_ == "nsubjpass" for c in verb.children):
        return []
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        shared = _subject(verb.head, scene, depth + 1) or _passive_subject(verb.head, scene)
        if not shared and verb.head.dep_ == "ccomp" and verb.tag_ == verb.head.head.tag_ and verb.lemma_.lower() in _SPEECH:
            return _subject(verb.head.head, scene, depth + 1)  # "said that the road was closed and promised to open it"
        if not shared and any(c.dep_ == "nsubj" and c.pos_ == "NOUN" for c in verb.head.children):
            told = [t for t in verb.head.subtree if t.dep_ == "relcl" and verb.head.i < t.i < verb.i and t.tag_ == verb.tag_ and any(c.lower_ in {"which", "who"} and c.dep_ == "nsubj" for c in t.children)]
            return who(told[-1].head, scene) if told else []  # "a reaction from A, which deemed it illegal, expelled the ambassador"
        return shared
    if verb.dep_ in {"xcomp", "ccomp", "advcl"} and verb.head.pos_ in {"VERB", "AUX", "ADJ"}:
        if verb.head.lemma_.lower() in _OBJECT_CONTROL:
            for child in verb.head.children:
                if child.dep_ in {"dobj", "dative"}:
                    return who(child, scene)
                if child.dep_ == "prep" and child.lower_ in {"on", "to"}:
                    return [n for o in child.children for n in who(o, scene)]
        if any(c.dep_ == "mark" for c in verb.children) and verb.dep_ != "advcl":
            return []
        return _subject(verb.head, scene, depth + 1) or _passive_subject(verb.head, scene)
    if verb.pos_ == "ADJ" and verb.dep_ in {"acomp", "oprd"} and verb.head.pos_ in {"VERB", "AUX"}:
        return _subject(verb.head, scene, depth + 1)  # "A and B are due to meet"
    if verb.dep_ == "pcomp":
        above = _verb_above(verb)
        return (_subject(above, scene, depth + 1) or _passive_subject(above, scene)) if above is not None else []
    if verb.dep_ == "acl" and verb.tag_ != "VBN":
        own = who(verb.head, scene, deep=False) or [n for c in verb.head.children if c.dep_ in {"amod", "poss", "compound"} for n in scene.named if n.covers(c)]  # "the Russian attempt to"
        above = _verb_above(verb)
        if own or above is None or verb.head.dep_ not in {"dobj", "pobj", "attr"}:
            return own or who(verb.head, scene)
        return _subject(above, scene, depth + 1) or who(verb.head, scene)
    if verb.dep_ == "relcl" and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        own, above = who(verb.head, scene), _verb_above(verb)
        purpose = verb.tag_ == "VB" and verb.head.dep_ == "dobj" and above is not None  # "begin an operation to take"
        return own or (_subject(above, scene, depth + 1) if purpose and above is not None else [])
    return []


#: Verbs that only somebody who speaks can be the subject of.
_SPEECH = {"promise", "pledge", "vow", "threaten", "warn", "accuse", "urge", "ask", "demand", "call", "invite", "deny", "reject", "refuse", "offer", "propose", "agree", "declare", "announce", "insist", "condemn", "criticise", "criticize", "praise", "thank", "welcome"}


def _verb_above(word: Token) -> Token | None:
    """The nearest verb that governs a word through nouns and prepositions."""
    for _ in range(5):
        if word.head == word:
            return None
        word = word.head
        if word.pos_ in {"VERB", "AUX"}:
            return word
    return None


def is_passive(verb: Token) -> bool:
    """Whether a verb is done to its subject: "are killed", "others (were) injured", "the town attacked by"."""
    children = list(verb.children)
    if any(c.dep_ in {"nsubjpass", "auxpass"} for c in children):
        return True
    if verb.tag_ not in {"VBN", "VBD"}:
        return False
    if verb.dep_ == "acl":
        return bool(verb.tag_ == "VBN")
    if any(c.dep_ in {"dobj", "aux", "ccomp", "xcomp", "prt"} for c in children):
        return False
    return verb.dep_ == "conj" and verb.head.pos_ == "VERB" and is_passive(verb.head) and not _active_with_object(verb)


def _active_with_object(verb: Token) -> bool:
    return any(c.dep_ == "dobj" for c in verb.children)


def _passive_subject(verb: Token, scene: Scene) -> list[Named]:
    return [n for c in verb.children if c.dep_ == "nsubjpass" for n in who(c, scene)]


#: "By" before these says who counts, not who did it: "taken prisoner by its count".
_RECKONING = {"count", "account", "estimate", "figure", "number", "tally", "reckoning", "admission"}


def _by(token: Token, scene: Scene) -> list[Named]:
    """The agent after "by"; joined passives share theirs ("are killed and others injured by")."""
    for word in (token, *(c for c in token.conjuncts if c.pos_ == "VERB" and c.tag_ in {"VBN", "VBD"})):
        for child in word.children:
            if child.lower_ == "by" and child.dep_ in {"agent", "prep"}:
                return [n for obj in child.children if obj.dep_ in {"pobj", "pcomp"} and obj.lemma_.lower() not in _RECKONING for n in who(obj, scene)]
    return []


def of_verb(verb: Token, scene: Scene) -> tuple[list[Named], list[Named]]:
    """Actors and recipients of a verb."""
    passive = is_passive(verb)
    agents = _by(verb, scene)
    actors = (agents or _in_an_act(verb, scene)) if passive else (_subject(verb, scene) or agents)
    recipients: list[Named] = []
    if any(c.lower_ in _RECIPROCAL for o in verb.children if o.dep_ in {"dobj", "prep", "pobj"} for c in (o, *o.subtree)) and len(actors) > 1:
        return _unique(actors), _unique(actors)
    done_to = [c for c in verb.children if c.dep_ in _SUBJECTS] if passive else []
    for obj in [*objects(verb), *(c for d in done_to for c in _conjuncts(d))]:
        if obj.dep_ in {"xcomp", "ccomp", "pcomp", "prt"} and obj.pos_ in {"VERB", "ADP"}:
            continue
        if obj.dep_ in {"pobj", "pcomp"} and _preposition(obj) not in _AT_WHOM:
            continue
        found = who(obj, scene)
        recipients += found or [n for t in (obj, *(o for c in obj.children if c.lower_ == "of" for o in c.children)) for c in t.children if c.dep_ == "prep" and c.lower_ in _TOWARDS for o in c.children if o.dep_ == "pobj" for n in who(o, scene, deep=False)]
    if not recipients and not passive and verb.lemma_.lower() in _VIOLENCE:
        recipients = [n for obj in _shared(verb) for n in who(obj, scene)]
    if not recipients:
        recipients = [n for c in verb.children if c.dep_ in {"xcomp", "ccomp"} and c.pos_ == "VERB" for n in _towards(c, scene, actors)]
    if not recipients and (verb.dep_ == "relcl" or done_to):
        recipients = [n for noun in [*([verb.head] if verb.dep_ == "relcl" else []), *done_to] for n in _who_said(noun, scene)]
    if verb.lemma_.lower() == "lose" and not passive:
        takers = [n for c in verb.children if c.dep_ in {"prep", "dative"} and c.lower_ == "to" for o in c.children if o.dep_ == "pobj" for n in who(o, scene)]
        if takers:
            return _unique(takers), _less(_unique(actors), takers)
    if verb.lemma_.lower() in _INVERSE and not passive:
        givers = [n for c in verb.children if c.dep_ == "prep" and c.lower_ == "from" for o in c.children if o.dep_ == "pobj" for n in who(o, scene)]
        if givers:
            return _unique(givers), _less(_unique(actors), givers)
    actors, recipients = _unique(actors), _less(_unique(recipients), actors)
    if actors and not recipients and verb.tag_ in {"VBN", "VBD"} and verb.lemma_.lower() in HARM and all(_number(n, verb) for n in actors):
        return _in_an_act(verb, scene), actors
    return actors, recipients


#: Verbs of violence, which share an object where they are joined ("shot and killed two men").
_VIOLENCE = VIOLENT | HARM | {"invade", "enter", "capture", "torture", "occupy"}


#: Words for what somebody has said to another, who answers to whoever said it.
SAID = {"demand", "request", "call", "proposal", "offer", "claim", "accusation", "allegation", "criticism", "appeal", "invitation"}


def _who_said(noun: Token, scene: Scene) -> list[Named]:
    """Whose request or offer a noun tells of, where a verb has it as its object: "A made an offer that was turned down"."""
    if noun.lemma_.lower() not in SAID or noun.dep_ not in {"dobj", "appos", "npadvmod", "attr"}:
        return []
    above = _verb_above(noun)
    return _subject(above, scene) if above is not None else []


def _shared(verb: Token) -> list[Token]:
    """The object that a verb of violence shares with the one it is joined to."""
    for other in verb.conjuncts:
        joined = other.i > verb.i and other.lemma_.lower() in _VIOLENCE and not any(c.dep_ in _SUBJECTS for c in other.children)
        if joined and (found := [t for c in other.children if c.dep_ == "dobj" for t in _conjuncts(c)]):
            return found
    return []


def _number(named: Named, verb: Token) -> bool:
    return named.end - named.start == 1 and verb.doc[named.start].pos_ == "NUM"


#: "each other", "one another", "the other".
_RECIPROCAL = {"other", "another"}
#: Prepositions behind which the one stands to whom something is done, and verbs whose subject it is done to.
_AT_WHOM = {"to", "with", "against", "on", "upon", "at", "from", "into", "onto", "towards", "toward", "between", "of"}
_INVERSE = {"receive", "get", "obtain", "secure", "win"}


def _preposition(obj: Token) -> str:
    """The preposition that an object hangs on, through conjunction."""
    head = obj.head
    while head.dep_ == "conj" and head.head != head:
        head = head.head
    while obj.dep_ == "conj" and obj.head != obj:
        obj = obj.head
    return str(obj.head.lower_)


def _in_an_act(verb: Token, scene: Scene) -> list[Named]:
    """Who did what a passive without an agent tells of, where the deed is named: "killed in a Russian attack", "killed when militants stormed"."""
    chain = [verb, *(c for c in verb.conjuncts if c.pos_ == "VERB")]
    for child in (c for v in chain for c in v.children):
        if child.dep_ == "prep" and child.lower_ in {"in", "during", "after", "following", "amid", "by", "from", "through"}:
            for obj in child.children:
                if obj.dep_ == "pobj" and is_deed(obj):
                    found = of_noun(obj, scene)[0] or [n for c in obj.children if c.dep_ == "prep" and c.lower_ == "with" for o in c.children for n in who(o, scene)]
                    if found:
                        return found
        if child.dep_ == "advcl" and child.lemma_.lower() in VIOLENT and any(c.lower_ in {"after", "when", "as", "while", "before"} for c in child.children):
            found = _subject(child, scene)
            if found and not is_passive(child):
                return found
    return []


def _towards(verb: Token, scene: Scene, actors: list[Named]) -> list[Named]:
    """Whom an act that is promised, refused, demanded or threatened would be done to: "agreed to free the pilots"."""
    subject = [n for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} for n in who(c, scene)]
    own = _less(subject, actors)
    if own:
        return own
    found = []
    for obj in objects(verb):
        if obj.dep_ in {"xcomp", "ccomp", "prt"} and obj.pos_ == "VERB":
            found += _towards(obj, scene, actors) if obj != verb else []
        else:
            found += who(obj, scene) or [n for c in obj.children if c.dep_ == "prep" and c.lower_ in _TOWARDS for o in c.children if o.dep_ == "pobj" for n in who(o, scene, deep=False)]
    return found


def of_noun(noun: Token, scene: Scene) -> tuple[list[Named], list[Named]]:
    """Actors and recipients of a noun that reports an act ("attacks by A on B", "A's incursion into B")."""
    actors: list[Named] = []
    recipients: list[Named] = []
    deed = is_deed(noun)
    branches = list(noun.children)
    if noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.lemma_.lower() in _GO_ON:
        branches += [c for c in noun.head.children if c.dep_ in {"prep", "agent"}]
    for child in branches:
        if child.dep_ in {"poss", "amod", "compound", "nmod"}:
            for c in _conjuncts(child):
                actors += [n for n in scene.named if n.covers(c)]
                actors += _pronoun(c, scene) if c.lower_ in _PRONOUNS else []
                actors += [n for g in c.children for n in scene.named if n.covers(g)] if c.dep_ == "amod" and "-" in c.text else []
        elif child.dep_ in {"prep", "agent"}:
            named = [n for o in child.children if o.dep_ == "pobj" for n in who(o, scene)]
            if child.lower_ in {"by", "between", "among"} or (deed and child.lower_ == "from"):
                actors += named
            elif child.lower_ in _TOWARDS:
                recipients += named
    for prep in noun.subtree:
        if prep.dep_ == "prep" and prep.lower_ in {"on", "against", "into", "upon"} and prep.head != noun:
            recipients += [n for o in prep.children if o.dep_ == "pobj" for n in who(o, scene)]
    verb = _governing(noun)
    if verb is not None and not actors:
        if noun.dep_ in {"dobj", "nsubjpass", "pobj", "nsubj"} and verb.lemma_.lower() in LIGHT:
            actors = _by(verb, scene) if noun.dep_ == "nsubjpass" else _subject(verb, scene)
            recipients += [n for c in verb.children if c.dep_ == "prep" and c.lower_ in {"with", "against", "on", "to", "between"} for o in c.children if o.dep_ == "pobj" for n in who(o, scene)]
        elif deed and noun.dep_ == "pobj" and noun.head.lower_ in {"in", "during", "with"} and not is_passive(verb) and verb.lemma_.lower() not in HARM | {"die", "suffer"}:
            actors = _subject(verb, scene)
            recipients = recipients or [n for c in verb.children if c.dep_ == "dobj" for n in who(c, scene)]
    if not actors:
        actors = _culprit(noun, scene)
    return _unique(actors), _less(_unique(recipients), actors)


#: Verbs that only say that an act goes on, so that what hangs on them belongs to the act.
_GO_ON = {"continue", "erupt", "break", "occur", "take", "flare", "begin", "start", "resume", "intensify", "rage", "escalate", "end"}


def _governing(noun: Token) -> Token | None:
    """The verb that a noun is an object or subject of, through a preposition."""
    head = noun.head if noun.head.pos_ == "VERB" else noun.head.head
    return head if head.pos_ == "VERB" and noun.dep_ in {"dobj", "nsubjpass", "pobj", "nsubj"} else None


def _culprit(noun: Token, scene: Scene) -> list[Named]:
    """Whose act a noun tells of by the words it hangs on: "claims responsibility for", "blames X for", "sentenced for his role in"."""
    head = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"for", "over", "in", "of", "with"} else None
    if head is None:
        return []
    if head.lemma_.lower() in _PARTAKES:
        own = [n for c in head.children if c.dep_ == "poss" for n in (who(c, scene) or _pronoun(c, scene))]
        return own or _culprit(head, scene) or (_subject(head.head, scene) if head.dep_ == "dobj" else [])
    if head.lower_ == "responsibility" and head.dep_ == "dobj":
        return _subject(head.head, scene)
    if head.lemma_.lower() in _FOR_WHAT and noun.head.lower_ in {"for", "over", "in", "of", "with"}:
        return [n for c in head.children if c.dep_ in {"dobj", "nsubjpass"} for n in who(c, scene)] or (who(head.head, scene) if head.dep_ == "acl" else [])
    return []


#: Nouns for a share in an act, and verbs that name somebody for one.
_PARTAKES = {"role", "involvement", "part", "complicity", "participation", "hand", "suspicion", "charge", "count"}
_FOR_WHAT = {"blame", "accuse", "sentence", "convict", "charge", "arrest", "jail", "imprison", "try", "indict", "condemn", "suspect", "execute", "detain", "extradite", "fine", "acquit"}


def ids(named: Iterable[Named]) -> tuple[str, ...]:
    """The ids of mentions, each once, in order."""
    return tuple(dict.fromkeys(n.id for n in named))


def known(named: Iterable[Named]) -> tuple[str, ...]:
    """The ids of those mentions of whom it is known whose they are."""
    return tuple(i for i in ids(named) if not i.startswith("UNK"))


def _less(found: list[Named], taken: list[Named]) -> list[Named]:
    ids = {n.id for n in taken}
    return [n for n in found if n.id not in ids]
