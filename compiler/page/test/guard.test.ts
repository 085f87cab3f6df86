// The script that tells an old browser that it is too old: it must be read by the oldest, and say nothing to others.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

import page from "../src/page.html";

const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? "";
/** Words and signs that browsers of 2015 and before do not read. */
const YOUNG = /=>|`|\b(?:const|let|class|async|await|of)\b|\?\.|\?\?|\.\.\./;

function run(has: { [name: string]: unknown }, element: object) {
  const shown = { innerHTML: "" };
  const document = { getElementById: () => shown, createElement: () => element };
  const window: { [name: string]: unknown } = { WebAssembly: {}, document, ...has };
  window.window = window;
  runInContext(script, createContext(window));
  return { isTooOld: window.reportcTooOld === true, said: shown.innerHTML };
}

const YOUNG_ENOUGH = { DecompressionStream: function () {}, structuredClone: function () {} };

test("the guard is written in the syntax of old browsers", () => {
  assert.ok(script.includes("reportcTooOld"));
  assert.doesNotMatch(script.replace(/\/\/.*|'[^']*'/g, ""), YOUNG);
  assert.match(script.replace(/\/\/.*/g, ""), /^[\x00-\x7f]*$/); // whatever the file is taken for
});

test("a browser that can run the page is told nothing", () => {
  assert.deepEqual(run(YOUNG_ENOUGH, { inert: false }), { isTooOld: false, said: "" });
});

test("one that lacks anything is told what to do, in one sentence", () => {
  for (const has of [
    {},
    { ...YOUNG_ENOUGH, DecompressionStream: undefined },
    { ...YOUNG_ENOUGH, WebAssembly: undefined },
  ]) {
    const { isTooOld, said } = run(has, { inert: false });
    assert.ok(isTooOld);
    assert.match(said, /请换 Chrome 或 Edge 102 以上的版本/);
    assert.equal(said.split("。").length, 2);
  }
  assert.ok(run(YOUNG_ENOUGH, {}).isTooOld); // Chrome 101 has no inert
});
