"""Owed: the words by which a text says that somebody owes something: promised, imposed, listed as terms, to be done by a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.coding.agreements import TEXTS
from detente.coding.lexicon import lexicon
from detente.coding.modality import modality
from detente.coding.named import POSSESSIVE
from detente.coding.roles import ids, known, of_noun, of_verb, who
from detente.coding.scene import Scene
from detente.model.identity import bodies

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Verbs of promising.
PROMISES = {"promise", "pledge", "agree", "undertake", "commit", "vow", "guarantee", "assure"}
#: Nouns of meetings that may be owed.
MEETINGS = {"meeting", "summit", "talk", "round", "conference", "negotiation", "consultation", "session"}


@dataclass(frozen=True, slots=True)
class Owed:
    """Something owed: the word of what is to be done or given, by whom, and the words that say so; `beside` are others of one list."""

    content: Token
    obligors: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    why: str
    beside: tuple[Token, ...] = ()


#: Verbs that put a duty on their object, whoever may do so, and verbs by which only a court or a council does.
BINDING = {"oblige", "bind", "require", "commit", "persuade", "induce"}
_ORDERING = {"order", "instruct"}
_ANNOUNCE = {"say", "announce", "declare", "confirm", "tell", "assure", "know"}
#: Nouns for what is owed.
PLEDGES = {"commitment", "guarantee", "pledge", "promise", "obligation", "undertaking", "assurance", "duty", "vow"}
#: What parties accept that binds them, and what has terms that stand behind a colon.
_AWARDS = {"arbitration", "award", "jurisdiction", "ruling", "verdict", "judgment", "judgement"}
_BARGAINS = {"bargain", "deal", "agreement", "accord", "understanding", "arrangement", "promise", "undertaking", "assurance", "pledge", "formula", "compromise", "term"}
#: How undertakings are given: what makes the bare noun one.
_FORMS = {"verbal", "oral", "written", "mutual", "joint", "reciprocal"}
_COURTS, _BENCHES = ("JUD", "UN"), {"court", "tribunal", "council", "judges"}


def owed(token: Token, scene: Scene) -> Iterator[Owed]:
    """What a word says is owed: promised, imposed by a text or a court, to be done by a day, or called a pledge."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in _SETTLES and (listed := _list_of_terms(token)):
        by = known(of_verb(token, scene)[0])
        for content in listed:
            yield Owed(content, by, (), f"“{token.text}” is followed by a list of terms", tuple(t for t in listed if t != content))
    elif token.pos_ == "VERB" and lemma in {"give", "set"} and (bound := _for_themselves(token)):
        yield from _made_of(bound, ids(of_verb(token, scene)[0]), (), f"“{token.text} themselves” sets a term")
    elif token.pos_ == "NOUN" and lemma in _BARGAINS and (terms := _terms_behind(token)):
        for content in terms:
            yield Owed(content, known(of_verb(content, scene)[0]), (), f"“{token.text}” is followed by its terms", tuple(t for t in terms if t != content))
    elif token.pos_ == "NOUN" and (lemma in PLEDGES or (lemma == "word" and token.dep_ == "dobj" and token.head.lemma_.lower() == "give")):
        yield from _pledge(token, scene)
    elif token.pos_ == "NOUN" and lemma == "offer" and token.dep_ in {"dobj", "attr", "pobj"} and modality(token, scene)[0] == "actual" and any(c.i > token.i and ((c.dep_ == "acl" and c.tag_ == "VB") or c.lower_ in {"of", "to"}) for c in token.children):
        yield Owed(token, known(of_noun(token, scene)[0]), (), f"“{token.text}” names what is offered")
    elif token.pos_ == "VERB" and lemma == "settle" and any(c.dep_ == "ccomp" and any(a.lower_ in {"would", "will"} for a in c.children) for c in token.children):
        yield from _promised(token, scene)
    elif token.pos_ == "VERB" and lemma == "decide" and len(bodies(ids(of_verb(token, scene)[0]))) > 1:
        yield from _promised(token, scene)  # what two decide together
    elif token.tag_ == "VBN" and token.dep_ == "acl" and lemma in {"promise", "pledge", "agree"} and token.head.pos_ == "NOUN" and not any(c.dep_ in {"xcomp", "dobj", "aux"} for c in token.children) and token.i > token.head.i:
        yield Owed(token.head, _by(token, scene), (), f"“{token.text}” says that it was undertaken")  # "the referendum promised for January"
    elif token.dep_ == "relcl" and token.tag_ in {"VBD", "VBN"} and lemma in {"promise", "pledge"} and token.head.pos_ == "NOUN" and not any(c.dep_ in {"xcomp", "ccomp", "dobj", "advcl"} and c.tag_ != "WDT" for c in token.children):
        yield Owed(token.head, known(of_verb(token, scene)[0]), (), f"“{token.text}” says that it was undertaken")  # "the referendum the UN promised in 1991"
    elif token.pos_ == "VERB" and lemma in PROMISES | {"offer"} and not (lemma == "commit" and _bound(token)):
        yield from _promised(token, scene)
    elif token.pos_ == "VERB" and lemma in BINDING | _ORDERING:
        yield from _imposed(token, scene)
    elif token.pos_ == "VERB" and lemma == "owe":
        yield from _made_of([c for c in token.children if c.dep_ == "dobj"], ids(of_verb(token, scene)[0]), ids(of_verb(token, scene)[1]), "“owes” names a debt")
    elif token.pos_ in {"VERB", "AUX"} and (lemma in {"be", "have"} or token.lower_ == "supposed"):
        yield from _to_be_done(token, scene)
    elif token.pos_ == "VERB" and lemma in _ANNOUNCE:
        yield from _announced(token, scene)
    elif token.tag_ == "VB" and any(c.lower_ == "must" for c in token.children) and any(e.relation in {"by", "within", "until"} and set(scene.tokens_of(e)) & set(token.subtree) for e in scene.times):
        yield from _made_of([token], ids(of_verb(token, scene)[0]), ids(of_verb(token, scene)[1]), "“must” with a term says what is to be done")
    elif token.pos_ == "VERB" and lemma == "accept" and token.tag_ in {"VBD", "VBN", "VBZ"} and (bound := [c for c in token.children if c.dep_ == "dobj" and c.lemma_.lower() in _AWARDS]) and modality(token, scene)[0] == "actual":
        yield from _made_of(bound, ids(of_verb(token, scene)[0]), (), f"“{token.text}” binds them to it")
    elif token.pos_ == "VERB" and (token.tag_ in {"VBZ", "VBP"} or (token.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ in {"would", "will"} for c in token.children))):
        yield from _provided(token, scene)


