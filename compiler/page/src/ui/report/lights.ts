// What of the report is lit: the cells that a sum adds up, what they should add up to, the place of a finding.

import type { Document, Equation } from "../../protocol";
import { idOf } from "../page";

export type Light = "place" | "part" | "whole" | "also";
export type Lights = ReadonlyMap<string, Light>;

/** Return what is lit for an element: what is in its sums, and what its claims speak of. */
export function ofElement(document: Document, element: string): Lights {
  const lights = new Map<string, Light>();
  const claims = document.claims.filter((one) => one.element === element || one.elements.includes(element));
  for (const claim of claims) {
    for (const one of [claim.element, ...claim.elements]) if (one) lights.set(one, "also");
  }
  const sums = document.equations.filter((one) => one.elements.includes(element));
  for (const sum of sums.filter(isShort)) light(lights, sum);
  return lights.set(element, "place");
}

/** Return what is lit for what a sentence says: the cells that it was compared with. */
export function ofClaims(document: Document, ids: readonly string[]): Lights {
  const claims = document.claims.filter((one) => ids.includes(one.id));
  return new Map(claims.flatMap((one) => one.elements.map((element) => [element, "also"] as const)));
}

/** Return what is lit for a finding: its sums, all it speaks of, and its place. */
export function ofFinding(document: Document, id: string): Lights {
  const lights = new Map<string, Light>();
  const finding = document.findings.find((one) => one.id === id);
  if (!finding) return lights;
  for (const element of finding.elements) lights.set(element, "also");
  for (const sum of document.equations.filter((one) => finding.equations.includes(one.id))) light(lights, sum);
  if (finding.element) lights.set(finding.element, "place");
  return lights;
}

/** Mark the elements of the page: `data-lit`, which the style sheet draws. */
export function shine(root: ParentNode, lights: Lights): void {
  for (const lit of root.querySelectorAll("[data-lit]")) {
    if (!lights.has(lit.id.slice(idOf("").length))) lit.removeAttribute("data-lit");
  }
  for (const [element, kind] of lights) document.getElementById(idOf(element))?.setAttribute("data-lit", kind);
}

function light(lights: Map<string, Light>, sum: Equation): void {
  for (const element of sum.parts) lights.set(element, "part");
  for (const element of sum.wholes) lights.set(element, "whole");
}

/** A sum over half the table lights too much to show anything. */
function isShort(sum: Equation): boolean {
  return sum.elements.length <= 30;
}
