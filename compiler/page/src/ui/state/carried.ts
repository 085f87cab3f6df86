// What stays chosen when a document is replaced by its next revision: ids of findings hold for one revision only.

import type { Document, Finding } from "../../protocol";

/** Return the id that the finding `id` of `before` has in `after`; null where it is gone. */
export function carried(before: Document | null, after: Document, id: string | null): string | null {
  const old = before?.findings.find((one) => one.id === id);
  if (!old) return null;
  const codes = old.codes.join();
  const same = (one: Finding) => one.element === old.element && one.codes.join() === codes;
  const near = (one: Finding) => one.element !== null && one.element === old.element;
  return (after.findings.find(same) ?? after.findings.find(near))?.id ?? null;
}

/** Return the finding after, or before, the one of that id; the first or the last where none is chosen. */
export function neighbour(findings: readonly Finding[], id: string | null, step: 1 | -1): Finding | null {
  if (findings.length === 0) return null;
  const at = findings.findIndex((one) => one.id === id);
  const next = at < 0 ? (step > 0 ? 0 : findings.length - 1) : (at + step + findings.length) % findings.length;
  return findings[next] ?? null;
}
