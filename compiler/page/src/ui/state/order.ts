// The order of the list of files: as given, or by a column.

import type { Entry } from "./store";

export type Column = "path" | "agency" | "year" | "verdict" | "errors" | "warnings";

const BY_NAME = new Intl.Collator("zh-CN", { numeric: true });
const VERDICTS = ["errors", "not-a-report", "incomplete", "warnings", "nothing-found", "passed"];

/** Return the lines by a column, those without a value last; as given for null. */
export function ordered(entries: readonly Entry[], by: Column | null, isDown: boolean): Entry[] {
  if (by === null) return [...entries];
  const sign = isDown ? -1 : 1;
  return [...entries].sort((one, other) => {
    const [first, second] = [value(one, by), value(other, by)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return sign * compared(first, second);
  });
}

function compared(one: string | number, other: string | number): number {
  return typeof one === "number" && typeof other === "number"
    ? one - other
    : BY_NAME.compare(String(one), String(other));
}

function value(entry: Entry, by: Column): string | number | null {
  if (by === "path") return entry.given.path;
  if (by === "verdict") return entry.summary ? VERDICTS.indexOf(entry.summary.verdict) : null;
  return entry.summary?.[by] ?? null;
}
