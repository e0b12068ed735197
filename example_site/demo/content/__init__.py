"""What the demo shows: activities that offices report, with invented places and no real people."""

from . import learning_and_advice, sport_and_company, through_the_year

EVENTS = (*sport_and_company.EVENTS, *learning_and_advice.EVENTS, *through_the_year.EVENTS)
