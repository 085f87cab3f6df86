// A paragraph cut at the edges of its marks, which may overlap: each stretch has the marks that cover it.

import type { Mark } from "../../protocol";

export interface Segment {
  text: string;
  marks: Mark[];
  /** The marks that end with it: their signs are set here, once. */
  ends: Mark[];
}

export function segments(text: string, marks: readonly Mark[]): Segment[] {
  const inside = marks
    .map((mark) => ({ ...mark, start: Math.max(0, mark.start), end: Math.min(text.length, mark.end) }))
    .filter((mark) => mark.start < mark.end);
  const edges = new Set([0, text.length, ...inside.flatMap((mark) => [mark.start, mark.end])]);
  const cuts = [...edges].sort((one, other) => one - other);
  return cuts.slice(0, -1).map((start, at) => {
    const end = cuts[at + 1] ?? text.length;
    const marks = inside.filter((mark) => mark.start <= start && end <= mark.end);
    return { text: text.slice(start, end), marks, ends: marks.filter((mark) => mark.end === end) };
  });
}
