"""Counties, bodies, neutrals and accounts: who is there, as the record of their own files says."""
