// The compiler inside the browser: a worker that is made of what the page carries.

import { type Answer, type Method, type Methods, Problem, type Progress, type Transport, type Words } from "../protocol";
import type { FromWorker, Parts, ToWorker } from "../worker/messages";
import { unpacked } from "../worker/unpack";

/** Milliseconds after which a call is given up with its worker, and those that each file may take on top. */
const LONGEST = 120_000;
const EACH = 10_000;

const LOST: Words = {
  zh: "处理这个文件时程序停了（文件可能太大或有问题），已重新启动；其他报告请重新打开",
  en: "the program stopped over this file, which is too large or broken, and was started again; open the others again",
};

interface Waiting {
  resolve: (answer: Answer<never>) => void;
  reject: (error: Error) => void;
}

interface Reply {
  result?: never;
  problem?: Words;
  lost?: boolean;
}

/** Wait for the end of the page: its parts are after the script, so that the page is there before they are. */
function parsed(): Promise<void> {
  if (document.readyState !== "loading") return Promise.resolve();
  return new Promise((resolve) => document.addEventListener("DOMContentLoaded", () => resolve(), { once: true }));
}

/** Return the part of the page of that name, as it stands there. */
function part(name: string): string {
  const text = document.getElementById(`part-${name}`)?.textContent;
  if (!text) throw new Error(`the page lacks its part ${name}`);
  return text.trim();
}

export class WorkerTransport implements Transport {
  ready: Promise<void>;
  private worker: Worker | null = null;
  private waiting = new Map<number, Waiting>();
  private next = 1;

  constructor(private readonly listen: Progress = () => {}) {
    this.ready = this.wake();
  }

  async call<Name extends Method>(
    method: Name,
    given: Methods[Name]["given"],
    blobs: Uint8Array[] = [],
  ): Promise<Answer<Methods[Name]["result"]>> {
    await this.ready;
    const number = this.next++;
    const late = setTimeout(() => this.revive(), LONGEST + EACH * blobs.length);
    try {
      return await new Promise((resolve, reject) => {
        this.waiting.set(number, { resolve: resolve as Waiting["resolve"], reject });
        this.send({ type: "call", number, method, given: JSON.stringify(given), blobs });
      });
    } finally {
      clearTimeout(late);
    }
  }

  private async wake(): Promise<void> {
    await parsed();
    const script = await unpacked(part("worker"));
    const address = URL.createObjectURL(new Blob([script as BlobPart], { type: "text/javascript" }));
    const worker = new Worker(address);
    this.worker = worker;
    const parts: Parts = { wasm: part("wasm"), stdlib: part("stdlib"), site: part("site") };
    await new Promise<void>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data.type === "ready") resolve();
        else if (data.type === "progress") this.listen(data.share, data.words);
        else if (data.type === "answer") this.answered(data.number, data.json, data.blobs);
        else {
          reject(new Error(data.reason));
          this.revive();
        }
      };
      worker.onerror = (event) => reject(new Error(event.message));
      this.send({ type: "wake", parts });
    });
    URL.revokeObjectURL(address);
    this.listen(1, { zh: "就绪", en: "ready" });
  }

  /** Start again after a call that the worker did not survive; before it ever woke there is no use. */
  private revive(): void {
    const lost = [...this.waiting.values()];
    if (lost.length === 0) return;
    this.worker?.terminate();
    this.waiting.clear();
    this.ready = this.wake();
    this.ready.catch(() => {}); // whoever calls next is told
    for (const { reject } of lost) reject(new Problem(LOST, true));
  }

  private send(message: ToWorker): void {
    this.worker?.postMessage(message);
  }

  private answered(number: number, json: string, blobs: Uint8Array[]): void {
    const waiting = this.waiting.get(number);
    this.waiting.delete(number);
    const { result, problem, lost } = JSON.parse(json) as Reply;
    if (problem) waiting?.reject(new Problem(problem, lost));
    else waiting?.resolve({ result: result as never, blobs });
  }
}
