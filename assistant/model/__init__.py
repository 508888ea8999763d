"""Language models: any of them, asked within limits, believed only where their words are verified. Nothing here runs without one."""
