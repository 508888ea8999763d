"""Write the draft of an answer from the written knowledge, without any language model. One module per kind of turn."""
