"""Forecasting: memory to odds. The one verb is `forecasts`."""

from __future__ import annotations

from collections.abc import Iterator

from detente.forecasting.commitments import due_commitments
from detente.forecasting.meetings import planned_meeting
from detente.forecasting.occurrence import occurrence
from detente.forecasting.questions import meeting_questions, standing_questions
from detente.forecasting.scenarios import scenario_odds
from detente.model import Forecast
from detente.model.memory import Memory

__all__ = ["forecasts"]


def forecasts(memory: Memory) -> Iterator[Forecast]:
    """A probability with reasons for every question that the memory raises: planned meetings, standing questions, duties that fall due, scenarios."""
    if not memory.documents:
        return  # nothing is known, so nothing is forecast
    calendar = []
    for question, meeting in meeting_questions(memory):
        forecast = planned_meeting(question, meeting, memory)
        calendar.append((meeting, forecast))
        yield forecast
    for question in standing_questions(memory):
        yield occurrence(question, memory, calendar)
    yield from due_commitments(memory)
    yield from scenario_odds(memory)
