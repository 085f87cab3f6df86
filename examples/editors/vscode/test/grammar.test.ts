/** The grammar for colours, run by the engine that VS Code runs, over an example. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { INITIAL, parseRawGrammar, Registry } from "vscode-textmate";

const SCOPE = "text.ogi-report";
const GRAMMAR = "syntaxes/ogi-report.tmLanguage.json";

/** Returns the pieces of a text with their most special scope, those without one left out. */
async function coloured(text: string): Promise<Map<string, string>> {
  const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
  await loadWASM({ data: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) }).catch(() => undefined);
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async () => parseRawGrammar(readFileSync(GRAMMAR, "utf8"), GRAMMAR),
  });
  const grammar = await registry.loadGrammar(SCOPE);
  assert.ok(grammar);
  const found = new Map<string, string>();
  let stack = INITIAL;
  for (const line of text.split("\n")) {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    for (const token of result.tokens) {
      const scope = token.scopes.at(-1) ?? SCOPE;
      if (scope !== SCOPE) {
        found.set(line.slice(token.startIndex, token.endIndex), scope);
      }
    }
  }
  return found;
}

test("headings, captions, rows and numbers of an example have their colours", async () => {
  const found = await coloured(readFileSync("../../tab-rows-2021.txt", "utf8"));
  const expected = {
    "望舒市人民政府2023年政府信息公开工作年度报告": "entity.name.section.ogi-report",
    "二、主动公开政府信息情况": "entity.name.section.ogi-report",
    "第二十条第（一）项": "entity.name.type.ogi-report",
    "一、本年新收政府信息公开申请数量": "variable.other.property.ogi-report",
    "1.属于国家秘密": "variable.other.property.ogi-report",
    "（七）总计": "variable.other.property.ogi-report",
    "26557": "constant.numeric.ogi-report",
  };
  for (const [text, scope] of Object.entries(expected)) {
    assert.equal(found.get(text), scope, text);
  }
});

test("a number with a counting word is a claim, a date is none", async () => {
  const found = await coloured("2023年3月1日，全年收到申请1,234 件，办结率99.5%。");
  assert.equal(found.get("1,234"), "constant.numeric.claim.ogi-report");
  assert.equal(found.get("件"), "keyword.other.unit.ogi-report");
  assert.equal(found.get("99.5"), "constant.numeric.claim.ogi-report");
  assert.ok(!found.has("2023"));
});
