// Moving in a table with merged cells.

import assert from "node:assert/strict";
import { test } from "node:test";

import { moved, moveOf, stops } from "../src/ui/report/walk";
import { box, grid } from "./made";

const label = { role: "label", editable: false } as const;
// A label over two rows; below its numbers one that is as wide as both, then two again.
const table = grid([
  box("group", 0, 0, { ...label, rows: 2 }),
  box("a1", 0, 1),
  box("a2", 0, 2),
  box("b1", 1, 1),
  box("b2", 1, 2),
  box("last", 2, 0, label),
  box("wide", 2, 1, { columns: 2 }),
  box("low", 3, 0, label),
  box("c1", 3, 1),
  box("c2", 3, 2),
]);
const at = (id: string) => stops(table).find((one) => one.id === id)!;

test("the keyboard stops at numbers, and at what else can be edited", () => {
  assert.deepEqual(
    stops(table).map((one) => one.id),
    ["a1", "a2", "b1", "b2", "wide", "c1", "c2"],
  );
  const words = grid([box("label", 0, 0, { role: "label", editable: true })]);
  assert.deepEqual(
    stops(words).map((one) => one.id),
    ["label"],
  );
});

test("arrows go to the neighbour, into merged cells and out of them", () => {
  assert.equal(moved(table, at("a1"), "right").id, "a2");
  assert.equal(moved(table, at("b2"), "left").id, "b1");
  assert.equal(moved(table, at("b2"), "down").id, "wide");
  assert.equal(moved(table, at("wide"), "down").id, "c1");
  assert.equal(moved(table, at("c2"), "up").id, "wide");
});

test("at an edge nothing moves", () => {
  assert.equal(moved(table, at("a1"), "left").id, "a1");
  assert.equal(moved(table, at("a2"), "up").id, "a2");
  assert.equal(moved(table, at("c2"), "down").id, "c2");
});

test("Home and End go along the row, with Control through the table", () => {
  assert.equal(moved(table, at("b2"), moveOf("Home", false)!).id, "b1");
  assert.equal(moved(table, at("b1"), moveOf("End", false)!).id, "b2");
  assert.equal(moved(table, at("b1"), moveOf("Home", true)!).id, "a1");
  assert.equal(moved(table, at("b1"), moveOf("End", true)!).id, "c2");
  assert.equal(moveOf("x", false), null);
});
