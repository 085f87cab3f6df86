"""N5, the rules of the narrative, in their order."""

from __future__ import annotations

from reportc.check.narrative.counts import (
    answered_differs,
    carried_forward_differs,
    carried_over_differs,
    outcome_differs,
    proceedings_differ,
    received_differs,
)
from reportc.check.narrative.shares import breakdown_differs, percentage_differs
from reportc.check.narrative.sweeping import claim_contradicted

RULES = (
    received_differs,
    carried_over_differs,
    answered_differs,
    carried_forward_differs,
    outcome_differs,
    proceedings_differ,
    percentage_differs,
    claim_contradicted,
    breakdown_differs,
)
