// How a sum or a sentence comes out: its sign, and the class that gives it its colour.

import type { Word } from "./words";

export type Outcome = "held" | "broken" | "unknown";

export const SIGNS: Record<Outcome, string> = { held: "✓", broken: "✗", unknown: "？" };
export const SUM_WORDS: Record<Outcome, Word> = { held: "sumHolds", broken: "sumBroken", unknown: "sumOpen" };
export const CLAIM_WORDS: Record<Outcome, Word> = { held: "claimHolds", broken: "claimBroken", unknown: "claimOpen" };
const GRAVITY: readonly Outcome[] = ["broken", "unknown", "held"];

/** null is what could not be compared. */
export function outcome(holds: boolean | null): Outcome {
  return holds === null ? "unknown" : holds ? "held" : "broken";
}

/** Return the gravest outcome; null of none. */
export function worst(all: readonly { holds: boolean | null }[]): Outcome | null {
  return GRAVITY.find((one) => all.some(({ holds }) => outcome(holds) === one)) ?? null;
}

/** Return what is broken first, then what is not known, then what holds. */
export function gravestFirst<One extends { holds: boolean | null }>(all: readonly One[]): One[] {
  const place = ({ holds }: One) => GRAVITY.indexOf(outcome(holds));
  return [...all].sort((one, other) => place(one) - place(other));
}
