// What the page and its worker send each other.

import type { Words } from "../protocol";

/** The compiler, as the page carries it: each part packed by gzip and written in base64. */
export interface Parts {
  wasm: string;
  stdlib: string;
  site: string;
}

export type ToWorker =
  | { type: "wake"; parts: Parts }
  | { type: "call"; number: number; method: string; given: string; blobs: Uint8Array[] };

export type FromWorker =
  | { type: "progress"; share: number; words: Words }
  | { type: "ready" }
  | { type: "answer"; number: number; json: string; blobs: Uint8Array[] }
  | { type: "gone"; reason: string };
