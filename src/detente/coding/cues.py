"""Cues: the words by which a text says that something would happen, and what only looks like them.

Rejected are past and negated expectations, other people's hopes, plans that others made, what somebody says of his own
doing, and the future as seen from the past.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.coding.lexicon import lexicon
from detente.coding.modality import holder
from detente.coding.roles import ids, who
from detente.coding.scene import Scene, short_news
from detente.model.identity import bodies

if TYPE_CHECKING:
    from spacy.tokens import Token

_EXPECT = {"expect", "anticipate", "foresee", "predict", "forecast"}
_NOUNS = {"expectation", "prospect", "likelihood", "probability", "chance", "possibility", "risk", "forecast", "prediction", "outlook"}
_AHEAD = {"looming", "imminent", "inevitable", "unsustainable", "untenable", "doomed", "unavoidable"}
_LIKELY = {"likely", "unlikely", "bound", "sure", "certain", "set", "poised", "probable", "improbable", "doubtful", "possible", "conceivable", "plausible"}
_OPEN = re.compile(r"\b(?:does|do|did|can|could|would|should)\s*(?:not|n[’']t)\s+(?:be\s+)?(?:exclude|rule[d]? out|preclude|excluded|ruled out|discounted)|can(?:not| be all but| almost) be (?:ruled out|excluded|discounted)|can be (?:all but|almost|safely|practically) (?:ruled out|excluded|discounted)", re.I)
_UNLESS = re.compile(r"(?:^|[,;:]\s+|\b(?:and|but)\s+)(?:should|were)\b|\b(if|unless|provided that|as long as|in case|either (?:option|outcome|scenario|way|case|path|variant)|regardless|in (?:either|that|this|the first|the second) (?:case|event|scenario))\b", re.I)
_PAST_SPEECH = {"VBD", "VBN"}


def cue(token: Token, scene: Scene) -> str | None:
    """The kind of words by which a token opens an expectation, or None."""
    lower, lemma = token.lower_, token.lemma_.lower()
    if token.dep_ == "aux" and lower in {"will", "would", "may", "might", "could", "’ll", "'ll"} and (_asked_within(token.head) or _of_any(token.head) or _of_no_event(token.head)):
        return None
    if token.dep_ == "aux" and (_contrary(token.head) or _general(token)):
        return None
    if lower == "would" and token.dep_ == "aux" and any(c.dep_ == "mark" and c.lower_ in {"since", "because", "as", "although", "though"} for c in token.head.children):
        return None  # a reason given, and no forecast
    if lower in {"hard", "difficult", "impossible"} and any(c.dep_ == "xcomp" and c.lemma_.lower() in {"imagine", "see", "conceive", "envisage", "picture"} and any(x.tag_ in {"VBG", "VB"} or x.lower_ == "how" or x.dep_ == "dobj" for x in c.subtree) for c in (*token.children, *(token.head.children if token.dep_ == "acomp" else ()))):
        return None if _was(token) else "likely"
    if token.pos_ in {"AUX", "VERB"} and lower in {"will", "shall", "’ll", "'ll"} and token.dep_ == "aux":
        return None if (_promised(token.head) and token.head.dep_ == "acl") or _news_plan(token.head, scene) or _own_or_popular(token.head, scene) or _time_will_tell(token.head) else "will"
    if lower == "going" and token.tag_ == "VBG" and any(c.dep_ == "xcomp" and (c.tag_ == "VB" or any(a.dep_ == "auxpass" for a in c.children)) for c in token.children):
        return "will" if any(c.lower_ in {"is", "are", "’s", "'s", "’re"} for c in token.children if c.dep_ == "aux") and not _own_or_popular(token, scene) else None
    if lower == "should" and token.dep_ == "aux" and token.head.lemma_.lower() in _LASTS:
        return "should" if _of_a_thing(token.head, scene) else None
    if lower == "should" and token.dep_ == "aux" and token.head.lemma_.lower() in _RESUMES and _of_a_thing(token.head, scene) and scene.time_at(token.head) is not None:
        return "should"  # "talks should resume by December"
    if lower in {"may", "might", "could"} and token.dep_ == "aux":
        sisters = list(token.head.children)
        could_not = lower == "could" and any(c.dep_ == "neg" for c in sisters) and token.head.lemma_.lower() not in {"be", "exclude", "rule", "discount"}
        idle = token.head.lemma_.lower() in _SAYING and any(c.dep_ == "nsubj" and c.lower_ in {"one", "we", "i", "you"} for c in sisters)
        reported = lower == "could" and token.head.dep_ == "ccomp" and token.head.head.tag_ == "VBD" and token.head.head.text != "Were"  # "said that measures could be drawn up"
        return None if could_not or idle or reported or any(c.lower_ == "have" for c in sisters) or _in_past(token.head) or _promised(token.head) else "may"
    if lower == "would" and token.dep_ == "aux":
        if _UNLESS.search(scene.sentence.text) and not _in_past(token.head) and not _own_or_popular(token.head, scene):
            return "would"
        return "said" if _reported(token.head, scene) and not _own_or_popular(token.head, scene) and not _formerly(token.head, scene) else None
    if lemma in _LIKELY and lemma != "set" and token.pos_ in {"ADJ", "VERB", "ADV"} and lower not in {"certain", "sure", "possible"}:
        below = any(c.dep_ in {"xcomp", "ccomp", "prep"} for c in token.children) or token.dep_ in {"acomp", "ccomp", "attr", "advmod", "oprd"}
        return "likely" if below and not _was(token) else None
    if lower in {"set", "certain", "sure", "possible"} and token.dep_ in {"acomp", "ROOT", "oprd"} and any(c.dep_ in {"xcomp", "ccomp"} for c in token.children):
        return "likely" if not _was(token) and not any(c.lower_ == "for" for c in token.children) else None
    if token.tag_ in {"VBZ", "VBP"} and token.pos_ == "VERB" and _scheduled(token, scene):
        return "scheduled"
    if lemma in _EXPECT and token.pos_ == "VERB":
        return _expecting(token, scene)
    if lemma in _NOUNS and token.pos_ == "NOUN":
        return _nominal(token, scene)
    if lower in _AHEAD:
        return None if _was(token) else "ahead"
    if lower in _AWAY and _out_of_reach(token):
        return "away"
    if lemma in {"exclude", "rule", "preclude", "discount"} and (lemma != "rule" or any(c.lower_ == "out" for c in token.children)) and _OPEN.search(scene.sentence.text):
        return "open"
    return None


#: Nouns that say with their preposition and "not", or "out of", that something is not near: "not on the cards", "out of reach".
_AWAY = {"cards", "reach", "sight", "table", "question", "horizon", "agenda"}


def _out_of_reach(noun: Token) -> bool:
    """Whether the sentence says in the present that its subject is out of reach, or not in sight."""
    words = noun.sent.text[: noun.idx + len(noun.text) - noun.sent.start_char].lower()
    verb = next((t for t in noun.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    if verb is None or verb.tag_ not in {"VBZ", "VBP"}:
        return False
    far = re.search(r"\b(?:out of|off|beyond)(?: the)? \w+$", words) is not None
    return far or (re.search(r"\b(?:on|in|within)(?: the)? \w+$", words) is not None and any(c.dep_ == "neg" for c in verb.children))


#: What a thing does at a time of which "should" says that it will.
_RESUMES = {"reopen", "close", "ease", "recover", "resume", "begin", "start", "open", "follow", "arrive", "end", "come", "take", "be", "conclude", "return"}
#: What a thing does that goes on being, where "should" says that it will; and what one may do in writing.
_LASTS = {"hold", "last", "continue", "remain", "survive", "endure", "persist", "suffice", "follow", "come", "become"}
_SAYING = {"recall", "say", "add", "note", "ask", "wonder", "argue", "object", "think", "remember", "imagine", "guess"}
_BELIEVE = {"believe", "think", "hope", "fear", "dream", "trust", "imagine", "expect"}
_SAYS = {"say", "announce", "declare", "insist", "vow", "promise", "pledge", "assure", "tell", "swear"}


def _of_a_thing(verb: Token, scene: Scene) -> bool:
    """Whether the subject is a thing and nobody who could be told what to do."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is not None and subject.pos_ == "NOUN" and not any(n.covers(subject) for n in scene.named) and subject.ent_type_ == ""


