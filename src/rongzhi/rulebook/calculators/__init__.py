"""Calculations of the law, each a function of its facts, the parameters in force and the calendar."""
