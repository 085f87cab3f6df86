// Moving in a table whose boxes reach over several rows and columns: what lies above, below, left and right.

import type { Box, GridBlock } from "../../protocol";

export type Move = "up" | "down" | "left" | "right" | "rowStart" | "rowEnd" | "first" | "last";

const KEYS: Readonly<Record<string, Move>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
  Home: "rowStart",
  End: "rowEnd",
};

/** Return the move that a key asks for; null for another key. */
export function moveOf(key: string, control: boolean): Move | null {
  if (control && key === "Home") return "first";
  if (control && key === "End") return "last";
  return KEYS[key] ?? null;
}

/** Tell whether the keyboard stops at a box: at numbers, and at all that can be edited. */
export function isStop(box: Box): boolean {
  return box.role === "number" || box.editable;
}

/** The boxes of a table that the keyboard stops at, in the order of reading. */
export function stops(grid: GridBlock): Box[] {
  return grid.rows.flat().filter(isStop);
}

/** Return the box that `move` leads to from `from`; `from` itself at an edge. */
export function moved(grid: GridBlock, from: Box, move: Move): Box {
  const all = stops(grid);
  switch (move) {
    case "first":
      return all[0] ?? from;
    case "last":
      return all.at(-1) ?? from;
    case "rowStart":
      return all.find((box) => isInRow(box, from.row)) ?? from;
    case "rowEnd":
      return all.filter((box) => isInRow(box, from.row)).at(-1) ?? from;
    case "left":
      return (
        nearest(
          all.filter((box) => isInRow(box, from.row) && box.column < from.column),
          (box) => -box.column,
        ) ?? from
      );
    case "right":
      return (
        nearest(
          all.filter((box) => isInRow(box, from.row) && box.column > from.column),
          (box) => box.column,
        ) ?? from
      );
    case "up":
      return (
        beside(
          all.filter((box) => box.row < from.row),
          from,
          (box) => -box.row,
        ) ?? from
      );
    case "down":
      return (
        beside(
          all.filter((box) => box.row > from.row),
          from,
          (box) => box.row,
        ) ?? from
      );
  }
}

/** Return the box of the nearest row that shares a column with `from`. */
function beside(boxes: Box[], from: Box, distance: (box: Box) => number): Box | undefined {
  const below = boxes.filter(
    (box) => box.column < from.column + from.columns && from.column < box.column + box.columns,
  );
  return nearest(below, distance);
}

function isInRow(box: Box, row: number): boolean {
  return box.row <= row && row < box.row + box.rows;
}

function nearest(boxes: Box[], distance: (box: Box) => number): Box | undefined {
  let best: Box | undefined;
  for (const box of boxes) if (!best || distance(box) < distance(best)) best = box;
  return best;
}
