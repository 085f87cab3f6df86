/** The settings, and that the manifest, the code and the files of the extension speak of the same things. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { initializationOptions, LANGUAGE, projectPrograms, serverCommand, startFailure } from "../src/settings";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const plain = { path: "reportc", language: "" as const, inlayHints: true, layout: "markdown" };

test("the server is the program that the user names", () => {
  assert.deepEqual(serverCommand(plain), { command: "reportc", args: ["lsp", "--stdio"] });
  assert.equal(serverCommand({ ...plain, path: " " }).command, "reportc");
  assert.equal(serverCommand({ ...plain, path: "~/bin/reportc" }).command, join(homedir(), "bin/reportc"));
  assert.equal(serverCommand({ ...plain, path: "~reportc" }).command, "~reportc");
  const inFolder = serverCommand({ ...plain, path: "${workspaceFolder}/.venv/bin/reportc" }, "/project");
  assert.equal(inFolder.command, "/project/.venv/bin/reportc");
});

test("the project's own environment goes before the path, and what the user names before both", () => {
  const [program] = projectPrograms("/project");
  const command = (path: string, there: string) =>
    serverCommand({ ...plain, path }, "/project", (one) => one === there).command;
  assert.equal(program, join("/project", ".venv", "bin", "reportc"));
  assert.equal(command("reportc", program), program);
  assert.equal(command("reportc", "nothing"), "reportc");
  assert.equal(command("/opt/reportc", program), "/opt/reportc");
  assert.equal(serverCommand(plain, undefined, () => true).command, "reportc");
});

test("full-width marks are boxed in no report", () => {
  const defaults = manifest.contributes.configurationDefaults[`[${LANGUAGE}]`];
  assert.equal(defaults["editor.unicodeHighlight.ambiguousCharacters"], false);
});

test("the server is told the settings that are its own", () => {
  const told = initializationOptions({ ...plain, language: "en", inlayHints: false });
  assert.deepEqual(told, { reportc: { language: "en", inlayHints: false, layout: "markdown" } });
});

test("a failure to start says what to install", () => {
  const said = startFailure("reportc", new Error("ENOENT"));
  assert.match(said, /ENOENT/);
  assert.match(said, /pip install '\.\[lsp\]'/);
});

test("every command and setting of the manifest is one of the code, and the other way round", () => {
  const code = readFileSync("src/extension.ts", "utf8") + readFileSync("src/settings.ts", "utf8");
  const registered = [...code.matchAll(/registerCommand\("([^"]+)"/g)].map((found) => found[1]);
  const named = manifest.contributes.commands.map((one: { command: string }) => one.command);
  assert.deepEqual(registered.sort(), named.sort());
  const read = [...code.matchAll(/given\.get(?:<[^>]*>)?\("([^"]+)"/g)].map((found) => `reportc.${found[1]}`);
  const settings = Object.keys(manifest.contributes.configuration.properties);
  assert.deepEqual(read.sort(), settings.filter((name) => name !== "reportc.trace.server").sort());
});

test("what the manifest points to is there", () => {
  const [language] = manifest.contributes.languages;
  const [grammar] = manifest.contributes.grammars;
  assert.equal(language.id, LANGUAGE);
  assert.equal(grammar.language, LANGUAGE);
  assert.deepEqual(language.extensions, [".ogi.txt", ".ogi.md"]);
  assert.ok(existsSync(language.configuration));
  assert.equal(JSON.parse(readFileSync(grammar.path, "utf8")).scopeName, grammar.scopeName);
});

test("the problem matcher reads a line of reportc check --format concise", () => {
  const [{ pattern }] = manifest.contributes.problemMatchers;
  const found = new RegExp(pattern.regexp).exec("报告/a.txt:74:12: P401 「行政复议·总计」印为 165，各种结果之和为 160");
  assert.ok(found);
  assert.deepEqual(found.slice(1, 5), ["报告/a.txt", "74", "12", "P401"]);
});
