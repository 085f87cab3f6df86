// The list of keys: opened by its button or by "?", shut by Escape.

import { useEffect, useRef, useState } from "preact/hooks";

import { useSay } from "./page";
import { useOutside } from "./save";
import type { Word } from "./words";

const KEYS: readonly [string, Word][] = [
  ["F8 / Shift+F8", "keyNext"],
  ["← ↑ → ↓", "keyMove"],
  ["Enter / F2", "keyEdit"],
  ["Ctrl+Z / Ctrl+Y", "keyUndo"],
  ["Ctrl+S", "keySave"],
  ["Esc", "keyLeave"],
  ["?", "keyHelp"],
];

export function Keys() {
  const say = useSay();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  useOutside(box, isOpen, () => setOpen(false));
  useEffect(() => {
    const asked = (event: KeyboardEvent) => {
      const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (event.key === "?" && !inField) setOpen((was) => !was);
      if (event.key === "Escape") setOpen(false);
    };
    window.addEventListener("keydown", asked);
    return () => window.removeEventListener("keydown", asked);
  }, []);
  return (
    <div class="menu keys" ref={box}>
      <button
        type="button"
        class="quiet"
        ref={button}
        aria-expanded={isOpen}
        aria-controls={isOpen ? "keys" : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {say("keys")}
      </button>
      {isOpen && (
        <dl id="keys">
          {KEYS.map(([key, word]) => (
            <div key={word}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{say(word)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
