// What a person does, as calls of the compiler and what comes of them in the store. Nothing is thrown: a problem is shown.

import type { Changed, Document, Methods, Transport, Words } from "../../protocol";
import { both } from "../words";
import { Calls } from "./calls";
import { carried, neighbour } from "./carried";
import { Latest } from "./latest";
import { assigned } from "./roles";
import { Shelf } from "./shelf";
import { notDone, whatIsLeft } from "./announcements";
import { type Given, shown, shownEntry, type State, type Store, type Taken } from "./store";

/** Gives a file to the person: in a browser as a download. */
export type Hand = (name: string, type: string, data: Uint8Array) => void;

/** What is chosen when another thing is shown: nothing. */
const NOTHING: Partial<State> = { finding: null, active: null, hovered: null, editing: null, notice: null };

export class Session {
  private readonly calls: Calls;
  private readonly shelf: Shelf;
  private readonly edits = new Latest();

  constructor(
    readonly store: Store,
    transport: Transport,
    private readonly hand: Hand,
  ) {
    this.calls = new Calls(store, transport);
    this.shelf = new Shelf(this.calls);
  }

  /** Take files in; a single one is shown, several are listed, and those of a folder rolled up. */
  async take(given: readonly Given[]): Promise<void> {
    const [first, ...others] = given.map((one) => this.shelf.add(one));
    if (!first) return;
    const isOnly = this.store.state.entries.length === 1;
    this.store.set({ ...NOTHING, view: isOnly ? { at: "report", key: first.key } : { at: "files" } });
    await this.shelf.read([first, ...others].map((one) => one.key));
    this.openFirst();
    this.store.set({ entries: assigned(this.store.state.entries) });
    const units = this.store.state.entries.filter((one) => one.taken === "unit");
    const isFolder = given.some(({ path }) => path.includes("/"));
    if (isFolder && units.length > 1 && this.store.state.view.at === "files") await this.rollUp();
  }

  /** Take what was copied from a page. */
  paste(given: Methods["paste"]["given"]): Promise<void> {
    return this.calls.guarded(async () => {
      const { result } = await this.calls.call("paste", given);
      const data = new TextEncoder().encode(given.html || given.text);
      const { key } = this.shelf.add({ path: result.name, bytes: () => Promise.resolve(data) });
      this.shelf.put(key, result);
      this.store.set({ ...NOTHING, view: { at: "report", key } });
      this.openFirst();
    });
  }

  /** Show a file; what was let go of is read again. */
  async show(key: number): Promise<void> {
    this.store.set({ ...NOTHING, view: { at: "report", key } });
    const entry = this.shelf.entry(key);
    if (entry?.state === "read" && entry.document === null) await this.shelf.read([key]);
    this.openFirst();
  }

  /** Take a file off the list; without any the first page is shown. */
  async close(key: number): Promise<void> {
    const isLast = this.store.state.entries.every((one) => one.key === key);
    this.store.set({ ...NOTHING, view: isLast ? { at: "welcome" } : { at: "files" } });
    await this.shelf.remove(key);
  }

  /** Say what an element shall say; while one such call is out, only the newest text waits. */
  edit(element: string, text: string): Promise<void> {
    return this.edits.push(() =>
      this.change(async ({ id, revision }) => {
        return (await this.calls.call("edit", { id, revision, element, text })).result;
      }),
    );
  }

  fix(fixes: string[]): Promise<void> {
    return this.afterEdits(async ({ id, revision }) => (await this.calls.call("fix", { id, revision, fixes })).result);
  }

  fixSafe(): Promise<void> {
    return this.afterEdits(async ({ id }) => (await this.calls.call("fixSafe", { id })).result);
  }

  step(method: "undo" | "redo"): Promise<void> {
    return this.afterEdits(async ({ id }) => {
      const { result } = await this.calls.call(method, { id });
      return { document: result, applied: 0, rejected: [] };
    });
  }

