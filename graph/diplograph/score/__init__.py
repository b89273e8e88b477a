"""How good is what was found? Held against what a careful reader found in the same documents.

gold (JSON a document) ─┐
                        ├→ align things → compare relations → Score
a build, or documents ──┘
"""

from __future__ import annotations

from diplograph.score.found import of_dataset, of_table
from diplograph.score.gold import Answer, Thing, Told, read_gold
from diplograph.score.measure import Judged, Rate, Score, measure

__all__ = ["Answer", "Judged", "Rate", "Score", "Thing", "Told", "measure", "of_dataset", "of_table", "read_gold"]
