// What a person does, with a compiler that answers as the test says.

import assert from "node:assert/strict";
import { test } from "node:test";

import { type Answer, type Document, type Method, Problem, type Transport } from "../src/protocol";
import { Session } from "../src/ui/state/session";
import { type Given, Store } from "../src/ui/state/store";
import { finding, report, summary } from "./made";

type Answers = { [Name in Method]?: (given: never, blobs: Uint8Array[]) => unknown };

function begun(answers: Answers) {
  const asked: string[] = [];
  const transport: Transport = {
    ready: Promise.resolve(),
    async call(method, given, blobs = []) {
      asked.push(method);
      const answer = answers[method]?.(given as never, blobs) ?? {};
      await Promise.resolve();
      return { result: answer, blobs: [new Uint8Array([1])] } as Answer<never>;
    },
  };
  const store = new Store();
  const handed: string[] = [];
  return { store, asked, handed, session: new Session(store, transport, (name) => handed.push(name)) };
}

const file = (path: string): Given => ({ path, bytes: () => Promise.resolve(new Uint8Array([7])) });
const problem = () => {
  throw new Problem({ zh: "读不了", en: "cannot be read" });
};

test("a single file is shown, with its worst finding open; several are listed", async () => {
  const { store, session } = begun({ open: () => report({ findings: [finding({ id: "f0" })] }) });
  await session.take([file("a.txt")]);
  assert.deepEqual(store.state.view, { at: "report", key: 1 });
  assert.equal(store.state.finding, "f0");
  await session.take([file("b.txt")]);
  assert.deepEqual(store.state.view, { at: "files" });
  assert.deepEqual(
    store.state.entries.map((one) => one.state),
    ["read", "read"],
  );
});

test("a file that cannot be read costs no other", async () => {
  let number = 0;
  const { store, session } = begun({ open: () => (number++ === 0 ? problem() : report()) });
  await session.take([file("bad"), file("good")]);
  assert.deepEqual(
    store.state.entries.map((one) => one.state),
    ["failed", "read"],
  );
  assert.equal(store.state.entries[0]?.trouble?.zh, "读不了");
});

test("of a long list only some documents are kept open, and one is read again when it is shown", async () => {
  const { store, asked, session } = begun({ open: () => report() });
  await session.take(Array.from({ length: 40 }, (_, at) => file(`${at}.txt`)));
  assert.equal(store.state.entries.filter((one) => one.document).length, 24);
  assert.equal(asked.filter((one) => one === "close").length, 16);
  const last = store.state.entries.at(-1)!;
  assert.equal(last.document, null);
  assert.ok(last.summary);
  await session.show(last.key);
  assert.ok(store.state.entries.at(-1)?.document);
});

test("a folder is rolled up as soon as it is read", async () => {
  let roles: unknown;
  const summaries = [summary({ year: 2023 }), summary({ year: 2023 }), summary({ verdict: "not-a-report" })];
  const { store, session } = begun({
    open: () => report({ report: summaries.shift()! }),
    rollup: ({ files }: { files: { role: string }[] }, blobs) => {
      roles = files.map((one) => one.role);
      assert.equal(blobs.length, 3);
      return { units: [] };
    },
  });
  await session.take([file("县/a.txt"), file("县/b.txt"), file("县/名册.csv")]);
  assert.deepEqual(roles, ["unit", "unit", "roster"]);
  assert.deepEqual(store.state.view, { at: "county" });
});

test("a report that was mended here is rolled up as mended", async () => {
  const sizes: number[][] = [];
  const can = {
    undo: true,
    redo: false,
    edit: true,
    safeFixes: 0,
    save: [{ kind: "original", label: { zh: "", en: "" } }],
  };
  const { session } = begun({
    open: () => report({ id: "r2" }),
    edit: () => ({ document: report({ id: "r2", revision: 1, can }), applied: 0, rejected: [] }),
    save: () => ({ name: "", type: "" }),
    rollup: (_: unknown, blobs) => (sizes.push(blobs.map((one) => one[0]!)), { units: [] }),
  });
  await session.take([file("a.txt")]);
  await session.rollUp();
  await session.show(1);
  await session.edit("b1", "7");
  await session.rollUp();
  assert.deepEqual(sizes, [[7], [1]]);
});

test("while an edit is out, only the newest text waits; what was not changed is said", async () => {
  const texts: string[] = [];
  let revision = 0;
  const { store, session } = begun({
    open: () => report(),
    edit: ({ text, revision: known }: { text: string; revision: number }) => {
      assert.equal(known, revision);
      texts.push(text);
      const rejected = text === "712" ? [{ zh: "不行", en: "no" }] : [];
      return { document: report({ revision: ++revision }), applied: 0, rejected };
    },
  });
  await session.take([file("a.txt")]);
  await Promise.all(["7", "71", "712"].map((text) => session.edit("b1", text)));
  assert.deepEqual(texts, ["7", "712"]);
  assert.equal(store.state.notice?.words.zh, "没有改：不行");
  assert.ok(store.state.entries[0]?.changed);
});

test("a fix opens the next finding; saving makes the file unchanged", async () => {
  const after: Document = report({ revision: 1, findings: [finding({ id: "f5", element: "other" })] });
  const { store, handed, session } = begun({
    open: () => report({ findings: [finding({ element: "here" })] }),
    fix: () => ({ document: after, applied: 1, rejected: [] }),
    save: () => ({ name: "a.docx", type: "x" }),
  });
  await session.take([file("a.txt")]);
  await session.fix(["f0.0"]);
  assert.equal(store.state.finding, "f5");
  assert.ok(store.state.entries[0]?.changed);
  await session.save("r1", "original");
  assert.deepEqual(handed, ["a.docx"]);
  assert.ok(!store.state.entries[0]?.changed);
});

test("a problem is shown, and the page goes on; without a compiler it says so", async () => {
  const { store, session } = begun({ open: () => report(), undo: problem, redo: () => assert.fail("gone") });
  await session.take([file("a.txt")]);
  await session.step("undo");
  assert.deepEqual(store.state.notice, { words: { zh: "读不了", en: "cannot be read" }, warn: true });
  assert.equal(store.state.engine.state, "ready");
  await session.step("redo");
  assert.equal(store.state.engine.state, "gone");
});

test("a report that the compiler has forgotten is read again", async () => {
  let opened = 0;
  const { store, session } = begun({
    open: () => report({ id: `r${++opened}` }),
    edit: () => {
      throw new Problem({ zh: "已经关闭", en: "closed" }, true);
    },
  });
  await session.take([file("a.txt")]);
  await session.edit("b1", "7");
  assert.equal(store.state.entries[0]?.document?.id, "r2");
  assert.match(store.state.notice?.words.zh ?? "", /重新读入/);
});

test("taking the last file away leads to the first page", async () => {
  const { store, asked, session } = begun({ open: () => report() });
  await session.take([file("a.txt")]);
  await session.close(1);
  assert.deepEqual(store.state.view, { at: "welcome" });
  assert.equal(asked.at(-1), "close");
});
