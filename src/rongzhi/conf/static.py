"""Static files as a release serves them: hashed names, compressed."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage


def _without_source_maps(patterns: tuple) -> tuple:
    """Keep the patterns that name other files of the pages; source maps are not part of a release."""
    kept = []
    for names, expressions in patterns:
        rest = tuple(one for one in expressions if "sourceMappingURL" not in str(one))
        if rest:
            kept.append((names, rest))
    return tuple(kept)


class CollectedFiles(CompressedManifestStaticFilesStorage):
    """Hash the names in style sheets, and leave references to source maps alone."""

    patterns = _without_source_maps(HashedFilesMixin.patterns)
