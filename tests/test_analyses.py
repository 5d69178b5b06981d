"""What analyses tell beside acts between two: milestones, wants, likelihood, terms; and the day on which they were written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from benchmarks.analyses import months_off

from detente.coding import code
from detente.dispute import init
from detente.model import Actor, Agreement, Commitment, Event, Expectation, Meeting, Milestone, ScenarioSet, Strategy
from detente.reading.document import document

ANALYSES = Path(__file__).parent / "analyses"


def coded(text: str, published: str | None = "2021-11-27") -> list[Any]:
    return code(document(text, uri="test", meta={"published": published, "genre": "analysis"}))


@pytest.mark.parametrize(
    ("text", "what", "when", "stands"),
    [
        ("The referendum of 3 October changed little in Kenya.", "referendum of 3 October", "2021-10-03", "actual"),
        ("Fighting broke out on 26 March, and Kenya called off the trip of its president to Kampala.", "called off", "2021-03-26", "failed"),
        ("The mandate of the mission expires on 31 December.", "expires", "2021-12-31", "planned"),
        ("With elections in Kenya due on 23 December, Kenya and Uganda cannot agree.", "elections", "2021-12-23", "planned"),
        ("The next date is 22 December, when Emperor Naruhito is to proclaim his enthronement.", "proclaim", "2021-12-22", "planned"),
        ("On 15 July the president of Kenya told a packed stadium that the river was a red line.", "told a packed stadium", "2021-07-15", "actual"),
        ("The vote was to have been held on 18 March, but was put off on 10 March by the court.", "held on 18 March", "2021-03-18", "failed"),
        ("On 11 January, after a sitting had been put off, 81 deputies in Skopje approved four amendments.", "approved four amendments", "2021-01-11", "actual"),
        ("The organisers have called another rally for Sunday, 5 December.", "another rally", "2021-12-05", "planned"),
        ("On 5 December 2020 Brazil published a list, appointed a governor and printed new maps.", "appointed a governor", "2020-12-05", "actual"),
        ("The ambassador of Kenya was back at her post on 20 March.", "was back at her post", "2021-03-20", "actual"),
        ("On Tuesday the assembly of Kenya was to have voted on a draft resolution.", "was to have voted", "2021-11-23", "failed"),
        ("The crossing between Kenya and Uganda was supposed to open on 20 March.", "to open on 20 March", "2021-03-20", "failed"),
        ("No train ran from Kenya to Uganda on 20 March.", "No train ran", "2021-03-20", "failed"),
        ("The president of Kenya is expected in Kampala on 5 December.", "is expected in Kampala", "2021-12-05", "planned"),
    ],
)
def test_what_is_dated_and_no_act_between_two_is_a_milestone(text: str, what: str, when: str, stands: str) -> None:
    found = [(m.what, m.when.text(), m.modality) for m in coded(text) if isinstance(m, Milestone)]
    assert any(what in w and t == when and s == stands for w, t, s in found), found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The referendum of 3 October changed little in Kenya.", "election"),
        ("The mandate of the mission runs out at midnight on 31 December.", "expiry"),
        ("Four days later, on 6 October, the president of Kenya signed a law to the same effect.", "law"),
        ("On 15 July the president of Kenya told a packed stadium that the river was a red line.", "statement"),
        ("In mid-October Turkey appointed a former ambassador.", "office"),
        ("The ambassador of Kenya was back at her post on 20 March.", "other"),
    ],
)
def test_milestones_are_of_a_kind(text: str, kind: str) -> None:
    assert [m.kind for m in coded(text) if isinstance(m, Milestone)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya attacked Uganda on 3 October.",  # an event
        "Kenya and Uganda met in Nairobi on 3 October.",  # a meeting
        "The accord of 3 October 2020 binds Kenya and Uganda.",  # an agreement
        "Kenya will probably vote on 3 December.",  # a guess
        "If Kenya votes on 3 December, the talks end.",  # a condition
        "Will Kenya vote on 3 December?",  # a question
        "Nothing is known before 3 December.",  # a bound
    ],
)
def test_what_has_a_record_of_its_own_or_is_a_guess_is_no_milestone(text: str) -> None:
    assert not [m for m in coded(text) if isinstance(m, Milestone)]


def test_short_news_has_no_milestones() -> None:
    text = "The president of Kenya told a packed stadium on 15 November that the river was a red line."
    assert not [r for r in code(document(text, uri="test", meta={"published": "2021-11-27"})) if isinstance(r, Milestone)]


@pytest.mark.parametrize(
    ("text", "actor", "words"),
    [
        ("Japan wants one quiet flank.", "JPN", "one quiet flank"),
        ("South Korea wants the July curbs lifted.", "KOR", "the July curbs lifted"),
        ("In practice Rwanda seems bent on keeping a friendly buffer along its border.", "RWA", "keeping a friendly buffer along its border"),
        ("China’s method has been to hold contested ground.", "CHN", "to hold contested ground"),
        ("Morocco’s method has three parts: collecting foreign consulates, tying itself to Washington, and treating Algeria as the opponent.", "MAR", "collecting foreign consulates"),
        ("South Korea has turned the pact into a lever.", "KOR", "the pact"),
        ("Israel is betting that a neighbour with a rig will have something to lose.", "ISR", "that a neighbour with a rig will have something to lose"),
        ("Russia has avoided taking sides in public.", "RUS", "taking sides in public"),
        ("Kuwait will not let navigation be bargained away.", "KWT", "navigation be bargained away"),
        ("India would rather restart the technical work and let the harder talks ripen.", "IND", "restart the technical work"),
        ("Iran mixes shows of force with soothing calls, in the hope of keeping Israel at a distance.", "IRN", "keeping Israel at a distance"),
        ("Pakistan, whose army believes it won, is in no hurry to concede.", "PAK", "to concede"),
        ("Israel is trying to raise the price of a deal.", "ISR", "to raise the price of a deal"),
        ("Chile’s approach is to wait. Bolivia’s is to keep the claim alive.", "BOL", "to keep the claim alive"),
        ("Hungary means to turn the vote into a choice.", "HUN", "to turn the vote into a choice"),
        ("Poland’s strategy towards the war has not changed: keep Ukraine armed, and shield Polish farmers from the bill.", "POL", "keep Ukraine armed"),
    ],
)
def test_what_a_party_wants_is_a_strategy_as_claimed(text: str, actor: str, words: str) -> None:
    found = [(s.actor, (*s.means, *s.aims)) for s in coded(text) if isinstance(s, Strategy)]
    assert any(a == actor and any(words in w for w in said) for a, said in found), found


@pytest.mark.parametrize("text", ["Japan does not want a quiet flank.", "Japan might want a quiet flank.", "Do not count on a withdrawal by Japan.", "Neither Japan nor its rival has refused to talk.", "The line bends north so that Kenya keeps more than its share.", "Japan will try to hold the line.", "The direct line between Japan and its rival could help: if it is used honestly, incidents should become rare."])
def test_what_is_denied_or_possible_is_no_strategy(text: str) -> None:
    assert not [s for s in coded(text) if isinstance(s, Strategy)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The most probable course is that the text arrives within days.", "the text arrives within days"),
        ("A settlement there would be a surprise.", "A settlement there"),
        ("Lee is widely tipped to go.", "Lee is widely tipped to go"),
        ("American pressure on Japan is bound to grow.", "bound to grow"),
        ("The two ambassadors should be at their desks before the end of December.", "at their desks"),
        ("Another massacre would upset all of this.", "Another massacre"),
        ("More arrests on either side would poison the autumn.", "More arrests"),
        ("The likeliest, in my view, is that Japan takes a limited step.", "takes a limited step"),
        ("Least probable is a collapse in which Japan leaves the treaty.", "a collapse"),
        ("I see no breakthrough in the coming months.", "no breakthrough"),
        ("Less can be hoped for from the platform of the states of the region.", "Less can be hoped for"),
        ("Japan would hardly choose a second front.", "a second front"),
        ("A quiet word in Lima is possible.", "A quiet word"),
        ("The offer is hardly going to be taken up in Riyadh soon.", "taken up in Riyadh"),
        ("No government is about to close the road, so the dispute is more likely to be managed than settled.", "more likely to be managed"),
        ("Diplomats expect him to carry a message rather than a solution.", "carry a message"),
        ("Nobody should count on a large return.", "a large return"),
        ("Nor is the conflict itself about to end.", "about to end"),
        ("The truce is about to suffer a serious blow from its most confident critic ever.", "about to suffer"),
        ("I would not rule out a fresh blockade in the spring.", "a fresh blockade"),
        ("I would be surprised to see a bill before the spring.", "a bill before the spring"),
        ("This time the commitments stand a better chance.", "a better chance"),
        ("Unless Wednesday goes wrong, North Macedonia should be sitting at the table by the spring.", "sitting at the table"),
    ],
)
def test_what_is_called_likely_without_a_future_tense(text: str, words: str) -> None:
    found = [x.question for x in coded(text) if isinstance(x, Expectation)]
    assert any(words in q for q in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Kagame warned that Rwanda would deal with the problem if the other side played tricks.",
        "The oil minister said his country would pursue its rights if its neighbours showed no wish to talk.",
        "China has never accepted that the border should hold the rest of the relationship hostage.",
        "It is not yet clear that either side will find any.",
        "Whether it is accepted in time will decide a good deal more.",
        "Three developments deserve attention in December.",
        "Both governments would like that to happen before the month is out.",
        "Brussels would be wise to prepare an extension now.",
        "Yerevan says that it will restore the roads but will grant no corridor.",
        "It looked as though it might be going somewhere.",
        "Armenia wants a mechanism through which the two could discuss security.",
        "They approved four amendments that will turn the country into a republic.",
        "Three things will shape the months ahead.",
        "A hotline between two air forces would already be progress.",
        "Nobody doubts the worth of a text that would make such encounters superfluous.",
        "Many Iraqis remain convinced that it will one day be used to choke them.",
        "Half the embassies in Nairobi were certain that Uganda would shut its airspace.",
        "It was thought then that the apology would close the book.",
        "In June a diplomat of Kenya said that the affair would be over by the rains.",
        "Had the court drawn its line further west, we might be talking of something else today.",
        "Neighbours who share a lake will always find a fish to fight about.",
        "Not one battalion shall leave before the observers stand in the zone.",
    ],
)
def test_what_is_said_of_ones_own_side_or_taken_back_is_no_expectation(text: str) -> None:
    assert not [x for x in coded(text) if isinstance(x, Expectation)]


@pytest.mark.parametrize(
    ("text", "owes", "action"),
    [
        ("The intake is to be run jointly by Kyrgyzstan and Tajikistan.", {"KGZ", "TJK"}, "run jointly"),
        ("A joint mechanism was to be launched within thirty days of signature.", set(), "launched within thirty days"),
        ("It commits Kenya and Uganda to a permanent ceasefire.", {"KEN", "UGA"}, "a permanent ceasefire"),
        ("The text set out three undertakings: to restore relations, to respect the border and to revive two accords.", set(), "to respect the border"),
        ("Algeria has assured Spain that its contracts will be honoured.", {"DZA"}, "contracts will be honoured"),
        ("The permanent joint group is to be revived.", set(), "revived"),
        ("Poland had persuaded Ukraine to suspend the complaint until 1 March.", {"UKR"}, "suspend the complaint"),
        ("The Philippines was promised $500 million in military financing by the United States.", {"USA"}, "$500 million"),
        ("The promise the presidents of Poland and Ukraine made in October 2020, to let searches go ahead, was kept.", {"POL:GOV", "UKR:GOV"}, "let searches go ahead"),
        ("North Macedonia has five years to replace its passports.", {"MKD"}, "replace its passports"),
        ("Under the agreement Skopje accepts the new name for all purposes.", {"MKD:GOV"}, "accepts the new name"),
        ("Greece and Turkey agreed on a timetable of three steps: a report by 20 March, an exchange of maps and a visit.", {"GRC", "TUR"}, "an exchange of maps"),
        ("Chile and Bolivia quarrel over the passage promised by Chile in the treaty of 1904.", {"CHL"}, "passage"),
        ("Greece and Turkey signed a declaration that pledged an end to hostile acts and a formal peace.", set(), "an end to hostile acts"),
        ("It goes back to the statement of 2020, in whose ninth clause Armenia undertook to guarantee the safety of the roads.", {"ARM"}, "guarantee the safety"),
        ("In July 2019 Greece and Turkey set themselves a target for concluding a code.", {"GRC", "TUR"}, "concluding a code"),
        ("The talks rest on an assurance that the road would not be used against Pakistan.", set(), "would not be used"),
        ("Poland had persuaded the hauliers to suspend their protest until 1 March.", set(), "suspend their protest"),
        ("Nairobi had undertaken to free 53 prisoners whose names the Ugandans had put forward.", {"KEN:GOV"}, "free 53 prisoners"),
        ("The Kenyan government has committed itself to reform its army, and to consolidate its authority.", {"KEN:GOV"}, "consolidate its authority"),
        ("Kenya has undertaken, for what it is worth, that the dam will cause no harm.", {"KEN"}, "the dam will cause no harm"),
        ("Two days afterwards Kenya announced that it would arrange a passage and allow flights.", {"KEN"}, "allow flights"),
        ("The treaty commits its members to the peaceful settlement of disputes.", set(), "peaceful settlement"),
        ("The peace agreement provides that no president shall serve more than two terms.", set(), "no president shall serve"),
        ("The referendum which Kenya promised in 1991 has never been held.", {"KEN"}, "referendum"),
        ("A loan was promised in 2017 by Kenya.", {"KEN"}, "loan"),
        ("The Speaker had given his word that no pact with Kenya would be reviewed.", set(), "no pact with Kenya"),
        ("Museveni came to Nairobi on 15 September, and the two undertook to abide by the order.", set(), "abide by the order"),
        ("The European Court of Human Rights ordered Poland and Latvia to give food and water to the stranded.", {"POL", "LVA"}, "give food and water"),
        ("Bolivia, which sued Chile in April 2013, must file its Memorial by 17 December.", {"BOL"}, "must file its Memorial"),
        ("The obligation to withdraw has not been respected.", set(), "obligation to withdraw"),
        ("Algeria has offered its good offices to Mali.", {"DZA"}, "good offices"),
        ("The Kenyan president told his ministers that Kenya would not hold anyone back.", {"KEN:GOV:kenyatta-uhuru"}, "would not hold anyone back"),
        ("The bargain had three legs: the mutineers would stand down, the case would be dropped, and those who wished could leave.", set(), "the case would be dropped"),
        ("Kenya and Uganda both accepted arbitration in 1998.", {"KEN", "UGA"}, "arbitration"),
    ],
)
def test_terms_are_owed_with_or_without_a_debtor(text: str, owes: set[str], action: str) -> None:
    found = [c for c in coded(text) if isinstance(c, Commitment)]
    assert any(owes == set(c.obligors) and action in c.action for c in found), found


@pytest.mark.parametrize("text", ["American pressure on Japan is bound to grow.", "Israel has to reckon with the weather.", "Algeria is to host the summit in March."])
def test_what_is_expected_or_scheduled_is_not_owed(text: str) -> None:
    assert not [c for c in coded(text) if isinstance(c, Commitment)]


@pytest.mark.parametrize(
    ("text", "title", "when"),
    [
        ("The joint communiqué of May 1988 is dead.", "joint communiqué of May 1988", "1988-05"),
        ("The Council adopted resolution 2602 on 29 October.", "resolution 2602", "2021-10-29"),
        ("China walked away from the accords of 1993 and 1996.", "accords of 1993 and 1996", "1993"),
        ("France would like to return to the 1994 readmission protocol.", "1994 readmission protocol", "1994"),
        ("The Americans got the islands by an exchange of notes of December 1966.", "exchange of notes of December 1966", "1966-12"),
        ("On 25 May Russia and Belarus signed a document on the storage of warheads.", "a document", "2021-05-25"),
        ("In January 1935 France and Italy agreed on a line far kinder to Rome.", "agreed on a line", "1935-01"),
    ],
)
def test_a_text_is_known_by_its_date_or_number(text: str, title: str, when: str) -> None:
    found = [(a.title, a.when.text() if a.when else "") for a in coded(text) if isinstance(a, Agreement)]
    assert any(title in t and w == when for t, w in found), found


def test_what_stands_before_its_verb_is_quoted_as_it_stands() -> None:
    (found,) = [a for a in coded("On a code of conduct France and Italy agreed in January 1935.") if isinstance(a, Agreement)]
    assert found.evidence[1].exact == "On a code of conduct France and Italy agreed"
    assert not [a for a in coded("On the code itself, France and Italy agreed to agree.") if isinstance(a, Agreement)]


@pytest.mark.parametrize(
    ("text", "status", "when"),
    [
        ("The summit that João Lourenço had called in Luanda for 15 October was cancelled.", "cancelled", "2021-10-15"),
        ("Vladimir Putin brought both presidents together in Astana on October 13, 2020.", "held", "2020-10-13"),
        ("The next date in the diary is December 31, when Kenya and Uganda are due to meet in Nairobi.", "planned", "2021-12-31"),
        ("An oversight committee of Kenya and Uganda is due by 11 December.", "planned", "2021-11-27/2021-12-11"),
        ("They obliged Kenya and Uganda to convene their Border Committee in Nairobi on 4 December.", "planned", "2021-12-04"),
    ],
)
def test_meetings_called_for_a_day(text: str, status: str, when: str) -> None:
    found = [(m.status, m.when.text() if m.when else "") for m in coded(text) if isinstance(m, Meeting)]
    assert (status, when) in found, found


def test_an_undated_act_that_is_only_thought_of_is_no_event_of_an_analysis() -> None:
    assert not [e for e in coded("Egypt may one day arm its friends in Sudan.") if isinstance(e, Event)]
    assert [e for e in coded("Egypt armed its friends in Sudan on 3 May.") if isinstance(e, Event)]


def test_two_texts_that_tell_of_one_date_make_one_milestone(tmp_path: Path) -> None:
    dispute = init(tmp_path / "kosovo", pack="kosovo-serbia")
    (tmp_path / "a.jsonl").write_text(
        '{"text": "The municipal elections in the north of Kosovo are due on 23 April. That is a short time for Pristina, and Serbia knows it.", "published": "2023-03-20", "genre": "analysis"}\n'
        '{"text": "Municipal elections in the north of Kosovo are due on 23 April, which Belgrade would rather avoid.", "published": "2023-03-22", "genre": "analysis"}\n',
        "utf-8",
    )
    dispute.add(tmp_path / "a.jsonl")
    briefing = dispute.outlook(as_of=date(2023, 3, 25), keep=False)
    (one,) = briefing.memory.milestones
    assert (one.record.when.text(), one.record.modality, len(one.reports)) == ("2023-04-23", "planned", 2)
    assert "Other dates ahead" in briefing.markdown()


def test_organisations_are_told_by_their_kind_or_capitals() -> None:
    found = {r.id: r.name for r in coded("The Congress party rejected it. The mandate of MINURSO ends soon. The Hirak protest movement was silenced by Algeria.") if isinstance(r, Actor)}
    assert {"ORG:congress-party", "UN:MINURSO", "ORG:hirak-protest-movement"} <= set(found), found


def test_one_verb_may_tell_of_several_meetings() -> None:
    text = "Swedish and Turkish envoys have met three times so far, in Vantaa last August, in Stockholm in November and in Ankara on 14 November 2021."
    found = {(m.place.split("-")[0], m.when.text()) for m in coded(text, "2022-01-10") if isinstance(m, Meeting) and m.when}
    assert {("stockholm", "2021-11"), ("ankara", "2021-11-14")} <= {(p, w) for p, w in found} or {w for _, w in found} >= {"2021-08", "2021-11-14"}


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        ("A narrow channel between two security chiefs of Peru and Ecuador stayed open.", "channel"),
        ("Angolan mediation between Rwanda and Congo came to nothing.", "mediation"),
        ("Rwanda and Congo set up a joint security mechanism.", "mechanism"),
    ],
)
def test_what_sides_talk_through_is_a_format(text: str, format_: str) -> None:
    assert any(a.kind == "format" and format_ in a.id for a in coded(text) if isinstance(a, Actor))


def test_the_north_is_the_state_of_that_name() -> None:
    found = [e for e in coded("North Korea and South Korea met on 5 November. On 7 November the North accused the South of a breach.") if isinstance(e, Event) and e.type == "ACCUSE"]
    assert [(e.actors, e.recipients) for e in found] == [(("PRK",), ("KOR",))]


def test_what_was_to_have_been_done_was_not() -> None:
    found = [e for e in coded("Spain’s foreign minister was to have travelled to Morocco on 1 November 2021.") if isinstance(e, Event | Milestone)]
    assert {e.modality for e in found} == {"failed"}
    claimed = [m for m in coded("The army of Kenya claimed to have mended its radar on 20 March.") if isinstance(m, Milestone)]
    assert "failed" not in {m.modality for m in claimed}


def test_may_with_a_day_is_a_month() -> None:
    assert not [x for x in coded("With the run-off of 28 May won, the government of Turkey rests.") if isinstance(x, Expectation)]


def test_the_day_of_writing_of_every_analysis() -> None:
    off = {p.stem: months_off(p.read_bytes().decode("utf-8"), p.stem) for p in ANALYSES.glob("*.txt")}
    assert len(off) == 60
    assert sum(n is not None and abs(n) <= 1 for n in off.values()) >= 58, {k: n for k, n in off.items() if n is None or abs(n) > 1}


def test_nobody_is_called_by_an_office_before_he_holds_it() -> None:
    text = (
        "After the deadline\n\nOn 19 September, the day by which Baghdad had undertaken to disarm the groups on its soil, a committee announced that the last bases had been vacated. "
        "The text was signed in Baghdad on 19 March, while Prime Minister Mohammed Shia al-Sudani looked on.\n\nWhen protests erupted on 16 September 2022, the Guards accused the groups of smuggling. "
        "On 28 September they fired missiles. When al-Sudani travelled to Tehran on 29 November, he told his hosts that Iraq would not allow its territory to be used. On 28 August its spokesman told reporters that Iraq had agreed."
    )
    assert months_off(text, "iraq-2023-09") == 0


def test_scenarios_that_no_ordinal_opens() -> None:
    text = "Three outcomes can be imagined before the summer. The likeliest, in my view, is that Japan takes a step. The second is drift until November. Least probable is a collapse of the talks."
    (found,) = [s for s in coded(text) if isinstance(s, ScenarioSet)]
    assert [a.text.split()[1].strip(",") for a in found.alternatives[:3]] == ["likeliest", "second", "probable"]


def test_a_writer_seldom_names_the_year_he_writes_in() -> None:
    text = (
        "Two rounds and no result\n\nEnvoys of Peru and Ecuador met in Lima on 26 November. Peru published a map on 20 September and Ecuador recalled its envoy on 18 October.\n\n"
        "The map of 2 November 2019 had shown the strip inside Peru, and a working group last gathered in August 2019. It undertook to finish its work by 2022.\n\n"
        "A treaty could be signed in the first half of 2021. The dispute is likely to be managed."
    )
    met = next(m for m in code(document(text, uri="test", meta={})) if isinstance(m, Meeting))
    assert met.when is not None
    assert met.when.text() == "2020-11-26"
