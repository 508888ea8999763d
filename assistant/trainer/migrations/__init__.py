"""How the tables of the sessions came to be, one step a file; `database` runs what is missing when it opens."""
