"""Who works here: second factor, sign-ins, capacities, deputies, reset codes, and what happens when somebody leaves."""
