"""Ports through which messages leave: text message, e-mail, letter, and the desk of a body."""
