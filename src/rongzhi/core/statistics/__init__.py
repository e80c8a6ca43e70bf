"""Statistics of the county's figures: counts and shares, durations, comparisons of many bodies, each with its interval."""
