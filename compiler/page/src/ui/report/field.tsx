// Where a number or a sentence is typed: each keystroke is sent to the compiler, so that the findings follow.

import { useLayoutEffect, useRef } from "preact/hooks";

import { usePage, useSay } from "../page";

export interface FieldProps {
  element: string;
  /** What it is called: a cell's row and column. */
  name: string;
  /** Several lines are shown, but Enter ends the edit: a paragraph is one line of the report. */
  isLong?: boolean;
}

export function Field({ element, name, isLong = false }: FieldProps) {
  const { store, session } = usePage();
  const say = useSay();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const begun = useRef(store.state.editing);
  const said = useRef(false);
  const tell = (text: string) => {
    said.current = true;
    void session.edit(element, text.replace(/[\r\n]+/g, "")); // a paragraph is one line, whatever was pasted
  };
  useLayoutEffect(() => {
    const input = field.current;
    if (!input || !begun.current) return;
    const { before, begin } = begun.current;
    input.value = begin ?? before;
    input.focus();
    input.setSelectionRange(begin === null && !isLong ? 0 : input.value.length, input.value.length);
    fit(input, isLong);
    if (begin !== null) tell(begin);
  }, []);
  const end = () => store.set({ editing: null });
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") {
      if (said.current) void session.edit(element, begun.current?.before ?? "");
      end();
    } else if (event.key === "Enter" || (event.key === "Tab" && !isLong)) {
      if (event.key === "Enter") event.preventDefault();
      end();
    }
  };
  const typed = (event: Event) => {
    fit(field.current, isLong);
    if (!(event as InputEvent).isComposing) tell(field.current?.value ?? "");
  };
  const props = {
    class: "field",
    "aria-label": say("editing", { name }),
    "aria-describedby": "edit-help",
    spellcheck: false,
    autocomplete: "off",
    ref: field,
    onInput: typed,
    onCompositionEnd: typed,
    onKeyDown: keys,
    onBlur: () => store.state.editing?.element === element && end(),
  };
  return isLong ? <textarea rows={1} {...props} /> : <input inputMode="decimal" {...props} />;
}

/** Make a field as high as its text. */
function fit(field: HTMLElement | null, isLong: boolean): void {
  if (!field || !isLong) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}
