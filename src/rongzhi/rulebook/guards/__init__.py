"""Conditions of acts: one module for each procedure, each condition with the sentence a person reads."""
