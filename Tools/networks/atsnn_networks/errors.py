"""The one exception that ends a command with a single line and exit status 2."""


class UserError(Exception):
    """Wrong use or bad input; its text says what, where and what to do."""
