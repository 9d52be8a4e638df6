"""A calendar feed for each member, under a secret address: what is due on which day, and nothing of a patient."""
