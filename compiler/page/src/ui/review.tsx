// One report under review: the bar, the form on the left, what is wrong on the right.

import { useEffect } from "preact/hooks";

import type { Document } from "../protocol";
import { Bar } from "./bar";
import { Findings } from "./findings/findings";
import { toFindings } from "./findings/focus";
import { useChosen, usePage, useSay } from "./page";
import { Report } from "./report/report";
import type { Entry, State } from "./state/store";

const paneOf = (state: State) => state.pane;

export function Review({ entryKey }: { entryKey: number }) {
  const entry = useChosen((state: State) => state.entries.find((one) => one.key === entryKey) ?? null);
  if (!entry) return null;
  if (!entry.document) return <Pending entry={entry} />;
  return <Open document={entry.document} entry={entry} />;
}

function Open({ document, entry }: { document: Document; entry: Entry }) {
  const { store } = usePage();
  const say = useSay();
  const pane = useChosen(paneOf);
  useKeys();
  return (
    <>
      <Bar document={document} entry={entry} />
      <div class="panes" role="group" aria-label={say("panes")}>
        {(["report", "findings"] as const).map((one) => (
          <button key={one} type="button" aria-pressed={pane === one} onClick={() => store.set({ pane: one })}>
            {one === "report" ? say("paneReport") : say("paneFindings", { count: document.findings.length })}
          </button>
        ))}
      </div>
      <div class="two" data-pane={pane}>
        <Report document={document} />
        <Findings document={document} />
      </div>
    </>
  );
}

function Pending({ entry }: { entry: Entry }) {
  const say = useSay();
  const words = entry.state === "failed" ? "unreadable" : entry.state === "waiting" ? "waiting" : "reading";
  return (
    <div class="pending">
      <h1>{entry.given.path}</h1>
      <p class={entry.state === "failed" ? "trouble" : "hint"}>
        {entry.trouble ? say.of(entry.trouble) : `${say(words)}…`}
      </p>
    </div>
  );
}

function openMenu(): void {
  const button = document.getElementById("save");
  button?.focus();
  button?.click();
}

/** The keys of the whole view; inside a field they are the field's own. */
function useKeys(): void {
  const { session } = usePage();
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      const control = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (event.key === "F8") {
        session.next(event.shiftKey ? -1 : 1);
        toFindings();
      } else if (control && key === "z") void session.step(event.shiftKey ? "redo" : "undo");
      else if (control && key === "y") void session.step("redo");
      else if (control && key === "s") openMenu();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", keys);
    return () => window.removeEventListener("keydown", keys);
  }, [session]);
}
