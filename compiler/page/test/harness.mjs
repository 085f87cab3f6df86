// Chromium with the page in it, for tests and measurements: no network, every request that leaves is kept.

import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const CHROMIUM = process.env.REPORTC_CHROMIUM ?? "/usr/bin/chromium";
const QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const STILL = ["--disable-component-update", "--disable-sync", "--no-sandbox"];
const INSIDE = /^(?:file|blob|data|about):/;

/** Open a page by its path or its address; `close` it after use. */
export async function opened(where, { offline = true, ...context } = {}) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...QUIET, ...STILL] });
  const page = await (await browser.newContext({ offline, acceptDownloads: true, ...context })).newPage();
  const requests = [];
  const errors = [];
  page.on("request", (request) => INSIDE.test(request.url()) || requests.push(request.url()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(/^https?:/.test(where) ? where : pathToFileURL(where).href);
  return { browser, page, requests, errors, close: () => browser.close() };
}

/** Wait until the compiler answers. */
export async function awake(page, timeout = 240_000) {
  await page.waitForFunction(() => window.reportc !== undefined, undefined, { timeout });
  await page.evaluate(() => window.reportc.transport.ready);
}

/** Ask the compiler; blobs are paths of files. Resolves to the answer, or to { problem }. */
export async function asked(page, method, given = {}, paths = []) {
  const blobs = paths.map((path) => readFileSync(path).toString("base64"));
  const answer = await page.evaluate(
    async ([method, given, blobs]) => {
      const bytes = blobs.map((text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
      try {
        const { result, blobs: made } = await window.reportc.transport.call(method, given, bytes);
        const packed = made.map((one) => {
          let text = "";
          for (let at = 0; at < one.length; at += 32768) text += String.fromCharCode(...one.subarray(at, at + 32768));
          return btoa(text);
        });
        return { result, blobs: packed };
      } catch (error) {
        return { problem: error.words ?? { zh: String(error), en: String(error) } };
      }
    },
    [method, given, blobs],
  );
  return { ...answer, blobs: (answer.blobs ?? []).map((text) => Buffer.from(text, "base64")) };
}

/** Drop files on the page, as a person does. */
export async function dropped(page, paths) {
  const files = paths.map((path) => ({ name: basename(path), data: readFileSync(path).toString("base64") }));
  const transfer = await page.evaluateHandle((files) => {
    const carried = new DataTransfer();
    for (const { name, data } of files) {
      carried.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name));
    }
    return carried;
  }, files);
  for (const event of ["dragenter", "dragover", "drop"]) {
    await page.dispatchEvent("body", event, { dataTransfer: transfer });
  }
}

/** Return the nanoseconds of processor time that the workers of the pages opened here have taken: clocks lie on a busy machine. */
export function worked() {
  return threads().reduce((sum, path) => sum + Number(readFileSync(`${path}/schedstat`, "utf8").split(" ")[0]), 0);
}

function threads() {
  const found = [];
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=renderer") || !isOwn(pid)) continue;
      for (const task of readdirSync(`/proc/${pid}/task`)) {
        const path = `/proc/${pid}/task/${task}`;
        if (readFileSync(`${path}/comm`, "utf8").startsWith("DedicatedWorker")) found.push(path);
      }
    } catch {
      // The process is gone.
    }
  }
  return found;
}

/** Tell whether a process comes of this one. */
function isOwn(pid) {
  for (let at = Number(pid); at > 1; ) {
    if (at === process.pid) return true;
    at = Number(readFileSync(`/proc/${at}/stat`, "utf8").split(") ").pop().split(" ")[1]);
  }
  return false;
}
