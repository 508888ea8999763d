"""Files that a person takes away or brings back: plans and conversations. Bytes in, bytes out."""
