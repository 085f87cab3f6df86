// The compiler in a worker of the page: it wakes once, then answers one call after another.

import type { PyodideInterface } from "pyodide";
import type { PyProxy } from "pyodide/ffi";

import type { Words } from "../protocol";
import type { FromWorker, Parts, ToWorker } from "./messages";
import { laid, started } from "./python";
import { tokens } from "./tokens";
import { unpacked } from "./unpack";

type Answer = (method: string, given: string, blobs: Uint8Array[]) => PyProxy;

const AWAKE = `
import json
from reportc.desk import Desk
from reportc.source import html_tokens

html_tokens.use(lambda text, most: json.loads(page_tokens(text, most)))
desk = Desk()

def answer(method, given, blobs):
    said, made = desk.answer(method, given, [blob.to_bytes() for blob in blobs])
    return said, made

desk.warm()
answer
`;

let answer: Answer | null = null;

function send(message: FromWorker, moved: Transferable[] = []): void {
  self.postMessage(message, { transfer: moved });
}

function progress(share: number, words: Words): void {
  send({ type: "progress", share, words });
}

async function wake(parts: Parts): Promise<void> {
  progress(0.05, { zh: "正在解开程序", en: "unpacking" });
  const [wasm, stdlib, site] = await Promise.all([parts.wasm, parts.stdlib, parts.site].map(unpacked));
  if (!wasm || !stdlib || !site) throw new Error("a part of the page is missing");
  progress(0.2, { zh: "正在启动", en: "starting" });
  const python: PyodideInterface = await started(wasm, stdlib);
  progress(0.5, { zh: "正在载入检查规则", en: "loading the rules" });
  laid(python, site);
  python.globals.set("page_tokens", tokens);
  answer = python.runPython(AWAKE) as Answer;
  send({ type: "ready" });
}

function answered(number: number, method: string, given: string, blobs: Uint8Array[]): void {
  if (!answer) throw new Error("not awake");
  const made = answer(method, given, blobs);
  const [json, files] = made.toJs() as [string, Uint8Array[]];
  made.destroy();
  send({ type: "answer", number, json, blobs: files }, files.map((file) => file.buffer));
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  const gone = (error: unknown) => send({ type: "gone", reason: String(error) });
  if (data.type === "wake") {
    wake(data.parts).catch(gone);
    return;
  }
  try {
    answered(data.number, data.method, data.given, data.blobs);
  } catch (error) {
    gone(error);
  }
};
