// What comes to the page from outside: files dropped anywhere on it, and what is pasted.

import { useEffect, useState } from "preact/hooks";

import { chosen, copied, dropped } from "./drop";
import { usePage } from "./page";

/** Take files that are dropped anywhere; tell whether some are held over the page. */
export function useDrops(): boolean {
  const { session } = usePage();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setOver(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(false);
      void dropped(event.dataTransfer).then((files) => session.take(files));
    };
    return listening({ dragover: over, dragleave: leave, drop });
  }, [session]);
  return isOver;
}

/** Take what is pasted, unless it is pasted into a field. */
export function usePastes(): void {
  const { session } = usePage();
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (inField || !event.clipboardData) return;
      event.preventDefault();
      if (event.clipboardData.files.length > 0) return void session.take(chosen(event.clipboardData.files));
      const given = copied(event.clipboardData);
      if (given) void session.paste(given);
    };
    return listening({ paste });
  }, [session]);
}

type Handlers = { [Name in keyof WindowEventMap]?: (event: never) => void };

/** Listen at the window; returns what ends it. */
function listening(handlers: Handlers): () => void {
  const all = Object.entries(handlers) as [string, EventListener][];
  for (const [name, handler] of all) window.addEventListener(name, handler);
  return () => all.forEach(([name, handler]) => window.removeEventListener(name, handler));
}
