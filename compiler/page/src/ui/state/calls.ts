// Calls of the compiler that tell what goes wrong, and throw nothing.

import { Problem, type Transport, type Words } from "../../protocol";
import { both } from "../words";
import type { Store } from "./store";

export class Calls {
  readonly call: Transport["call"];

  constructor(
    readonly store: Store,
    transport: Transport,
  ) {
    this.call = transport.call.bind(transport);
    transport.ready.then(() => this.greet()).catch(() => this.gone());
  }

  /**
   * Do what may fail: a problem is shown to the person, all else means that there is no compiler any more.
   * `again` is done where what was asked about is not on the compiler's desk any more.
   */
  async guarded(work: () => Promise<unknown>, again?: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (reason) {
      if (reason instanceof Problem && reason.lost && again) await again();
      else if (reason instanceof Problem) this.tell(reason.words, true);
      else this.gone();
    }
  }

  /** Do what takes a while, and say so meanwhile. */
  async busily(words: Words, work: () => Promise<unknown>, again?: () => Promise<void>): Promise<void> {
    this.store.set({ busy: words });
    await this.guarded(work, again);
    this.store.set({ busy: null });
  }

  /** Tell something once; `warn` to the eye too. */
  tell(words: Words, warn = false): void {
    this.store.set({ notice: { words, warn } });
  }

  private async greet(): Promise<void> {
    this.store.set({ engine: { state: "ready", share: 1, words: null } });
    await this.guarded(async () => this.store.set({ hello: (await this.call("hello", {})).result }));
  }

  private gone(): void {
    this.store.set({ engine: { state: "gone", share: 0, words: null } });
    this.tell(both("gone"), true);
  }
}
