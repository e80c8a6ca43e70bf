"""The national values: one TOML file for each subject, under the keys of tables/deadlines.csv."""

from functools import cache
from importlib import resources

from rongzhi.core.parameter_files import decode, merged, read_parameters
from rongzhi.core.parameters import Parameters


@cache
def national() -> Parameters:
    """All national parameters. Raises ParameterFault, with file and line, when a file is broken."""
    folder = resources.files(__package__)
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda each: each.name
    )
    return merged(
        [
            (file.name, read_parameters(decode(file.read_bytes(), file=file.name), file=file.name))
            for file in files
        ]
    )