#: Verbs by which parties settle on what stands in a list, and what such a list is of.
_SETTLES = {"accept", "agree", "approve", "adopt", "endorse", "settle", "put", "sign"}
_TERMS = {"measure", "step", "demand", "point", "condition", "project", "term", "obligation", "task", "goal", "principle", "item", "area", "timetable", "package", "plan", "programme", "list"}


def _list_of_terms(verb: Token) -> list[Token]:
    """The things of a list behind a colon that parties settled on: "agreed on three steps: a report, an exchange and a visit"."""
    if verb.tag_ not in {"VBD", "VBN"}:
        return []
    colon = next((t for t in verb.subtree if t.text == ":" and t.i > verb.i), None)
    if colon is None or not any(t.lemma_.lower() in _TERMS and t.dep_ in {"dobj", "pobj", "nsubjpass"} for t in verb.doc[max(verb.i, colon.i - 8) : colon.i]):
        return []
    found: list[Token] = []
    for token in verb.doc[colon.i + 1 : verb.sent.end]:
        if token.text == ";":
            break
        if token.pos_ in {"NOUN", "VERB"} and (token.head.i <= colon.i or (token.head in found and token.dep_ in {"appos", "conj"})) and (token.pos_ == "NOUN" or token.tag_ in {"VB", "VBG"}):
            found.append(token)
    return found if len(found) > 1 else []


