"""Why a step has no outcome of the package."""


class Fault(Exception):
    """The step cannot be played as it is written, or what the package gives contradicts itself."""


class Missing(Exception):
    """The package lacks the operation."""
