// How long the page takes to wake, to show a report, and to answer each letter that is typed: printed, not judged.
// node test/bench.mjs PAGE REPORT…; processor time of the worker beside the clock, which lies on a busy machine.

import { basename } from "node:path";

import { asked, awake, opened, worked } from "./harness.mjs";

const [where, ...reports] = process.argv.slice(2);
const LETTERS = 40;

const begun = performance.now();
const { page, close } = await opened(where);
await awake(page);
print("ready", performance.now() - begun, worked() / 1e6);
for (const path of reports) {
  const name = basename(path);
  const first = await timed(() => asked(page, "open", { name }, [path]));
  print(`${name}: first findings`, first.wall, first.cpu);
  const { result } = first.answer;
  for (const [what, elements] of Object.entries(targets(result))) {
    if (elements.length) report(`${name}: a letter in ${what}`, await typed(result.id, elements));
  }
  await asked(page, "close", { id: result.id });
}
await close();

function targets({ blocks }) {
  const boxes = blocks.flatMap((block) => (block.type === "grid" ? block.rows.flat() : []));
  const paragraphs = blocks.filter((block) => block.type === "paragraph" && block.editable);
  return { "a cell": boxes.filter((box) => box.editable && box.state === "printed"), "a sentence": paragraphs };
}

async function typed(id, elements) {
  const times = [];
  for (let turn = 0; turn < LETTERS; turn++) {
    const { id: element, text } = elements[(turn * 7) % elements.length];
    const given = { id, element, text: `${text}${turn % 10}` };
    const { answer, cpu } = await timed(() => page.evaluate(answered, given));
    times.push({ wall: answer, cpu });
    await asked(page, "undo", { id });
  }
  return times;
}

/** In the page: how long an edit takes until its answer is there; what it says need not come out of the browser. */
async function answered(given) {
  const begun = performance.now();
  await window.reportc.transport.call("edit", given);
  return performance.now() - begun;
}

async function timed(act) {
  const [cpu, wall] = [worked(), performance.now()];
  const answer = await act();
  return { answer, wall: performance.now() - wall, cpu: (worked() - cpu) / 1e6 };
}

function report(what, times) {
  for (const share of [0.5, 0.95]) {
    const at = (key) => times.map((time) => time[key]).sort((a, b) => a - b)[Math.floor(times.length * share)];
    print(`${what}, ${share * 100} %`, at("wall"), at("cpu"));
  }
}

function print(what, wall, cpu) {
  console.log(`${what}: ${Math.round(wall)} ms, of them ${Math.round(cpu)} ms of work in the worker`);
}
