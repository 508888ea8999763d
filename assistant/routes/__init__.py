"""The HTTP routes beside the page, one module for each subject. The API answers errors as JSON, the pages as a page; in one sentence."""
