// The page, started: the store, the session with a compiler behind it, and all that is drawn.

import { render } from "preact";

import type { Progress, Transport } from "../protocol";
import { Frame } from "./frame";
import { PageContext } from "./page";
import { type Hand, Session } from "./state/session";
import { BEGINNING, Store } from "./state/store";
import type { Language } from "./words";

import "./style/base.css";
import "./style/head.css";
import "./style/menu.css";
import "./style/welcome.css";
import "./style/review.css";
import "./style/sheet.css";
import "./style/signs.css";
import "./style/inspector.css";
import "./style/findings.css";
import "./style/files.css";
import "./style/print.css";

/** Draw the page into `root`; `waking` is given what is to be called while the compiler wakes. */
export function start(root: HTMLElement, transport: Transport, waking?: (progress: Progress) => void): Session {
  const store = new Store({ ...BEGINNING, language: remembered() });
  const session = new Session(store, transport, download);
  waking?.((share, words) => {
    if (store.state.engine.state === "waking") store.set({ engine: { state: "waking", share, words } });
  });
  store.listen(() => remember(store.state.language));
  window.addEventListener("beforeunload", (event) => {
    if (store.state.entries.some((one) => one.changed)) event.preventDefault();
  });
  const draw = () =>
    render(
      <PageContext.Provider value={{ store, session }}>
        <Frame />
      </PageContext.Provider>,
      root,
    );
  root.replaceChildren();
  draw();
  // What is printed must be drawn before the event is over, so not with the next turn as all else.
  window.addEventListener("beforeprint", () => (store.set({ printing: true }), draw()));
  window.addEventListener("afterprint", () => store.set({ printing: false }));
  return session;
}

/** Give a file to the person as a download. */
const download: Hand = (name, type, data) => {
  const address = URL.createObjectURL(new Blob([data as Uint8Array<ArrayBuffer>], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};

const KEY = "reportc.language";

/** Return the language that was chosen last; Chinese at first, and where the browser remembers nothing for a file. */
function remembered(): Language {
  try {
    return localStorage.getItem(KEY) === "en" ? "en" : "zh";
  } catch {
    return "zh";
  }
}

function remember(language: Language): void {
  try {
    if (localStorage.getItem(KEY) !== language) localStorage.setItem(KEY, language);
  } catch {
    // The switch works without a memory.
  }
}