def _asked_within(verb: Token) -> bool:
    """Whether the clause only says what is not told: "what a compromise would cost", "whether it will hold"."""
    unsettled = verb.dep_ == "advcl" and verb.head.lemma_.lower() in _UNSETTLED and any(c.lower_ in {"when", "where", "how"} for c in verb.children)
    if verb.dep_ in {"conj", "csubj"} and any(c.lower_ in {"who", "what", "which"} and c.dep_ in {"nsubj", "nsubjpass", "dobj"} for c in verb.children) and "?" not in verb.sent.text:
        return True  # "but who will pay remains unsettled"
    if verb.dep_ == "ccomp" and verb.head.lemma_.lower() == "be" and any(c.lower_ == "it" and c.dep_ == "nsubj" for c in verb.head.children):
        return False  # "it is the first that could do most damage"
    if verb.dep_ == "csubj" and any(c.lower_ == "whether" for c in verb.children):
        return True  # "whether they will make use of it is another matter"
    asked = any((c.tag_ in {"WP", "WRB", "WDT"} and not (c.lower_ == "why" and verb.head.lemma_.lower() == "be") and c.dep_ in {"dobj", "advmod", "attr", "nsubj", "pobj", "dative"}) or c.lower_ == "whether" for c in verb.children)
    return unsettled or (verb.dep_ in {"ccomp", "pcomp"} and asked)