def _terms_behind(noun: Token) -> list[Token]:
    """What would be done, behind a colon in the sentence of a bargain: "the bargain had two legs: the rebels would go home and the case would be dropped"."""
    colon = next((t for t in noun.doc[noun.i : noun.sent.end] if t.text == ":"), None)
    return [] if colon is None else [t for t in noun.doc[colon.i + 1 : noun.sent.end] if t.tag_ in {"VB", "VBN"} and any(c.lower_ in {"would", "will"} and c.dep_ == "aux" for c in t.children) and t.dep_ != "relcl"]


def _for_themselves(verb: Token) -> list[Token]:
    """What parties set themselves a term for: "have given themselves three years to sort it out", "set themselves a target for concluding it"."""
    if not any(c.lower_ in {"themselves", "itself"} and c.dep_ in {"dative", "dobj"} for c in verb.children):
        return []
    found = [c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VB"]
    return found or [o for c in verb.children if c.dep_ == "dobj" for p in c.children if p.lower_ in {"for", "to"} or p.tag_ == "VB" for o in (p.children if p.dep_ == "prep" else (p,)) if o.dep_ in {"pcomp", "acl", "relcl"}]


def _made_of(contents: Iterable[Token], obligors: tuple[str, ...], beneficiaries: tuple[str, ...], why: str) -> Iterator[Owed]:
    obligors = tuple(i for i in obligors if not i.startswith("UNK"))
    if obligors:
        for content in contents:
            yield Owed(content, obligors, tuple(i for i in beneficiaries if i not in obligors and not i.startswith("UNK")), why)


#: Verbs of which an infinitive behind them is what was promised, never what it was promised for.
_GOVERNING = {"undertake", "vow", "pledge", "promise", "bind", "commit"}


def _infinitives(verb: Token) -> list[Token]:
    """The infinitives and clauses that a verb governs, joined ones each for itself."""
    found: list[Token] = []
    for child in verb.children:
        stray = child.dep_ == "acl" and child.tag_ == "VB" and child.i > verb.i  # of a verb that the parser half took for a noun
        beside = child.dep_ == "advcl" and child.tag_ == "VB" and child.i > verb.i and any(c.lower_ == "to" for c in child.children) and verb.lemma_.lower() in _GOVERNING
        apart = child.dep_ == "advcl" and verb.lemma_.lower() in _GOVERNING and any(c.lower_ == "that" and c.dep_ == "mark" for c in child.children)  # "has undertaken, so it says, that the dam will do no harm"
        if (child.dep_ in {"xcomp", "ccomp"} or stray or beside or apart) and child.pos_ in {"VERB", "AUX"}:
            found += [child, *(c for c in child.conjuncts if c.i > child.i and c.pos_ in {"VERB", "AUX"} and c.tag_ == "VB")]
    return found


def _by(verb: Token, scene: Scene) -> tuple[str, ...]:
    """Those by whom something is said to have been done, in the passive."""
    return known(n for c in verb.children if c.dep_ == "agent" for o in c.children for n in who(o, scene))


def _promised(token: Token, scene: Scene) -> Iterator[Owed]:
    stands, _ = modality(token, scene)
    if stands != "actual" or (token.lemma_.lower() == "assure" and not any(c.dep_ == "ccomp" and any(a.lower_ in {"will", "would"} for a in c.children) for c in token.children)):
        return
    actors, others = of_verb(token, scene)
    contents = _infinitives(token)
    if token.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in token.children) and (given := [c for c in token.children if c.dep_ == "dobj"]):
        yield Owed(given[0], _by(token, scene), ids(n for c in token.children if c.dep_ == "nsubjpass" for n in who(c, scene)), f"“was {token.text}” reports an undertaking")
        return
    if not contents and token.tag_ == "VBN" and token.lemma_.lower() in {"promise", "pledge", "guarantee"}:
        for content in (c for c in token.children if c.dep_ == "nsubjpass" and c.pos_ == "NOUN" and not any(n.covers(c) for n in scene.named)):
            yield Owed(content, _by(token, scene), (), f"“was {token.text}” reports an undertaking")  # "a loan was promised in 2017"
        return
    told_in = next((c for c in token.children if c.dep_ == "nsubj"), None)
    text = token.head if told_in is not None and token.dep_ == "relcl" and told_in.lower_ in {"that", "which"} else told_in
    if not actors and text is not None and text.lemma_.lower() in TEXTS and token.lemma_.lower() in {"pledge", "promise", "guarantee"}:
        for content in (o for c in token.children if c.dep_ == "dobj" for o in (c, *c.conjuncts)):
            yield Owed(content, (), (), f"“{text.text} … {token.text}” tells its terms", tuple(o for c in token.children if c.dep_ == "dobj" for o in (c, *c.conjuncts) if o != content))
        return
    if not actors and token.tag_ == "VB":
        actors = [n for c in token.children if c.dep_ == "dobj" for p in c.children if p.dep_ == "poss" for n in who(p, scene, deep=False)]  # "to promise London's support"
    if not contents and (token.lemma_.lower() in {"promise", "pledge", "guarantee", "commit"} or (token.lemma_.lower() == "offer" and any(c.dep_ == "dobj" and c.lemma_.lower() in _OFFERED for c in token.children))):
        contents = [c for c in token.children if c.dep_ == "dobj" and (c.lemma_.lower() in _OFFERED or not any(n.covers(c) for n in scene.named))][-1:]  # "promised the three capitals a plan"
    if not contents and token.lemma_.lower() in {"agree", "commit", "consent"}:
        contents = [o for c in token.children if c.dep_ == "prep" and c.lower_ == "to" for o in c.children if o.dep_ == "pobj" and o.pos_ == "NOUN" and not any(n.covers(o) for n in scene.named)]
    why = f"“{token.text}” reports an undertaking"
    for content in contents:
        own = [n for c in content.children if c.dep_ in {"nsubj", "nsubjpass"} and content.dep_ in {"ccomp", "conj"} and not any(a.lower_ in {"could", "can"} for a in content.children) for n in who(c, scene)]
        owing = ids(own) or ids(actors)
        if (owing and all(i.startswith("UNK") for i in owing)) or (not owing and token.lemma_.lower() in {"agree", "undertake", "promise", "pledge"} and any((t.pos_ in {"NOUN", "PROPN", "NUM"} or t.lower_ in {"each", "both"}) and t.dep_ == "nsubj" for v in (token, token.head) for t in v.children)):
            yield Owed(content, (), (), f"{why}, of whom the text does not say which")
        yield from _made_of([content], owing, ids(others), why)


