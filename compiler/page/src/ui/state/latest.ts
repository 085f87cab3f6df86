// Work of which only the newest counts: while one piece is being done, later ones replace each other.

export class Latest {
  private next: (() => Promise<void>) | null = null;
  private running: Promise<void> | null = null;

  /** Do `work` now, or when what is being done has ended, unless newer work comes before. */
  push(work: () => Promise<void>): Promise<void> {
    this.next = work;
    this.running ??= this.run();
    return this.running;
  }

  /** Resolves when nothing is left to do. */
  settled(): Promise<void> {
    return this.running ?? Promise.resolve();
  }

  private async run(): Promise<void> {
    try {
      while (this.next) {
        const work = this.next;
        this.next = null;
        await work();
      }
    } finally {
      this.running = null;
    }
  }
}
