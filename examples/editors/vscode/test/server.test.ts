/** The real server, started as the extension starts it: a broken report, its findings, the fix, none left. */

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import * as rpc from "vscode-jsonrpc/node";
import type {
  CodeAction,
  Diagnostic,
  DocumentDiagnosticReport,
  Hover,
  InitializeResult,
  InlayHint,
  TextDocumentEdit,
} from "vscode-languageserver-protocol";
import { initializationOptions, serverCommand } from "../src/settings";

const URI = "file:///report.ogi.txt";
const CLEAN = readFileSync("../../tab-rows-2021.txt", "utf8");
const BROKEN = CLEAN.replace("16\t17\t310", "16\t17\t301");
const LINE = BROKEN.split("\n").findIndex((line) => line.includes("16\t17\t301"));
const CELL = { line: LINE, character: BROKEN.split("\n")[LINE]!.indexOf("301") };
const settings = { path: process.env.REPORTC ?? "reportc", language: "zh" as const, inlayHints: true, layout: "markdown" };

let server: ChildProcess;
let connection: rpc.MessageConnection;
let version = 1;

before(async () => {
  const { command, args } = serverCommand(settings);
  server = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  connection = rpc.createMessageConnection(
    new rpc.StreamMessageReader(server.stdout!),
    new rpc.StreamMessageWriter(server.stdin!),
  );
  connection.onRequest("workspace/configuration", () => [initializationOptions(settings).reportc]);
  connection.listen();
  const answer: InitializeResult = await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    initializationOptions: initializationOptions(settings),
    capabilities: {
      textDocument: { diagnostic: {} },
      workspace: { configuration: true, workspaceEdit: { documentChanges: true } },
    },
  });
  assert.equal(answer.serverInfo?.name, "reportc");
  await connection.sendNotification("initialized", {});
});

after(async () => {
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  const status = await new Promise((resolve) => server.once("exit", resolve));
  assert.equal(status, 0);
});

async function findings(): Promise<Diagnostic[]> {
  const report: DocumentDiagnosticReport = await connection.sendRequest("textDocument/diagnostic", {
    textDocument: { uri: URI },
  });
  assert.equal(report.kind, "full");
  return report.kind === "full" ? report.items : [];
}

test("a broken total is found, explained and shown with its sum", async () => {
  const textDocument = { uri: URI, languageId: "ogi-report", version, text: BROKEN };
  await connection.sendNotification("textDocument/didOpen", { textDocument });
  const found = await findings();
  assert.deepEqual(found.map((one) => one.code).sort(), ["A302", "A303"]);
  const row = found.find((one) => one.code === "A303");
  assert.equal(row?.range.start.line, LINE);
  assert.deepEqual(row?.relatedInformation?.[0]?.location.range.start, CELL);
  assert.match(row?.codeDescription?.href ?? "", /^file:.*A303\.md$/);
  const hover: Hover = await connection.sendRequest("textDocument/hover", { textDocument: { uri: URI }, position: CELL });
  assert.match(JSON.stringify(hover.contents), /249 \+ 16 \+ 17 \+ 301 \+ 13 \+ 171 = 767 ≠ 776/);
  const range = { start: { line: 0, character: 0 }, end: { line: LINE + 1, character: 0 } };
  const hints: InlayHint[] = await connection.sendRequest("textDocument/inlayHint", { textDocument: { uri: URI }, range });
  assert.deepEqual(hints.map((hint) => hint.label), ["Σ 767"]);
});

test("the fix is offered, and nothing is found once it is applied", async () => {
  const actions: CodeAction[] = await connection.sendRequest("textDocument/codeAction", {
    textDocument: { uri: URI },
    range: { start: CELL, end: CELL },
    context: { diagnostics: await findings(), only: ["quickfix"] },
  });
  const fix = actions.find((action) => action.edit !== undefined);
  const [change] = fix?.edit?.documentChanges ?? [];
  assert.ok(change);
  const [edit] = (change as TextDocumentEdit).edits;
  assert.ok(edit && "range" in edit);
  version += 1;
  await connection.sendNotification("textDocument/didChange", {
    textDocument: { uri: URI, version },
    contentChanges: [{ range: edit.range, text: edit.newText }],
  });
  assert.deepEqual(await findings(), []);
});