#: What is offered to be given, and not to be thought about.
_OFFERED = {"package", "credit", "access", "money", "investment", "membership", "system", "training", "weapon", "protection", "safeguard", "passage", "troop", "help", "assistance", "aid", "support", "guarantee", "force", "loan", "fund", "soldier", "peacekeeper", "office", "mediation"}


def _bound(verb: Token) -> bool:
    return any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children) or any(c.dep_ == "dobj" and c.pos_ in {"PROPN", "NOUN"} for c in verb.children)


def _imposed(token: Token, scene: Scene) -> Iterator[Owed]:
    """"Obliges the three states to prevent harm": what a text, or a court's order, binds somebody to."""
    contents = [c for c in _infinitives(token) if c.tag_ == "VB"]
    if token.lemma_.lower() == "commit":
        contents += [o for c in token.children if c.dep_ == "prep" and c.lower_ == "to" for p in (c, *c.conjuncts) for o in p.children if o.dep_ == "pobj"]
    by_itself = token.lemma_.lower() == "bind" and any(c.dep_ == "auxpass" for c in token.children) and not any(c.dep_ == "agent" for c in token.children)  # "is bound to grow"
    if not contents or by_itself or modality(token, scene)[0] != "actual":
        return
    themselves = any(c.lower_ in {"themselves", "itself", "himself", "herself"} for c in token.children)
    bound = [n for c in token.children if c.dep_ in {"dobj", "nsubjpass"} for n in who(c, scene)] if not themselves else of_verb(token, scene)[0]
    bound = bound or [n for c in contents[0].children if c.dep_ in {"nsubj", "nsubjpass"} for n in who(c, scene)]
    by = of_verb(token, scene)[0]
    if token.lemma_.lower() in _ORDERING and not any(set(n.id.split(":")) & set(_COURTS) or _BENCHES & set(n.name.lower().split()) for n in by):
        return
    why = f"“{token.text} … to” binds them"
    if token.lemma_.lower() in {"persuade", "induce"} and not known(bound) and any(c.dep_ == "dobj" for c in token.children):
        for content in contents:
            yield Owed(content, (), (), f"{why}, and the text does not say whose they are")
        return
    debtors = known(bound)
    if not debtors and any(c.dep_ == "nsubj" and c.lemma_.lower() in TEXTS for c in token.children):
        for content in contents:
            yield Owed(content, (), (), f"{why}, and the text does not say which")  # "the treaty commits its members to good neighbourliness"
        return
    yield from _made_of(contents, debtors, (), why)


