// What each file of a dropped folder is for: known by what was read in it first, by its name where that says nothing.

import type { Entry, Taken } from "./store";

const ROSTER_ENDINGS = /\.(csv|xlsx|txt)$/i;
const ROSTER_NAME = /名册|名单|roster/i;
const LAST_YEAR_FOLDER = /(^|\/)(previous|上年|上一年|去年|往年)[^/]*\//i;

/** Return the year that most of the reports are of, the later one of two; null without any. */
export function yearOf(entries: readonly Entry[]): number | null {
  const counts = new Map<number, number>();
  for (const { summary } of entries) {
    if (summary?.year) counts.set(summary.year, (counts.get(summary.year) ?? 0) + 1);
  }
  const most = Math.max(0, ...counts.values());
  const years = [...counts].filter(([, count]) => count === most).map(([year]) => year);
  return years.length > 0 ? Math.max(...years) : null;
}

/** Return what a file is taken as, among all that were given, where nobody has said it. */
export function guessed(entry: Entry, entries: readonly Entry[]): Taken {
  const { path } = entry.given;
  const isReport = entry.summary !== null && entry.summary.verdict !== "not-a-report";
  if (!isReport) return ROSTER_ENDINGS.test(path) && isRoster(entry, entries) ? "roster" : "none";
  if (LAST_YEAR_FOLDER.test(path)) return "previous";
  const ofNow = entries.filter((one) => !LAST_YEAR_FOLDER.test(one.given.path));
  const year = yearOf(ofNow);
  if (year !== null && entry.summary?.year === year - 1) return "previous";
  return isOwn(entry, ofNow) ? "against" : "unit";
}

/** The own report of a place is that of its government, where all others are of agencies of that place. */
function isOwn(entry: Entry, entries: readonly Entry[]): boolean {
  const place = placeOf(entry);
  const others = entries.filter((one) => one !== entry && one.summary?.agency);
  return place !== null && others.length > 1 && others.every((one) => isBelow(one, place));
}

function isBelow(entry: Entry, place: string): boolean {
  return entry.summary?.agency?.startsWith(place) === true && placeOf(entry) !== place;
}

/** Return the place whose government an agency is; null for another agency. */
function placeOf(entry: Entry): string | null {
  return /^(.+)人民政府$/.exec(entry.summary?.agency ?? "")?.[1] ?? null;
}

/** Return the entries with what each is taken as, once they are read. */
export function assigned(entries: readonly Entry[]): Entry[] {
  return entries.map((one) => (one.chosen ? one : { ...one, taken: guessed(one, entries) }));
}

/** A roster is called one, or is the only file that could be. */
function isRoster(entry: Entry, entries: readonly Entry[]): boolean {
  if (ROSTER_NAME.test(entry.given.path)) return true;
  const others = entries.filter((one) => one !== entry && ROSTER_ENDINGS.test(one.given.path));
  return /\.csv$/i.test(entry.given.path) && !others.some((one) => ROSTER_NAME.test(one.given.path));
}
