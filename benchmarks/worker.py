"""Measures one thing in a process of its own, with an installation of its own, and prints what it found as JSON.

``python -m benchmarks.worker NAME '{"size": 100, …}'``; started by `benchmarks.run`, which sets the environment.
"""

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure


def work(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """The figures of one measurement, and what the database is."""
    if name == "deciding":
        from benchmarks import deciding  # slow import

        return {"figures": _plain(deciding.measure(**arguments))}
    if name == "opinions":
        from benchmarks import opinions  # slow import

        return {"figures": _plain(opinions.measure(**arguments))}
    if name == "likeness":
        from benchmarks import likeness  # slow import

        return {"figures": _plain(likeness.measure(**arguments))}
    import django  # slow import

    django.setup()
    if name == "indices":
        from benchmarks import indices  # app ready

        return {"figures": _plain(indices.measure(**arguments))}
    from benchmarks.store import store  # app ready

    here = store()
    folder = Path(arguments.pop("folder"))
    if name == "memory":
        from benchmarks import memory  # app ready

        return {**memory.peak(here, folder, **arguments), "database": here.describe()}
    if name == "bundle_memory":
        from benchmarks import bundling  # app ready

        return {**bundling.peak(here, **arguments), "database": here.describe()}
    if name == "package_memory":
        from benchmarks import packaging  # app ready

        return {**packaging.peak(here, **arguments), "database": here.describe()}
    from benchmarks import acts, bundling, drawing, filing, packaging, pages, searching, talks  # app ready

    measure = {
        "filing": filing.measure,
        "act": acts.measure,
        "pages": pages.measure,
        "search": searching.measure,
        "papers": drawing.measure,
        "bundle": bundling.measure,
        "package": packaging.measure,
        "talks": talks.measure,
    }[name]
    return {"figures": _plain(measure(here, **arguments)), "database": here.describe()}


def _plain(figures: list[Figure]) -> list[dict[str, Any]]:
    return [figure.as_json() for figure in figures]


if __name__ == "__main__":
    print(json.dumps(work(sys.argv[1], json.loads(sys.argv[2])), ensure_ascii=False))
