"""Made counties of which the truth is known, as arrays of facts."""
