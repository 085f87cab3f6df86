// The files that were given: read one after another, a few of them kept open, all of them listed.

import { type Document, Problem } from "../../protocol";
import { both } from "../words";
import type { Calls } from "./calls";
import { type Entry, type Given, shownEntry } from "./store";

/** So many documents are kept open; of more files only their lines are kept, and a file is read again when shown. */
const MOST_OPEN = 24;

export class Shelf {
  private nextKey = 1;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly calls: Calls) {}

  /** Put a line on the list, at its end. */
  add(given: Given): Entry {
    const empty = { document: null, summary: null, trouble: null, chosen: false, changed: false };
    const entry: Entry = { key: this.nextKey++, given, state: "waiting", taken: "unit", ...empty };
    const { store } = this.calls;
    store.set({ entries: [...store.state.entries, entry], county: null });
    return entry;
  }

  /** Read files when those before them are read. */
  read(keys: readonly number[]): Promise<void> {
    this.last = this.last.then(async () => {
      for (const key of keys) {
        await this.readOne(key);
        await this.spare(key);
      }
    });
    return this.last;
  }

  entry(key: number): Entry | undefined {
    return this.calls.store.state.entries.find((one) => one.key === key);
  }

  /** Note what a file says now. */
  put(key: number, document: Document): void {
    const { report, trouble } = document;
    this.calls.store.entry(key, { state: "read", document, summary: report, trouble });
  }

  /** Take a file off the list, and off the compiler's desk. */
  async remove(key: number): Promise<void> {
    const { store } = this.calls;
    const document = this.entry(key)?.document;
    store.set({ entries: store.state.entries.filter((one) => one.key !== key), county: null });
    if (document) await this.letGo(document);
  }

  /** Return the bytes of a file as it stands: mended if it was, and if such a file can be written. */
  async bytes({ given, document }: Entry): Promise<Uint8Array> {
    const kinds = document && document.revision > 0 ? document.can.save.map((one) => one.kind) : [];
    const kind = ["original", "docx"].find((one) => kinds.includes(one));
    if (!document || !kind) return given.bytes();
    const { blobs } = await this.calls.call("save", { id: document.id, kind });
    return blobs[0] ?? given.bytes();
  }

  private async readOne(key: number): Promise<void> {
    const entry = this.entry(key);
    if (!entry) return; // taken away meanwhile
    const { store } = this.calls;
    store.entry(key, { state: "reading" });
    try {
      const bytes = await entry.given.bytes();
      this.put(key, (await this.calls.call("open", { name: entry.given.path }, [bytes])).result);
    } catch (reason) {
      store.entry(key, { state: "failed", trouble: reason instanceof Problem ? reason.words : both("unreadable") });
    }
  }

  /** Let go of a document of a long list that nobody looks at. */
  private async spare(key: number): Promise<void> {
    const { store } = this.calls;
    const document = this.entry(key)?.document;
    const looked = shownEntry(store.state)?.key === key;
    if (!document || looked || store.state.entries.filter((one) => one.document).length <= MOST_OPEN) return;
    store.entry(key, { document: null });
    await this.letGo(document);
  }

  private letGo(document: Document): Promise<void> {
    return this.calls.guarded(() => this.calls.call("close", { id: document.id }));
  }
}
