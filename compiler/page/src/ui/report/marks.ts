// The marks that the compiler sets for what has no place in the form, read for a person: 〚↑〛〚5〛〚7〛, 〚※text〛〚5〛.

export interface Marked {
  /** "above": numbers of the row above that no column takes; "stray": a text, with numbers, that no row takes. */
  kind: "lost" | "above" | "stray" | "other";
  text: string;
  cells: string[];
}

const PART = /〚([^〚〛]*)〛/g;
const CODE = /\\([0-9a-f]{1,6});/g;
const KINDS: Readonly<Record<string, Marked["kind"]>> = { "×": "lost", "↑": "above", "※": "stray" };

/** Return what a mark says; null for a text that is none. */
export function readMark(text: string): Marked | null {
  const [first, ...cells] = [...text.matchAll(PART)].map((part) => plain(part[1] ?? ""));
  if (first === undefined) return null;
  const [sign = ""] = first;
  return { kind: KINDS[sign] ?? "other", text: first.slice(sign.length).trim(), cells };
}

/** A character that would end a mark is written by its code. */
function plain(text: string): string {
  return text.replace(CODE, (_, code: string) => String.fromCodePoint(Math.min(0x10ffff, parseInt(code, 16))));
}