def _to_be_done(token: Token, scene: Scene) -> Iterator[Owed]:
    """"They are to set up a commission", "X has until 8 April to file", "must have reported by 14 March"."""
    subject = [n for c in token.children if c.dep_ in {"nsubj", "nsubjpass"} for n in who(c, scene, deep=False)]
    governed = [c for c in token.children if c.dep_ in {"xcomp", "advcl"} and c.tag_ in {"VB", "VBN"} and any(a.lower_ == "to" for a in c.children)]
    if any(c.dep_ == "nsubj" and any(k.text in POSSESSIVE for k in c.children) for c in token.children):
        return  # "Kim's is to pocket what he is given": what somebody is after
    if token.lemma_.lower() == "be" or token.lower_ == "supposed":
        if not subject or (all(n.id.startswith("BODY") for n in subject) and any(c.tag_ == "VBN" for c in governed)):
            yield from _thing_to_be_done(token, governed, scene)
            return
        governed = [c for c in governed if c.tag_ == "VB" and ((entry := lexicon().act(c)) is None or entry.type != "CONSULT") and c.lemma_.lower() not in _ON_STAGE]
        governed = [c for c in governed if c.dep_ == "xcomp" and not any(a.dep_ in {"acomp", "attr"} for a in token.children)]
    else:
        if any(c.lower_ == "yet" for c in token.children) or not subject:
            return
        governed = [c for c in governed if c.lemma_.lower() not in {"reckon", "live", "cope", "deal", "fear", "wait"}]
        governed += [v for c in token.children if c.dep_ == "dobj" and c.lemma_.lower() in {"day", "week", "month", "year"} for v in c.children if v.dep_ in {"acl", "relcl"} and v.tag_ == "VB"]  # "has five years to replace"
        must = token.tag_ in {"VBZ", "VBP"} and not any(c.dep_ == "aux" for c in token.children)
        governed = [c for c in governed if must or any(e.relation in {"until", "by"} for e in scene.times)]
    yield from _made_of(governed, ids(subject), (), f"“{token.text} … to” says what is to be done")


#: What is scheduled, and owed to nobody.
_ON_STAGE = {"host", "meet", "visit", "travel", "attend", "speak", "vote", "arrive", "see", "talk", "follow", "come", "be", "confer", "convene", "gather", "receive", "face", "pronounce"}


