// Words: paragraphs cut at their marks, marks of what has no place in the form, the table of strings.

import assert from "node:assert/strict";
import { test } from "node:test";

import { readMark } from "../src/ui/report/marks";
import { segments } from "../src/ui/report/segments";
import { both, say, WORD_TABLE } from "../src/ui/words";

const claim = (start: number, end: number, id = "c0") => ({ start, end, type: "claim" as const, id });
const found = (start: number, end: number, id = "f0") => ({ start, end, type: "finding" as const, id });

test("a paragraph is cut at the edges of its marks, and nothing of it is lost", () => {
  const cut = segments("全年新收717件。", [claim(2, 8), found(4, 7)]);
  assert.deepEqual(
    cut.map((one) => one.text),
    ["全年", "新收", "717", "件", "。"],
  );
  assert.deepEqual(
    cut.map((one) => one.marks.map((mark) => mark.id)),
    [[], ["c0"], ["c0", "f0"], ["c0"], []],
  );
  assert.deepEqual(
    cut.map((one) => one.ends.map((mark) => mark.id)),
    [[], [], ["f0"], ["c0"], []],
  );
});

test("marks that overlap, touch or lead outside cut as far as the text goes", () => {
  const cut = segments("abcd", [claim(0, 2), claim(1, 9, "c1"), claim(4, 6, "c2"), claim(3, 3, "c3")]);
  assert.deepEqual(
    cut.map((one) => one.text),
    ["a", "b", "cd"],
  );
  assert.deepEqual(
    cut[2]?.marks.map((mark) => mark.id),
    ["c1"],
  );
  assert.deepEqual(segments("", [claim(0, 1)]), []);
  assert.deepEqual(
    segments("ab", []).map((one) => one.text),
    ["ab"],
  );
});

test("marks of the compiler are read for a person", () => {
  assert.deepEqual(readMark("〚↑〛〚5〛〚7〛"), { kind: "above", text: "", cells: ["5", "7"] });
  assert.deepEqual(readMark("〚※会议纪要〛〚4〛"), { kind: "stray", text: "会议纪要", cells: ["4"] });
  assert.deepEqual(readMark("〚×1\\7c;2〛"), { kind: "lost", text: "1|2", cells: [] });
  assert.deepEqual(readMark("〚§§〛"), { kind: "other", text: "§", cells: [] });
  assert.equal(readMark("规章"), null);
});

test("every string of the page is there in both languages, with the same values in it", () => {
  const values = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  for (const [word, [zh, en]] of Object.entries(WORD_TABLE)) {
    assert.ok(zh && en, word);
    assert.deepEqual(values(zh), values(en), word);
    if (word !== "otherLanguage") assert.doesNotMatch(en, /[\u4e00-\u9fff]/, word);
  }
});

test("values stand where their names do", () => {
  assert.equal(say("zh", "errors", { count: 3 }), "错误 3");
  assert.deepEqual(both("saved", { name: "a.docx" }), { zh: "已存为 a.docx", en: "Saved as a.docx" });
  assert.equal(say("en", "errors"), "{count} errors");
});
