// The page in Chromium for tests in other languages: commands come as lines of JSON, answers go as lines of JSON.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { asked, awake, dropped, opened } from "./harness.mjs";

let seen = null;

const commands = {
  async open({ where, offline }) {
    await seen?.close();
    seen = await opened(where, { offline });
    await awake(seen.page);
    return {};
  },
  async ask({ method, given, paths = [], folder }) {
    const { result, problem, blobs } = await asked(seen.page, method, given, paths);
    const made = blobs.map((data, turn) => {
      const path = join(folder, `blob-${turn}`);
      writeFileSync(path, data);
      return path;
    });
    return { result, problem, made };
  },
  /** Drop files, and wait until each has an answer; return the lines of the list, and take them off it. */
  async drop({ paths }) {
    await dropped(seen.page, paths);
    const states = await seen.page.waitForFunction(
      (wanted) => {
        const { entries } = window.reportc.session.store.state;
        const done = entries.length >= wanted && entries.every(({ state }) => state === "read" || state === "failed");
        return done && entries;
      },
      paths.length,
      { timeout: 240_000 },
    );
    const entries = await states.jsonValue();
    const given = entries.map(({ key }) => key);
    await seen.page.evaluate(async (keys) => {
      for (const key of keys) await window.reportc.session.close(key);
    }, given);
    return { entries };
  },
  /** Have the worker stop over a call, by one that it cannot take; return what becomes of the call. */
  async stop() {
    return seen.page.evaluate(async () => {
      const { transport } = window.reportc;
      await transport.ready;
      const waiting = transport.call("hello", {}).then(() => ({ lost: false }), ({ lost }) => ({ lost }));
      transport.worker.postMessage({ type: "call", number: 0, method: "text", given: "{}", blobs: ["no bytes"] });
      return waiting;
    });
  },
  async left() {
    return { requests: seen.requests, errors: seen.errors };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...given } = JSON.parse(line);
  const answer = await commands[command](given).catch((error) => ({ fault: String(error?.stack ?? error) }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await seen?.close();
