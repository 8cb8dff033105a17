"""Columns in whose values are bytes that are no text: pictures, archives, in which nothing is searched."""

from __future__ import annotations

import numpy as np

from zhengan.masking.formats.cells import Cells
from zhengan.masking.formats.fields import Groups, Treatment
from zhengan.masking.formats.files import LOOKED_AT
from zhengan.masking.formats.sql import kernel
from zhengan.masking.formats.sql.spelling import no_text


class Opaque:
    """Looks at the first values in hexadecimal digits of each column."""

    def __init__(self, groups: Groups, treatment: Treatment):
        self.groups, self.treatment = groups, treatment
        self.looked: dict[int, int] = {}

    def look(self, raw: bytes, cells: Cells) -> None:
        """Tells of columns without a rule in whose first values are such bytes."""
        rows = np.flatnonzero(cells.forms == kernel.HEX)
        for group in np.unique(cells.groups[rows]).tolist():
            left = LOOKED_AT - self.looked.get(group, 0)
            if left > 0 and self.groups.rules[group].scan:
                mine = rows[cells.groups[rows] == group][:left].tolist()
                self.looked[group] = self.looked.get(group, 0) + len(mine)
                if any(no_text(raw[cells.starts[k] : cells.ends[k]]) for k in mine):
                    self.looked[group] = LOOKED_AT
                    self.treatment.opaque(self.groups.names[group])
