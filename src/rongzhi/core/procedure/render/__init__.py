"""Draws procedures and writes their pages, from the declarations alone."""

from rongzhi.core.procedure.render.page import Names, index, page
from rongzhi.core.procedure.render.svg import STYLE, draw

__all__ = ["STYLE", "Names", "draw", "index", "page"]
