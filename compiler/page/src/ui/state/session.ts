// What a person does, as calls of the compiler and what comes of them in the store. Nothing is thrown: a problem is told.

import { Problem, type Changed, type Document, type Methods, type Transport, type Words } from "../../protocol";
import { both } from "../words";
import { carried, neighbour } from "./carried";
import { Latest } from "./latest";
import { assigned } from "./roles";
import { type Entry, type Given, shown, shownEntry, type Store, type Taken } from "./store";

/** So many documents are kept open; of more files only their lines are kept, and a file is read again when shown. */
const MOST_OPEN = 24;

/** Gives a file to the person: in a browser as a download. */
export type Hand = (name: string, type: string, data: Uint8Array) => void;

export class Session {
  private nextKey = 1;
  private readonly edits = new Latest();
  private reading: Promise<void> = Promise.resolve();

  constructor(
    readonly store: Store,
    private readonly transport: Transport,
    private readonly hand: Hand,
  ) {
    transport.ready
      .then(() => this.greet())
      .catch(() => this.gone());
  }

  /** Take files in; a single one is shown, several are listed. */
  take(given: readonly Given[]): Promise<void> {
    if (given.length === 0) return this.reading;
    const added = given.map((one) => this.line(one));
    const entries = [...this.store.state.entries, ...added];
    const first = added[0];
    const view = entries.length === 1 && first ? { at: "report" as const, key: first.key } : { at: "files" as const };
    this.store.set({ entries, view, county: null, finding: null, active: null, hovered: null, notice: null });
    this.reading = this.reading.then(() => this.readAll(added.map((one) => one.key)));
    return this.reading;
  }

  /** Take what was copied from a page. */
  async paste(given: Methods["paste"]["given"]): Promise<void> {
    const entry = this.line({ path: "", bytes: () => Promise.resolve(new Uint8Array()) });
    await this.guarded(async () => {
      const { result } = await this.transport.call("paste", given);
      const named = { ...entry, given: { ...entry.given, path: result.name } };
      this.store.set({ entries: [...this.store.state.entries, named], county: null });
      this.put(entry.key, result);
      this.store.set({ view: { at: "report", key: entry.key } });
      this.openFirst(result);
    });
  }

  /** Show a file; what was let go of is read again. */
  async show(key: number): Promise<void> {
    const view = { at: "report" as const, key };
    this.store.set({ view, finding: null, active: null, hovered: null, editing: null, notice: null });
    const entry = this.entry(key);
    if (entry?.state === "read" && entry.document === null) await this.read(key);
    const document = shown(this.store.state);
    if (document) this.openFirst(document);
  }

  /** Take a file off the list. */
  async close(key: number): Promise<void> {
    const entry = this.entry(key);
    const entries = this.store.state.entries.filter((one) => one.key !== key);
    const view = entries.length > 0 ? { at: "files" as const } : { at: "welcome" as const };
    this.store.set({ entries, view, county: null, editing: null, finding: null });
    if (entry?.document) await this.guarded(() => this.transport.call("close", { id: entry.document?.id ?? "" }));
  }

  /** Say what an element shall say; while one such call is out, only the newest text waits. */
  edit(element: string, text: string): Promise<void> {
    return this.edits.push(() =>
      this.guarded(async () => {
        const document = shown(this.store.state);
        if (!document) return;
        const { id, revision } = document;
        this.changed((await this.transport.call("edit", { id, revision, element, text })).result);
      }),
    );
  }

  async fix(fixes: string[]): Promise<void> {
    await this.change(async ({ id, revision }) => (await this.transport.call("fix", { id, revision, fixes })).result);
  }

  async fixSafe(): Promise<void> {
    await this.change(async ({ id }) => (await this.transport.call("fixSafe", { id })).result);
  }

  async step(method: "undo" | "redo"): Promise<void> {
    await this.change(async ({ id }) => {
      const { result } = await this.transport.call(method, { id });
      return { document: result, applied: 0, rejected: [] };
    });
  }

  /** Write the shown report, or the roll-up, as a file of a kind. */
  async save(id: string, kind: string): Promise<void> {
    await this.edits.settled();
    this.store.set({ busy: both("saving") });
    await this.guarded(async () => {
      const { result, blobs } = await this.transport.call("save", { id, kind });
      this.hand(result.name, result.type, blobs[0] ?? new Uint8Array());
      this.tell(both("saved", { name: result.name }));
      const entry = shownEntry(this.store.state);
      if (entry?.document?.id === id && kind !== "findings") this.store.entry(entry.key, { changed: false });
    });
    this.store.set({ busy: null });
  }

  /** Roll up the files of the list, each as what it is taken as. */
  async rollUp(): Promise<void> {
    const entries = this.store.state.entries.filter((one) => one.taken !== "none");
    this.store.set({ busy: both("makingCounty") });
    await this.guarded(async () => {
      const blobs = await Promise.all(entries.map((one) => one.given.bytes()));
      const files = entries.map((one) => ({ path: one.given.path, role: one.taken === "none" ? "unit" : one.taken }));
      const given = { files, language: this.store.state.language } as Methods["rollup"]["given"];
      const { result } = await this.transport.call("rollup", given, blobs);
      this.store.set({ county: result, view: { at: "county" } });
    });
    this.store.set({ busy: null });
  }

