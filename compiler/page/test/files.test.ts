// Several files: what each is taken as, in which order they stand, which are left out.

import assert from "node:assert/strict";
import { test } from "node:test";

import { dropped, listed } from "../src/ui/drop";
import { ordered } from "../src/ui/state/order";
import { assigned, yearOf } from "../src/ui/state/roles";
import { entry } from "./made";

const taken = (...files: Parameters<typeof entry>[]) =>
  assigned(files.map((one) => entry(...one))).map((one) => one.taken);
const NONE = { verdict: "not-a-report" } as const;

test("a report of last year is known by its year, whatever it is called", () => {
  assert.deepEqual(
    taken(
      ["a.docx", { year: 2023 }],
      ["b.docx", { year: 2023 }],
      ["old.docx", { year: 2022 }],
      ["c.txt", { year: 2020 }],
    ),
    ["unit", "unit", "previous", "unit"],
  );
});

test("a folder that says so holds last year's, though most reports lie in it", () => {
  assert.deepEqual(
    taken(["县/a.txt", { year: 2023 }], ["县/上年/a.txt", { year: 2022 }], ["县/上年/b.txt", { year: 2022 }]),
    ["unit", "previous", "previous"],
  );
  assert.deepEqual(taken(["previous/a.txt", { year: null }]), ["previous"]);
});

test("what is no report is a roster if it is called one, or is the only table", () => {
  assert.deepEqual(taken(["a.txt", { year: 2023 }], ["单位名册.xlsx", NONE], ["other.csv", NONE]), [
    "unit",
    "roster",
    "none",
  ]);
  assert.deepEqual(taken(["a.txt", { year: 2023 }], ["list.csv", NONE], ["logo.png", NONE]), [
    "unit",
    "roster",
    "none",
  ]);
  assert.deepEqual(taken(["roster.csv", null], ["读我.txt", NONE]), ["roster", "none"]);
});

test("the government of the place that all others are of has the own report", () => {
  const of = (agency: string) => [`${agency}.txt`, { year: 2023, agency }] as [string, object];
  const units = [of("云岫县教育局"), of("云岫县荻花镇人民政府")];
  assert.deepEqual(taken(of("云岫县人民政府"), ...units), ["against", "unit", "unit"]);
  assert.deepEqual(taken(of("云岫县人民政府"), of("云岫县人民政府"), ...units), ["unit", "unit", "unit", "unit"]);
  assert.deepEqual(taken(of("云岫县人民政府"), of("望舒市教育局"), ...units), ["unit", "unit", "unit", "unit"]);
  assert.deepEqual(taken(of("云岫县人民政府")), ["unit"]);
});

test("what a person said stays", () => {
  const said = { ...entry("a.txt", { year: 2022 }), chosen: true, taken: "against" as const };
  assert.deepEqual(
    assigned([said, entry("b.txt", { year: 2023 })]).map((one) => one.taken),
    ["against", "unit"],
  );
});

test("the year is that of most, of two the later", () => {
  assert.equal(yearOf([entry("a", { year: 2022 }), entry("b", { year: 2023 })]), 2023);
  assert.equal(yearOf([entry("a", { year: 2022 }), entry("b", { year: 2022 }), entry("c", { year: 2023 })]), 2022);
  assert.equal(yearOf([entry("a", null)]), null);
});

test("files are sorted by a column, those without a value last", () => {
  const files = [entry("b10", { errors: 1 }), entry("b9", { errors: 7 }), entry("a", null)];
  const paths = (by: Parameters<typeof ordered>[1], down: boolean) =>
    ordered(files, by, down).map((one) => one.given.path);
  assert.deepEqual(paths(null, false), ["b10", "b9", "a"]);
  assert.deepEqual(paths("path", false), ["a", "b9", "b10"]);
  assert.deepEqual(paths("errors", true), ["b9", "b10", "a"]);
  assert.deepEqual(paths("errors", false), ["b10", "b9", "a"]);
});

/** A folder or a file as a browser gives what is dropped; of a folder two names at a time. */
function dropEntry(fullPath: string, inside?: unknown[]) {
  if (!inside)
    return { isDirectory: false, fullPath, file: (take: (file: File) => void) => take(new File(["x"], "x")) };
  const left = [...inside];
  const readEntries = (take: (some: unknown[]) => void) => take(left.splice(0, 2));
  return { isDirectory: true, fullPath, createReader: () => ({ readEntries }) };
}

test("a dropped folder is walked to its ends, and its files keep their paths", async () => {
  const units = ["c", "b", "a10", "a9", "a1"].map((name) => dropEntry(`/县/${name}.txt`));
  const entries = [
    dropEntry("/县", [...units, dropEntry("/县/上年", [dropEntry("/县/上年/a1.txt")])]),
    dropEntry("/名册.csv"),
  ];
  const items = entries.map((entry) => ({ kind: "file", webkitGetAsEntry: () => entry }));
  const given = await dropped({ items: [...items, { kind: "string" }], files: [] } as unknown as DataTransfer);
  const paths = ["县/a1.txt", "县/a9.txt", "县/a10.txt", "县/b.txt", "县/c.txt", "县/上年/a1.txt", "名册.csv"];
  assert.deepEqual(given.map((one) => one.path).sort(), [...paths].sort());
  assert.deepEqual(
    given.map((one) => one.path).filter((path) => /县\/a/.test(path)),
    paths.slice(0, 3),
  );
  assert.equal((await given[0]!.bytes()).length, 1);
});

test("files that a browser gives without entries are taken as they are", async () => {
  const files = [new File(["xy"], "b.txt"), new File([], "a.txt")];
  const given = await dropped({ items: [], files } as unknown as DataTransfer);
  assert.deepEqual(
    given.map((one) => one.path),
    ["a.txt", "b.txt"],
  );
});

test("what systems and programs put beside files is left out", () => {
  const names = ["县/.DS_Store", "县/~$年报.docx", "__MACOSX/a", "县/年报.docx", ".git/x", "Thumbs.db"];
  const files = names.map((path) => ({ path, bytes: () => Promise.resolve(new Uint8Array()) }));
  assert.deepEqual(
    listed(files).map((one) => one.path),
    ["县/年报.docx"],
  );
});
