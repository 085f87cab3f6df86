// What every part of the page may ask for: the store, the session, and words in the language of the switch.

import { createContext } from "preact";
import { useContext } from "preact/hooks";

import type { Words } from "../protocol";
import { type Session } from "./state/session";
import { type State, type Store, useStore } from "./state/store";
import { type Language, say, type Values, type Word } from "./words";

export interface Page {
  store: Store;
  session: Session;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error("drawn outside the page");
  return page;
}

/** Return a part of the state, and draw again when it changes. */
export function useChosen<Value>(choose: (state: State) => Value): Value {
  return useStore(usePage().store, choose);
}

export interface Say {
  (word: Word, values?: Values): string;
  /** Words that came from the compiler. */
  of: (words: Words) => string;
  language: Language;
}

const language = (state: State): Language => state.language;

/** Return what says words in the language of the switch. */
export function useSay(): Say {
  const chosen = useChosen(language);
  const words = (word: Word, values?: Values) => say(chosen, word, values);
  return Object.assign(words, { of: (given: Words) => given[chosen], language: chosen });
}

/** The id in the page of an element of the report. */
export function idOf(element: string): string {
  return `at-${element}`;
}
