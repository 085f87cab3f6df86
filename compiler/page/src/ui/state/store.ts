// What the page knows, in one value that is replaced and never changed; parts of the page listen to what they show.

import { useLayoutEffect, useState } from "preact/hooks";

import type { Document, Hello, Role, RollUp, Words } from "../../protocol";
import type { Language } from "../words";

/** A file that was given; its bytes are read when they are needed. */
export interface Given {
  path: string;
  bytes: () => Promise<Uint8Array>;
}

export type Taken = Role | "none";

/** A line of the list of files. `document` is null until it is read, and again when the page has let go of it. */
export interface Entry {
  key: number;
  given: Given;
  state: "waiting" | "reading" | "read" | "failed";
  document: Document | null;
  summary: Document["report"] | null;
  trouble: Words | null;
  taken: Taken;
  /** Whether a person said what it is taken as. */
  chosen: boolean;
  changed: boolean;
}

export type View = { at: "welcome" } | { at: "files" } | { at: "county" } | { at: "report"; key: number };

/** A text in work: its element, and what it said before. */
export interface Editing {
  element: string;
  before: string;
  /** What was typed to begin with; null begins with what it says. */
  begin: string | null;
}

export interface State {
  language: Language;
  engine: { state: "waking" | "ready" | "gone"; share: number; words: Words | null };
  hello: Hello | null;
  entries: readonly Entry[];
  view: View;
  /** The finding that is open, and the element that the keyboard is at. */
  finding: string | null;
  active: string | null;
  /** The element that the keyboard shall go to, once. */
  sought: string | null;
  /** The element under the pointer, and the claims of a sentence there, by their ids with spaces between them. */
  hovered: string | null;
  claims: string;
  editing: Editing | null;
  pane: "report" | "findings";
  /** What is announced once: aloud, and for `warn` to the eye too. */
  notice: { words: Words; warn: boolean } | null;
  busy: Words | null;
  county: RollUp | null;
  /** Whether all is to be drawn that paper shows. */
  printing: boolean;
}

export const BEGINNING: State = {
  language: "zh",
  engine: { state: "waking", share: 0, words: null },
  hello: null,
  entries: [],
  view: { at: "welcome" },
  finding: null,
  active: null,
  sought: null,
  hovered: null,
  claims: "",
  editing: null,
  pane: "report",
  notice: null,
  busy: null,
  county: null,
  printing: false,
};

export class Store {
  private listeners = new Set<() => void>();
  constructor(private value: State = BEGINNING) {}

  get state(): State {
    return this.value;
  }

  set(change: Partial<State>): void {
    this.value = { ...this.value, ...change };
    for (const listener of [...this.listeners]) listener();
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Change one line of the list; nothing if it is gone. */
  entry(key: number, change: Partial<Entry>): void {
    this.set({ entries: this.value.entries.map((one) => (one.key === key ? { ...one, ...change } : one)) });
  }
}

/** Return what `choose` takes of the state, and draw again when that is another value. */
export function useStore<Value>(store: Store, choose: (state: State) => Value): Value {
  const value = choose(store.state);
  const [, redraw] = useState(0);
  useLayoutEffect(
    () => store.listen(() => choose(store.state) !== value && redraw((count) => count + 1)),
    [store, choose, value],
  );
  return value;
}

/** Return the line of the file that is shown; null where none is. */
export function shownEntry(state: State): Entry | null {
  const view = state.view;
  return view.at === "report" ? (state.entries.find((one) => one.key === view.key) ?? null) : null;
}

/** Return the report that is shown; null where none is. */
export function shown(state: State): Document | null {
  return shownEntry(state)?.document ?? null;
}
