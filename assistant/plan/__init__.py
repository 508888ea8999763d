"""The action plan: its records, what fills it in, its table and where one stands in it. Pure."""