#: Verbs whose clause with "when" is their object: what is yet to be settled.
_UNSETTLED = {"negotiate", "decide", "determine", "settle", "discuss", "say", "know", "tell", "agree", "fix", "specify"}


def _of_no_event(verb: Token) -> bool:
    """Whether "will" or "would" tells of a wish, a thought, advice or a comparison: "would like", "will think of", "would be wise to", "as though it might"."""
    if verb.lemma_.lower() in {"like", "prefer", "think", "remember", "recall", "wonder", "understand", "notice"} and not any(c.dep_ == "neg" for c in verb.children):
        return True
    if verb.lemma_.lower() == "be" and any(c.lower_ in {"wise", "advised", "better", "foolish"} or (c.dep_ == "attr" and c.lemma_.lower() in _VERDICTS) for c in verb.children):
        return True
    if any(c.dep_ == "mark" and c.lower_ in {"though", "if"} and c.i > 0 and c.nbor(-1).lower_ == "as" for c in verb.children):
        return True
    if verb.lemma_.lower() == "depend":
        return True
    if verb.lemma_.lower() in _DECIDES and any(c.dep_ == "nsubj" and c.lemma_.lower() in _MATTERS and any(n.dep_ == "nummod" or n.lower_ in {"several", "many"} for n in c.children) for c in verb.children):
        return True  # "three things will shape the months ahead"
    wanted = verb.dep_ == "relcl" and any(c.dep_ == "prep" and any(o.lower_ in {"which", "whom"} for o in c.children) for c in verb.children)
    decided = verb.dep_ == "relcl" and verb.head.dep_ == "dobj" and verb.head.head.tag_ in {"VBD", "VBN"} and verb.head.head.lemma_.lower() in {"approve", "adopt", "sign", "pass", "ratify", "accept"}
    return wanted or decided


#: Nouns by which "would be" judges and does not foretell: "would already be progress".
_VERDICTS = {"progress", "success", "achievement", "start", "mistake", "pity", "irony", "luxury", "blessing", "error", "miracle", "shame"}
#: What counted matters do of which a list follows.
_DECIDES, _MATTERS = {"shape", "decide", "determine", "settle", "tell", "show", "matter", "count"}, {"thing", "question", "factor", "date", "event", "test", "matter", "issue", "development"}


def _of_any(verb: Token) -> bool:
    """Whether it tells of whatever would be such: "any act that might prejudice the talks"."""
    return verb.dep_ == "relcl" and any(c.lower_ == "any" for noun in (verb.head, *verb.head.ancestors) if noun.pos_ == "NOUN" for c in noun.children)


