// The save menu: the mended original, the other kinds of files, what can be printed.

import { useEffect, useRef, useState } from "preact/hooks";

import type { SaveKind } from "../protocol";
import { Icon } from "./icons";
import { usePage, useSay } from "./page";

export interface SaveMenuProps {
  id: string;
  kinds: readonly SaveKind[];
  hasPrint?: boolean;
}

export function SaveMenu({ id, kinds, hasPrint = false }: SaveMenuProps) {
  const { session } = usePage();
  const say = useSay();
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  useOutside(menu, isOpen, () => setOpen(false));
  const done = (work: () => void) => () => {
    setOpen(false);
    button.current?.focus();
    work();
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !isOpen) return;
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class="menu" ref={menu} onKeyDown={leave}>
      <button
        type="button"
        id="save"
        ref={button}
        class="button first"
        aria-expanded={isOpen}
        aria-controls={isOpen ? "save-kinds" : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon sign="save" />
        {say("save")}
        <Icon sign="more" />
      </button>
      {isOpen && (
        <ul class="kinds" id="save-kinds">
          {kinds.map((one) => (
            <li key={one.kind}>
              <button type="button" onClick={done(() => void session.save(id, one.kind))}>
                {say.of(one.label)}
              </button>
            </li>
          ))}
          {hasPrint && (
            <>
              <li class="apart">
                <button type="button" onClick={done(() => print("findings"))}>
                  {say("printFindings")}
                </button>
              </li>
              <li>
                <button type="button" onClick={done(() => print("all"))}>
                  {say("printReport")}
                </button>
              </li>
            </>
          )}
        </ul>
      )}
    </div>
  );
}

/** Print the view, or its findings alone: the style sheet leaves out the rest. */
function print(what: "findings" | "all"): void {
  const root = document.documentElement;
  root.dataset.print = what;
  window.addEventListener("afterprint", () => delete root.dataset.print, { once: true });
  window.print();
}

/** Do `leave` when something outside is clicked, or the keyboard goes there. */
export function useOutside(inside: { current: HTMLElement | null }, isOpen: boolean, leave: () => void): void {
  useEffect(() => {
    if (!isOpen) return;
    const away = (event: Event) => !inside.current?.contains(event.target as Node) && leave();
    document.addEventListener("pointerdown", away);
    document.addEventListener("focusin", away);
    return () => {
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("focusin", away);
    };
  }, [isOpen]);
}