  /** Say what a file is taken as. */
  takeAs(key: number, taken: Taken): void {
    this.store.entry(key, { taken, told: true });
    this.store.set({ county: null });
  }

  /** Open a finding, or shut it if it is open. */
  choose(finding: string | null): void {
    this.store.set({ finding });
  }

  /** Open the finding after the one that is open, or before it. */
  next(step: 1 | -1): void {
    const document = shown(this.store.state);
    const found = document && neighbour(document.findings, this.store.state.finding, step);
    if (found) this.store.set({ finding: found.id, pane: "findings" });
  }

  /** Tell something once. */
  tell(words: Words, warn = false): void {
    this.store.set({ notice: { words, warn } });
  }

  private async greet(): Promise<void> {
    this.store.set({ engine: { state: "ready", share: 1, words: null } });
    await this.guarded(async () => this.store.set({ hello: (await this.transport.call("hello", {})).result }));
  }

  private gone(): void {
    this.store.set({ engine: { state: "gone", share: 0, words: null } });
    this.tell(both("gone"), true);
  }

  private line(given: Given): Entry {
    const empty = { document: null, summary: null, trouble: null, told: false, changed: false };
    return { key: this.nextKey++, given, state: "waiting", taken: "unit", ...empty };
  }

  private entry(key: number): Entry | undefined {
    return this.store.state.entries.find((one) => one.key === key);
  }

  private async readAll(keys: readonly number[]): Promise<void> {
    for (const key of keys) {
      if (!this.entry(key)) continue; // taken away meanwhile
      await this.read(key);
      await this.spare(key);
    }
    const entries = assigned(this.store.state.entries);
    this.store.set({ entries });
    const units = entries.filter((one) => one.taken === "unit");
    const isFolder = keys.some((key) => this.entry(key)?.given.path.includes("/"));
    if (isFolder && units.length > 1 && this.store.state.view.at === "files") await this.rollUp();
  }

  private async read(key: number): Promise<void> {
    const entry = this.entry(key);
    if (!entry) return;
    this.store.entry(key, { state: "reading" });
    try {
      const bytes = await entry.given.bytes();
      const { result } = await this.transport.call("open", { name: entry.given.path }, [bytes]);
      this.put(key, result);
    } catch (reason) {
      this.store.entry(key, { state: "failed", trouble: reason instanceof Problem ? reason.words : both("unreadable") });
    }
    const document = shown(this.store.state);
    if (document && shownEntry(this.store.state)?.key === key) this.openFirst(document);
  }

  /** Let go of a document of a long list that nobody looks at. */
  private async spare(key: number): Promise<void> {
    const { entries } = this.store.state;
    const document = this.entry(key)?.document;
    const looked = shownEntry(this.store.state)?.key === key;
    if (!document || looked || entries.filter((one) => one.document).length <= MOST_OPEN) return;
    this.store.entry(key, { document: null });
    await this.guarded(() => this.transport.call("close", { id: document.id }));
  }

  private put(key: number, document: Document): void {
    this.store.entry(key, { state: "read", document, summary: document.report, trouble: document.trouble });
  }

  /** Open what is worst, so that the first look shows it. */
  private openFirst(document: Document): void {
    if (this.store.state.finding === null) this.store.set({ finding: document.findings[0]?.id ?? null });
  }

  private async change(call: (document: Document) => Promise<Changed>): Promise<void> {
    await this.edits.settled();
    const document = shown(this.store.state);
    if (document) await this.guarded(async () => this.changed(await call(document)));
  }

  /** Put the next revision in place of the one that is shown, and tell what was not done. */
  private changed({ document, applied, rejected }: Changed): void {
    const { entries, finding } = this.store.state;
    const before = entries.find((one) => one.document?.id === document.id);
    if (!before) return;
    const kept = carried(before.document, document, finding);
    const next = applied > 0 && kept === null ? (document.findings[0]?.id ?? null) : kept;
    this.put(before.key, document);
    this.store.entry(before.key, { changed: before.changed || document.revision !== before.document?.revision });
    this.store.set({ finding: next });
    const reason = rejected[0];
    if (reason) this.tell({ zh: both("rejected").zh + reason.zh, en: both("rejected").en + reason.en }, true);
    else this.tell(countOf(document, applied));
  }

  private async guarded(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (reason) {
      if (reason instanceof Problem) this.tell(reason.words, true);
      else this.gone();
    }
  }
}

/** Say what was changed and what is left. */
function countOf(document: Document, applied: number): Words {
  const { errors, warnings } = document.report;
  const done = applied > 0 ? both("applied", { count: applied }) : { zh: "", en: "" };
  const now = both("countNow", { errors, warnings });
  return { zh: done.zh + now.zh, en: `${done.en} ${now.en}`.trim() };
}