def _own_or_popular(verb: Token, scene: Scene) -> bool:
    """Whether it is what somebody says of their own doing ("it said it will not open the road"), or what a public believes."""
    while verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        verb = verb.head
    top = verb.head
    if verb.dep_ == "ccomp" and top.lower_ in {"convinced", "certain", "sure", "afraid", "hopeful", "confident"} and any(c.lower_ in {"many", "most", "some", "people"} or c.tag_ in {"NNPS"} for v in (top, top.head) for c in v.children if c.dep_ == "nsubj"):
        return True
    if verb.dep_ == "ccomp" and top.lower_ in {"convinced", "certain", "sure", "confident"} and _was(top):
        return True  # what somebody was sure of
    if verb.dep_ != "ccomp" or top.pos_ != "VERB":
        return False
    if top.lemma_.lower() in {"hope", "believe", "dream", "imagine", "fear", "think"} and (top.tag_ == "VBD" or any(c.dep_ == "auxpass" and c.lower_ in {"was", "were"} for c in top.children)):
        return True  # what was hoped for
    if top.lemma_.lower() in {"bet", "gamble", "wager", "calculate", "settle", "trust"}:
        return True  # what somebody counts on, or what was agreed
    if top.lemma_.lower() in _SAYS and any(c.dep_ == "nsubj" and c.lower_ in {"it", "he", "she", "they", "we", "i"} for c in verb.children):
        return True
    if top.lemma_.lower() in _SAYS | {"warn", "threaten", "add"} and _of_ones_own(verb, top, scene):
        return True
    people = next((c for c in top.children if c.dep_ == "nsubj"), None)
    public = people is not None and people.lemma_.lower() not in _EXPERTS and people.tag_ in {"NNS", "NNPS", "JJ"} and (any(n.covers(people) and n.kind == "group" for n in scene.named) or people.lower_ in {"people", "many", "most", "voters", "citizens"})
    public = public or (people is not None and people.lower_ in {"few", "nobody", "none", "public", "nation", "population", "street", "opinion"})
    return top.lemma_.lower() in _BELIEVE and public


#: How long ago (days) what somebody said of the future is an expectation that was held then.
_LONG_AGO = 45


def _formerly(verb: Token, scene: Scene) -> bool:
    """Whether it was said long before the text was written, or "then": "in June a diplomat said that it would be over by the rains"."""
    top = next((t for t in verb.ancestors if t.dep_ not in {"ccomp", "xcomp"} or t.head.pos_ not in {"VERB", "AUX"}), verb)
    if any(c.lower_ in {"then", "once", "formerly"} and c.dep_ == "advmod" for c in top.children):
        return True
    when, now = scene.time_at(top), scene.clock.now
    own = when is not None and not any(t in set(verb.subtree) for t in scene.tokens_of(when))
    return bool(own and when and when.when.last and now and (now - when.when.last).days > _LONG_AGO)


def _contrary(verb: Token) -> bool:
    """Whether a condition that was not fulfilled is told of: "had the court drawn it further west, we might be talking of something else"."""
    return any(c.dep_ in {"advcl", "ccomp"} and any(a.lower_ == "had" and a.dep_ == "aux" and any(s.dep_ in {"nsubj", "nsubjpass"} and s.i > a.i for s in c.children) for a in c.children) for c in verb.children) or verb.sent.text.lstrip(" “\"").startswith("Had ")


def _general(auxiliary: Token) -> bool:
    """Whether it tells of what is always so, or of what a rule says: "neighbours will always find something", "not one battalion shall leave"."""
    verb, lower = auxiliary.head, auxiliary.lower_
    if lower in {"will", "would"} and any(c.lower_ == "always" and c.dep_ == "advmod" for c in verb.children):
        return True
    return lower == "shall" and not any(c.dep_ == "nsubj" and c.lower_ in {"i", "we"} for c in verb.children)