def _thing_to_be_done(token: Token, governed: list[Token], scene: Scene) -> Iterator[Owed]:
    """"The intake is to be run jointly", "was to be launched within thirty days": terms that do not say who owes them."""
    subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"} and c.pos_ == "NOUN" and c.lemma_.lower() not in MEETINGS | {"question", "answer", "problem", "lesson", "election", "vote", "peace"}), None)
    for content in governed:
        if any(a.lower_ == "have" or a.dep_ == "neg" for a in content.children if a.dep_ in {"aux", "neg"}) or content.lemma_.lower() in {"look", "see", "find"} or (content.lemma_.lower() == "have" and content.tag_ == "VBN"):
            continue  # "was to have set out", "is not to be had"
        passive = any(a.dep_ == "auxpass" for a in content.children)
        bounded = any(e.relation in {"by", "within", "until"} for e in scene.times if set(scene.tokens_of(e)) & set(content.subtree))
        if subject is not None and content.dep_ == "xcomp" and ((passive and (bounded or token.tag_ in {"VBZ", "VBP"})) or (content.lemma_.lower() == "have" and token.tag_ in {"VBZ", "VBP"}) or bounded):
            by = known(of_verb(content, scene)[0]) if passive else ()
            yield Owed(content, by, (), f"“{token.text} to” tells the terms")


def _announced(token: Token, scene: Scene) -> Iterator[Owed]:
    """"Said it would reinforce its garrison": what the speaker says of the speaker's own doing."""
    made_known = token.lemma_.lower() == "know" and token.dep_ in {"ccomp", "xcomp"} and token.head.lemma_.lower() in {"make", "let"}  # "made it known that"
    if token.lemma_.lower() == "know" and not made_known:
        return
    speakers = ids(of_verb(token.head if made_known else token, scene)[0])
    for content in (c for c in token.children if c.dep_ == "ccomp" and c.pos_ == "VERB"):
        own = [c for c in content.children if c.dep_ == "nsubj" and (c.lower_ in {"it", "he", "she", "they"} or c.pos_ == "PROPN")]
        theirs = any(c.dep_ == "nsubj" and any(p.lower_ in {"its", "his", "her", "their"} for p in c.children) for c in content.children)  # "his government would help"
        ahead = any(c.dep_ == "aux" and c.lower_ in {"would", "will"} for c in content.children)
        told = token.lemma_.lower() in _FIRMLY or lexicon().act(content) is not None or any(c.dep_ == "neg" for c in content.children) or content.lemma_.lower() in _UNDERTAKEN
        if ahead and told and content.lemma_.lower() != "be" and (theirs or (own and set(bodies(speakers)) & set(bodies(ids(who(own[0], scene)))))):
            joined = (v for v in (*content.conjuncts, *token.conjuncts) if v.i > content.i and v.tag_ == "VB" and not any(c.dep_ in {"nsubj", "aux"} for c in v.children))
            yield from _made_of((content, *joined), speakers, ids(of_verb(content, scene)[1]), f"“{token.text} … would” announces it")


#: Verbs by which what one will do is announced, and not only spoken of.
_FIRMLY = {"announce", "assure"}


#: What one says that one will do.
_UNDERTAKEN = {"work", "continue", "keep", "honour", "honor", "respect", "abide", "implement", "fulfil", "fulfill", "take", "begin", "start", "pursue", "ensure", "stop", "join", "attend", "appoint", "publish", "submit", "present", "comply", "stay", "obey", "help", "bow", "answer", "refrain", "accept", "recognise", "recognize", "leave", "build", "pay", "provide", "treat"}


