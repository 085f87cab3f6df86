// Small documents for tests: only what a test is about is given, all else is empty.

import type { Box, Document, Equation, Finding, GridBlock, Summary } from "../src/protocol";
import type { Entry } from "../src/ui/state/store";

const WORDS = { zh: "", en: "" };

export function summary(given: Partial<Summary> = {}): Summary {
  const counts = { errors: 0, warnings: 0, notes: 0, holes: 0, held: 0, broken: 0, unknown: 0 };
  return { title: "", agency: null, year: null, edition: null, verdict: "passed", words: WORDS, ...counts, ...given };
}

export function report(given: Partial<Document> = {}): Document {
  const can = { undo: false, redo: false, edit: true, safeFixes: 0, save: [] };
  const lists = { blocks: [], findings: [], equations: [], claims: [], diagnostics: [] };
  const name = { id: "r1", name: "r.txt", kind: "text", kindWords: WORDS, revision: 0, trouble: null };
  return { ...name, report: summary(), ...lists, can, ...given };
}

export function finding(given: Partial<Finding> = {}): Finding {
  const lists = { elements: [], equations: [], claims: [], breaks: [], suspects: [], fixes: [] };
  return {
    id: "f0",
    severity: 1,
    codes: ["A303"],
    title: WORDS,
    place: null,
    element: null,
    advice: null,
    ...lists,
    ...given,
  };
}

export function equation(parts: string[], wholes: string[], holds: boolean | null = true): Equation {
  return { id: "e0", code: "A303", words: WORDS, formula: "", holds, elements: [...parts, ...wholes], parts, wholes };
}

export function box(id: string, row: number, column: number, given: Partial<Box> = {}): Box {
  const lists = { findings: [], equations: [], claims: [] };
  const plain = { role: "number", text: "0", rows: 1, columns: 1, path: "", name: null, state: "printed" } as const;
  return { id, row, column, ...plain, suspected: null, forced: null, editable: true, place: null, ...lists, ...given };
}

export function grid(boxes: Box[]): GridBlock {
  const height = Math.max(0, ...boxes.map((one) => one.row + 1));
  const rows = Array.from({ length: height }, (_, row) => boxes.filter((one) => one.row === row));
  return { type: "grid", id: "b0", section: null, caption: null, head: 0, widths: [], rows };
}

export function entry(path: string, given: Partial<Summary> | null = {}): Entry {
  const state = { state: "read", document: null, trouble: null, taken: "unit", chosen: false, changed: false } as const;
  const bytes = () => Promise.resolve(new Uint8Array());
  return { key: 0, given: { path, bytes }, ...state, summary: given && summary(given) };
}