def _of_ones_own(verb: Token, top: Token, scene: Scene) -> bool:
    """Whether somebody speaks of what his own side would do: "Kagame warned that Rwanda would deal with it", "said his country would"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    speaker = next((c for c in top.children if c.dep_ == "nsubj"), None)
    if subject is None or speaker is None:
        return False
    if subject.lemma_.lower() in _SIDES and any(c.dep_ == "poss" and c.lower_ in {"his", "her", "its", "their", "our", "my"} for c in subject.children):
        return True
    own = bodies(ids(who(subject, scene, deep=False)))
    return bool(own) and own == bodies(ids(who(speaker, scene, deep=False)))


_SIDES = {"country", "government", "army", "side", "people", "state", "nation", "party", "movement", "men", "force"}


#: What is not said to be so where it is denied: "it is not clear that".
_SURE = {"clear", "certain", "known"}


def disowned(token: Token) -> bool:
    """Whether what is said of the future is taken back or only supposed: "it is not clear that", "were they to state that", "never accepted that it should"."""
    verb = token.head if token.dep_ == "aux" else token
    if any(c.dep_ == "acomp" and c.lower_ in _SURE for c in verb.children) and any(c.dep_ == "neg" for c in verb.children):
        return True
    for word in (verb, *verb.ancestors):
        if word.dep_ not in {"ccomp", "acl", "xcomp"}:
            continue
        top = word.head
        about = [top, *top.children] if top.lemma_.lower() == "be" else [top]
        if any(t.lower_ in _SURE for t in about) and any(c.dep_ == "neg" for c in (*top.children, *top.head.children)):
            return True
        if top.tag_ == "VB" and any(c.lower_ == "were" for c in (*top.children, top.head)) and not any(c.dep_ == "auxpass" for c in top.children):
            return True
        if token.lower_ in {"should", "may"} and top.lemma_.lower() in {"insist", "demand", "accept", "agree", "propose", "argue"}:
            return True
    return False


def _time_will_tell(verb: Token) -> bool:
    """"Four dates will show which way things go", "whether it holds will decide more": it says when one will know, not what will be."""
    if verb.lemma_.lower() in {"decide", "determine", "depend", "show", "tell"} and any(c.dep_ == "csubj" for c in verb.children):
        return True
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return verb.lemma_.lower() in {"show", "tell", "reveal"} and subject is not None and subject.lemma_.lower() in {"time", "date", "day", "week", "month", "year", "future"}


def _promised(verb: Token) -> bool:
    """Whether it is the content of what somebody promised or assured, or of a promise."""
    return verb.dep_ in {"ccomp", "acl"} and verb.head.lemma_.lower() in {"promise", "assure", "pledge", "reassure", "guarantee", "assurance", "commitment"}


def _scheduled(verb: Token, scene: Scene) -> bool:
    """Whether the present tells of a day to come: "the mandate expires on 31 December", "the country votes on 13 November"."""
    now = scene.clock.now
    if now is None or short_news(scene) or verb.lemma_.lower() in _TELLS or verb.dep_ == "advcl" or any(c.dep_ in {"aux", "auxpass", "neg"} for c in verb.children) or any(c.dep_ == "mark" for c in verb.children):
        return False
    own = [e for e in scene.times if not e.relation and e.when.precision in {"day", "month"} and e.when.first and e.when.first > now and all(verb.is_ancestor(t) for t in scene.tokens_of(e))]
    return len(own) == 1 and scene.time_at(verb) == own[0] and any(c.dep_ == "nsubj" for c in verb.children)


_TELLS = {"deserve", "matter", "turn", "expire", "run", "lapse", "end", "say", "show", "suggest", "mean", "think", "know", "believe", "expect", "plan", "want", "hope", "call", "ask", "demand", "insist", "seem", "depend", "remain", "need", "include", "concern", "propose", "provide", "require", "oblige", "bind", "stipulate", "foresee"}


def _expecting(token: Token, scene: Scene) -> str | None:
    """"We expect", "is expected to": in the present, not negated."""
    passive = any(c.dep_ in {"auxpass"} for c in token.children)
    aux = {c.lower_ for c in token.children if c.dep_ in {"aux", "auxpass"}}
    if any(c.dep_ == "xcomp" and any(a.lower_ == "have" and a.dep_ == "aux" for a in c.children) for c in token.children) and not passive:
        return None  # "though not anticipated to have brought a resolution"
    if any(c.dep_ == "neg" for c in token.children):
        return "expect" if not aux & {"was", "were", "had", "did"} else None
    widely = token.dep_ == "acl" and token.tag_ == "VBN" and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in token.children)  # "the budget, widely expected to raise spending"
    if token.dep_ == "amod" or (token.dep_ == "acl" and not widely) or aux & {"was", "were", "had", "been"}:
        return None
    if token.tag_ in {"VBD"} and not _reported(token, scene):
        return None
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if subject is not None and subject.pos_ != "PRON" and subject.lemma_.lower() not in _EXPERTS and not any(n.covers(subject) and not n.adjectival and n.kind != "group" for n in scene.named):
        return None
    if token.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children) and token.head.pos_ == "VERB" and token.dep_ == "xcomp" and token.head.lemma_.lower() not in {"have", "continue", "seem"}:
        return None  # "a public that has been led to expect a port"
    has = any(c.dep_ in {"xcomp", "ccomp", "dobj", "nsubjpass"} for c in token.children)
    return "expect" if has and (passive or widely or token.tag_ in {"VBP", "VBZ", "VB", "VBD"}) else None


#: Those whose expectations are worth a record without a name.
_EXPERTS = {"diplomat", "official", "analyst", "observer", "expert", "mediator", "economist", "negotiator", "trader", "lawyer", "insider", "historian"}


def _nominal(token: Token, scene: Scene) -> str | None:
    """"There is an expectation for", "the second expectation centres on", "the risk of ... grows"."""
    if any(c.dep_ == "neg" or c.lower_ in {"no", "any", "never"} for c in token.children):
        return None
    if token.dep_ in {"dobj", "pobj"} and {token.head.lemma_.lower(), token.head.head.lemma_.lower() if token.dep_ == "pobj" else ""} & {"discuss", "explore", "consider", "examine", "study", "look", "raise"}:
        return None  # what is talked about
    verb = token.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    if verb.tag_ == "VBD" or any(c.dep_ == "neg" for c in verb.children) or any(c.lower_ in {"was", "were", "had", "been"} for c in verb.children if c.dep_ in {"aux", "auxpass"}):
        return None
    content = any(c.dep_ in {"prep", "acl", "relcl"} and c.lower_ not in {"in", "among", "from", "as"} for c in token.children)
    if token.dep_ in {"nsubj", "ROOT"} and token.tag_ == "NN" and token.lemma_.lower() == "expectation":
        return "noun"
    if token.tag_ != "NN" or not content:
        return None
    if token.dep_ == "dobj" and verb.lemma_.lower() in {"use", "offer", "dangle", "hold", "exploit", "sell"}:
        return None  # a prospect as a means
    existential = token.dep_ in {"attr", "dobj", "nsubj"} and verb.tag_ in {"VBZ", "VBP", "VB", "VBG"}
    return "noun" if existential else None


def _was(token: Token) -> bool:
    """Whether the statement about the token is of the past ("was likely", "had been set to")."""
    verb = token if token.pos_ in {"VERB", "AUX"} else token.head
    return verb.tag_ == "VBD" or any(c.lower_ in {"was", "were", "had"} for c in (*verb.children, *token.children) if c.dep_ in {"aux", "auxpass"})


def _in_past(verb: Token) -> bool:
    """Whether the clause hangs under a past verb (the future as seen from then) without being reported speech."""
    while verb.head != verb:
        if verb.dep_ == "relcl":
            return any(c.lower_ in {"was", "were", "had"} for c in verb.children)
        verb = verb.head
    return False


def _reported(verb: Token, scene: Scene) -> bool:
    """Whether somebody named is quoted as saying it."""
    return holder(verb, scene)[0] != scene.author


def _news_plan(verb: Token, scene: Scene) -> bool:
    """Whether "will" announces a meeting on a stated day: a calendar entry, not a forecast."""
    entry = lexicon().act(verb)
    text = scene.sentence.text.lower()
    return bool(entry and entry.type == "CONSULT" and scene.times and not re.search(r"\b(likely|probably|expect)", text))