  /** Write the shown report, or the roll-up, as a file of a kind. */
  async save(id: string, kind: string): Promise<void> {
    await this.edits.settled();
    const entry = this.store.state.entries.find((one) => one.document?.id === id);
    const write = async () => {
      const { result, blobs } = await this.calls.call("save", { id, kind });
      this.hand(result.name, result.type, blobs[0] ?? new Uint8Array());
      this.calls.tell(both("saved", { name: result.name }));
      if (entry && kind !== "findings") this.store.entry(entry.key, { changed: false });
    };
    await this.calls.busily(both("saving"), write, entry && (() => this.again(entry.key)));
  }

  /** Roll up the files of the list, each as what it is taken as. */
  rollUp(): Promise<void> {
    const entries = this.store.state.entries.filter((one) => one.taken !== "none");
    return this.calls.busily(both("makingCounty"), async () => {
      const blobs: Uint8Array[] = [];
      for (const one of entries) blobs.push(await this.shelf.bytes(one));
      const files = entries.map((one) => ({ path: one.given.path, role: one.taken }));
      const given = { files, language: this.store.state.language } as Methods["rollup"]["given"];
      const { result } = await this.calls.call("rollup", given, blobs);
      this.store.set({ county: result, view: { at: "county" } });
    });
  }

  /** Say what a file is taken as. */
  takeAs(key: number, taken: Taken): void {
    this.store.entry(key, { taken, chosen: true });
    this.store.set({ county: null });
  }

  /** Change the words of the page; those of a roll-up come from the compiler in one language. */
  async speak(language: State["language"]): Promise<void> {
    this.store.set({ language });
    if (this.store.state.view.at === "county") await this.rollUp();
  }

  /** Open a finding; null shuts the one that is open. */
  choose(finding: string | null): void {
    this.store.set({ finding });
  }

  /** Open the finding after the one that is open, or before it. */
  next(step: 1 | -1): void {
    const document = shown(this.store.state);
    const found = document && neighbour(document.findings, this.store.state.finding, step);
    if (found) this.store.set({ finding: found.id, pane: "findings" });
  }

  tell(words: Words, warn = false): void {
    this.calls.tell(words, warn);
  }

  /** Open what is worst, so that the first look shows it. */
  private openFirst(): void {
    const { finding } = this.store.state;
    if (finding === null) this.store.set({ finding: shown(this.store.state)?.findings[0]?.id ?? null });
  }

  private async afterEdits(call: (document: Document) => Promise<Changed>): Promise<void> {
    await this.edits.settled();
    await this.change(call);
  }

  private async change(call: (document: Document) => Promise<Changed>): Promise<void> {
    const entry = shownEntry(this.store.state);
    const document = entry?.document;
    if (!document) return;
    const again = () => this.again(entry.key);
    await this.calls.guarded(async () => this.changed(await call(document)), again);
  }

  /** Read a file again that the compiler has forgotten: it was started again, or has too many. */
  private async again(key: number): Promise<void> {
    this.store.entry(key, { document: null, changed: false });
    await this.shelf.read([key]);
    this.store.set({ ...NOTHING });
    this.openFirst();
    if (this.shelf.entry(key)?.document) this.calls.tell(both("readAgain"), true);
  }

  /** Put the next revision in place of the one before it, and tell what was not done. */
  private changed({ document, applied, rejected }: Changed): void {
    const { entries, finding, active } = this.store.state;
    const entry = entries.find((one) => one.document?.id === document.id);
    if (!entry) return;
    const here = document.findings.find((one) => active !== null && one.elements.includes(active));
    const kept = carried(entry.document, document, finding) ?? here?.id ?? null;
    this.shelf.put(entry.key, document);
    this.store.entry(entry.key, { changed: entry.changed || document.revision !== entry.document?.revision });
    // After a fix, rows may have come or gone, and with them what an id stands for.
    if (applied > 0) this.store.set({ finding: kept ?? document.findings[0]?.id ?? null, active: null });
    else this.store.set({ finding: kept });
    const [reason] = rejected;
    if (reason) this.tell(notDone(reason), true);
    else this.tell(whatIsLeft(document, applied));
  }
}
