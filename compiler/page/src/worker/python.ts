// Python in a worker: Pyodide without a network, and the compiler's files laid into its file system.

import "./classic";

import { loadPyodide, type PyodideInterface } from "pyodide";
// @ts-expect-error the module has no types: it is what Emscripten makes
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { info } from "pyodide/pyodide-lock.json";

import { files } from "./unpack";

const HERE = "page:/";
const SITE = `/lib/python${info.python.split(".", 2).join(".")}/site-packages`;

/** What Pyodide would look packages up in: there are none but those of the page. */
const LOCK = JSON.stringify({ info, packages: {} });

/** Start Python from the bytes of its WebAssembly and its standard library. */
export async function started(wasm: Uint8Array, stdlib: Uint8Array): Promise<PyodideInterface> {
  const served = new Map([
    [`${HERE}pyodide.asm.wasm`, { body: wasm, type: "application/wasm" }],
    [`${HERE}python_stdlib.zip`, { body: stdlib, type: "application/zip" }],
  ]);
  // Pyodide fetches what it is made of; here that comes out of the page, and nothing else can be had.
  self.fetch = (asked) => {
    const found = served.get(String(asked));
    if (!found) return Promise.reject(new TypeError(`not in the page: ${String(asked)}`));
    return Promise.resolve(new Response(found.body as BodyInit, { headers: { "content-type": found.type } }));
  };
  const settings = { indexURL: HERE, createPyodideModule, lockFileContents: LOCK, env: { PYTHONHASHSEED: "0" } };
  return loadPyodide(settings as unknown as Parameters<typeof loadPyodide>[0]);
}

/** Lay the files of a tar where Python imports from. */
export function laid(python: PyodideInterface, tar: Uint8Array): void {
  const made = new Set<string>();
  for (const [name, data] of files(tar)) {
    const path = `${SITE}/${name}`;
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!made.has(folder)) python.FS.mkdirTree(folder);
    made.add(folder);
    python.FS.writeFile(path, data);
  }
}
