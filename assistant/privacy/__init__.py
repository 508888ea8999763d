"""What is personal in a message is found, hidden before a model elsewhere reads it, and put back in the answer."""
