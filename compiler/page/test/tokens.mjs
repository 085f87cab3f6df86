// The tokenizer of the page, for the tests of the reader: sources come as lines of JSON, tokens go as lines.

import { createInterface } from "node:readline";

import { bundled } from "./bundled.mjs";

const { tokens } = await bundled("worker/tokens.ts");
for await (const line of createInterface({ input: process.stdin })) {
  const { source, most } = JSON.parse(line);
  process.stdout.write(`${tokens(source, most)}\n`);
}
