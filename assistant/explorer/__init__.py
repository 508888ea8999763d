"""The Explorer and the Sources: everything that is written down, to be searched, read, printed and checked."""
