"""The self-reflection of a principal: a questionnaire, a profile drawn from its answers, and ways to keep it. Pure, and kept nowhere."""
