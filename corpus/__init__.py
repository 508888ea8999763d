"""The written knowledge of Boussole: strategies, facts, reference lists, labelled situations. Imports nothing else of ours."""
