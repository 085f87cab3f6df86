// What stays chosen over revisions, what is lit, and work of which only the newest counts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { gravestFirst, worst } from "../src/ui/outcome";
import { ofElement, ofFinding } from "../src/ui/report/lights";
import { carried, neighbour } from "../src/ui/state/carried";
import { Latest } from "../src/ui/state/latest";
import { equation, finding, report } from "./made";

test("the open finding stays open under its new id, or gives way to one at the same place", () => {
  const before = report({ findings: [finding({ id: "f0", element: "b1" }), finding({ id: "f1", element: "b2" })] });
  const after = report({ findings: [finding({ id: "f0", element: "b2" })] });
  assert.equal(carried(before, after, "f1"), "f0");
  assert.equal(carried(before, after, "f0"), null);
  const other = report({ findings: [finding({ id: "f7", codes: ["X001"], element: "b2" })] });
  assert.equal(carried(before, other, "f1"), "f7");
  assert.equal(carried(null, after, "f0"), null);
});

test("the next finding follows the last one again", () => {
  const all = [finding({ id: "a" }), finding({ id: "b" })];
  assert.equal(neighbour(all, "a", 1)?.id, "b");
  assert.equal(neighbour(all, "b", 1)?.id, "a");
  assert.equal(neighbour(all, null, -1)?.id, "b");
  assert.equal(neighbour([], null, 1), null);
});

test("a finding lights its sums: addends, whole, and its place above all", () => {
  const document = report({
    equations: [equation(["a", "b"], ["t"], false)],
    findings: [finding({ id: "f0", element: "b", elements: ["b", "x"], equations: ["e0"] })],
  });
  const lights = Object.fromEntries(ofFinding(document, "f0"));
  assert.deepEqual(lights, { a: "part", b: "place", t: "whole", x: "also" });
  assert.equal(ofFinding(document, "gone").size, 0);
});

test("an element lights the sums and sentences that it stands in, and no others", () => {
  const claim = { id: "c0", element: "p", text: "", elements: ["t"], holds: true };
  const document = report({ equations: [equation(["a"], ["t"]), equation(["y"], ["z"])], claims: [claim] });
  assert.deepEqual(Object.fromEntries(ofElement(document, "t")), { p: "also", t: "place", a: "part" });
});

test("what is broken is said first", () => {
  const all = [{ holds: true }, { holds: null }, { holds: false }];
  assert.equal(worst(all), "broken");
  assert.equal(worst([]), null);
  assert.deepEqual(
    gravestFirst(all).map((one) => one.holds),
    [false, null, true],
  );
});

test("while one piece of work is done only the newest waits", async () => {
  const latest = new Latest();
  const done: number[] = [];
  const work = (number: number) => async () => {
    await Promise.resolve();
    done.push(number);
  };
  const first = latest.push(work(1));
  void latest.push(work(2));
  void latest.push(work(3));
  await first;
  assert.deepEqual(done, [1, 3]);
  await latest.push(work(4));
  assert.deepEqual(done, [1, 3, 4]);
});

test("work that fails does not stop what comes after it", async () => {
  const latest = new Latest();
  await assert.rejects(latest.push(() => Promise.reject(new Error("no"))));
  let done = false;
  await latest.push(async () => void (done = true));
  assert.ok(done);
});
