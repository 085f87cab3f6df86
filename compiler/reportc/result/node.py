"""The base of the models of the JSON: every key present, no others, no value converted; and the types of numbers."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, WithJsonSchema


class JsonModel(BaseModel):
    """An object of the canonical JSON: every key present, none besides, no value converted."""

    model_config = ConfigDict(allow_inf_nan=False, extra="forbid", frozen=True, strict=True)


def _plain(amount: float) -> float:
    """Make a whole amount an integer, so that 12 is written 12 and never 12.0."""
    return int(amount) if float(amount).is_integer() else amount


Count = int | None
"""A printed whole number; None where none is printed. A printed sign is kept, even a wrong one."""

Amount = Annotated[int | float, AfterValidator(_plain), WithJsonSchema({"type": "number"})] | None
"""A printed sum in 万元 with at most eight decimals; None where none is printed."""
