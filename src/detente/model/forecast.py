"""Questions of the future, the program's answers, and people's decisions: written once, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.errors import RecordError
from detente.model.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What can be asked of the future and settled: will such an event happen from `first` to `last`?

    An event fits when its type is one of `types` (any if empty), its actors and recipients
    together contain all of `parties`, and, where named, its meeting or place is the same. A question
    in somebody's own words names `actors` and `recipients` apart. It asks for `least` such events, on as many days.
    `about` is the id of the commitment or the set of scenarios that it is about.
    """

    id: str
    text: str
    first: date
    last: date
    types: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    place: str = ""
    level: str = ""
    meeting: str = ""
    about: str = ""
    least: int = 1
    strict: str = ""
    lenient: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """The past cases a base rate is counted from: `k` of `n` turned out so; the cases are listed."""

    name: str
    k: int
    n: int
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """What moved a probability: the words, the change in probability, the evidence."""

    text: str
    change: float | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a distribution: what it is the share of, and how much."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The program's own answer to a question as of a day, with what moved it; `counts` is the distribution of how many there will be."""

    id: str
    question: Question
    probability: float
    as_of: date
    method: str
    reference: ReferenceClass
    reasons: tuple[Reason, ...] = ()
    counts: tuple[Share, ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.probability < 1:
            raise RecordError(
                f"probability {self.probability} for {self.question.text!r}: a forecast lies strictly between "
                "0 and 1; smooth the counts it came from"
            )


@dataclass(frozen=True, slots=True)
class Settled:
    """A probability, who gave it to what question and when, and what came of it (1 yes, 0 no)."""

    who: str
    question: Question
    as_of: date
    probability: float
    outcome: int


@dataclass(frozen=True, slots=True)
class Score:
    """The scores of one forecaster on one class of questions (`of`): `k` of `n` came true.

    Brier, log loss in nats, expected calibration error over ten bins of equal count, sharpness (the mean squared distance of
    the probabilities from their mean), and skill against the base rate on the same questions, None where there is none.
    """

    who: str
    of: str
    n: int
    k: int
    brier: float
    skill: float | None
    log_loss: float
    ece: float
    sharpness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about a record; kept apart from coded data, never overwritten."""

    id: str
    record: str
    verdict: str
    why: str
    who: str
    made: date