def _provided(token: Token, scene: Scene) -> Iterator[Owed]:
    """"Under the deal, A would lease the coast": what an agreement is said to bind a party to."""
    present = token.tag_ in {"VBZ", "VBP"}
    text = next((o for c in token.children if c.dep_ == "prep" and c.lower_ in {"under", "by"} and (not present or c.i == token.sent.start) for o in c.children if o.lemma_.lower() in TEXTS or (present and o.lower_ == "it")), None)
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if subject is not None and subject.lemma_.lower() in TEXTS and token.lemma_.lower() in {"provide", "stipulate", "specify", "require"}:
        for content in (c for c in token.children if c.dep_ == "ccomp" and (c.tag_ == "VB" or any(a.lower_ in {"shall", "will", "must"} for a in c.children))):
            yield Owed(content, known(of_verb(content, scene)[0]), (), f"“{subject.text} … {token.text}” tells its terms")
        return
    if present and text is None:
        return
    if text is None and subject is not None and subject.lemma_.lower() in TEXTS and token.lemma_.lower() in {"grant", "give", "oblige", "require", "allow"}:
        receivers = ids(n for c in token.children if c.dep_ in {"dative", "dobj"} for n in who(c, scene, deep=False))
        objects = [c for c in token.children if c.dep_ == "dobj" and not any(n.covers(c) for n in scene.named)]
        for content in objects[:1]:
            yield Owed(content, (), receivers, f"“{subject.text} … {token.text}” tells its terms")
    elif text is not None:
        yield from _made_of([token], ids(of_verb(token, scene)[0]), ids(of_verb(token, scene)[1]), f"“under the {text.text}” tells its terms")


def _pledge(token: Token, scene: Scene) -> Iterator[Owed]:
    """"Security guarantees from both Russia and the CSTO", "three undertakings: to restore relations, to respect ..."."""
    listed = [c for c in token.head.children if c.dep_ in {"advcl", "xcomp", "acl"} and c.tag_ == "VB" and c.i > token.i and any(t.text == ":" for t in token.doc[token.i : c.i])] if token.dep_ in {"dobj", "attr"} else []
    for content in [k for c in listed for k in (c, *c.conjuncts)]:
        yield Owed(content, (), (), f"“{token.text}” announces it")
    if listed:
        return
    told = [c for c in token.children if c.dep_ in {"acl", "relcl", "ccomp"} and any(m.lower_ == "that" and m.dep_ in {"mark", "advmod"} for m in c.children) and any(m.lower_ in {"would", "will"} for m in c.children)]
    for content in told[:1]:
        yield Owed(content, known(of_verb(content, scene)[0]), (), f"“{token.text} that” names an undertaking")
    if told:
        return
    made = next((c for c in token.children if c.dep_ == "relcl" and c.lemma_.lower() in {"make", "give"}), None)
    if made is not None and (contents := [c for c in (*token.children, *made.children) if c.dep_ in {"acl", "xcomp", "advcl", "relcl"} and c.tag_ == "VB"]):
        for content in contents[:1]:  # "the promise that the two presidents made in October, to let searches go ahead"
            yield Owed(content, known(of_verb(made, scene)[0]), (), f"“{token.text}” names an undertaking")
        return
    if token.dep_ == "conj" and token.head.pos_ == "VERB" and (stated := [c for c in token.children if c.dep_ == "acl" and c.tag_ == "VB"]):
        yield from _made_of(stated, ids(of_verb(token.head, scene)[0]), (), f"“{token.text} to” reports an undertaking")  # a verb that the parser takes for a noun
        return
    due = [c for c in token.children if c.dep_ == "acl" and c.tag_ == "VB"]
    if token.lemma_.lower() in {"duty", "vow"} and not due:
        return
    actors, others = of_noun(token, scene)
    givers = [n for c in token.children if c.dep_ == "prep" and c.lower_ in {"from", "by"} for o in c.children for n in who(o, scene)]
    owners = givers or [n for n in actors if n.start < token.i]
    of_what = any(c.lower_ == "of" and any(o.dep_ == "pobj" for o in c.children) for c in token.children) and token.lemma_.lower() in {"promise", "pledge"}
    given = any(c.dep_ == "acl" and c.lower_ in {"given", "made"} for c in token.children)
    none = any(c.dep_ == "det" and c.lower_ in {"no", "any"} for c in token.children)
    if not owners and not none and (due or ((of_what or given or any(c.lower_ in _FORMS for c in token.children)) and modality(token, scene)[0] == "actual")):
        yield Owed(token, (), (), f"“{token.text}” names undertakings, and not whose")
    yield from _made_of([token], ids(owners), ids(n for n in others if n not in owners), f"“{token.text}” names an undertaking")
