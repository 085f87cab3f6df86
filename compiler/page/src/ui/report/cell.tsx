// A box of a table: what is printed, in which state it is, what its sums say; typed into where it is a number.

import { useLayoutEffect, useRef } from "preact/hooks";

import type { Box, Document } from "../../protocol";
import { type Outcome, SIGNS, SUM_WORDS, worst } from "../outcome";
import { idOf, type Say, useChosen, usePage, useSay } from "../page";
import type { State } from "../state/store";
import { Field } from "./field";
import { MarkText } from "./mark";
import { readMark } from "./marks";
import { isStop } from "./walk";

const SCOPES = { head: "col", caption: "colgroup", group: "rowgroup", label: "row" } as const;
const TYPED = /^[\d+\-.]$/;

export interface CellProps {
  box: Box;
  document: Document;
  /** Whether Tab comes into the table here. */
  isEntry: boolean;
}

export function Cell({ box, document, isEntry }: CellProps) {
  const { store } = usePage();
  const say = useSay();
  const cell = useRef<HTMLTableCellElement>(null);
  const isActive = useChosen((state: State) => state.active === box.id);
  const isEdited = useChosen((state: State) => state.editing?.element === box.id);
  useFocus(cell, isActive && !isEdited);
  const extent = { rowSpan: box.rows > 1 ? box.rows : undefined, colSpan: box.columns > 1 ? box.columns : undefined };
  const begin = (typed: string | null) =>
    box.editable && store.set({ active: box.id, editing: { element: box.id, before: box.text, begin: typed } });
  const keys = (event: KeyboardEvent) => {
    if (isEdited || event.ctrlKey || event.metaKey || event.altKey) return;
    const typed = TYPED.test(event.key) ? event.key : event.key === "Backspace" || event.key === "Delete" ? "" : null;
    if (typed === null && event.key !== "Enter" && event.key !== "F2") return;
    event.preventDefault();
    begin(typed);
  };
  const stop = isStop(box) && {
    tabIndex: isEntry ? 0 : -1,
    onFocus: () => store.state.active !== box.id && store.set({ active: box.id }),
    onKeyDown: keys,
    onDblClick: () => begin(null),
    onClick: () => choose(box, store.state.finding, (finding) => store.set({ finding })),
    "aria-readonly": !box.editable,
  };
  const props = {
    id: idOf(box.id),
    class: classOf(box, document),
    ...extent,
    ...(stop || {}),
  };
  const inside = isEdited ? (
    <Field element={box.id} name={box.name ?? box.text} />
  ) : (
    <Content {...{ box, document, say }} />
  );
  if (!(box.role in SCOPES))
    return (
      <td {...props} ref={cell}>
        {inside}
      </td>
    );
  const scope = SCOPES[box.role as keyof typeof SCOPES];
  return (
    <th scope={scope === "col" && box.columns > 1 ? "colgroup" : scope} {...props} ref={cell}>
      {inside}
    </th>
  );
}

/** Keep the focus at the cell that is active, if the focus is in a table at all. */
function useFocus(cell: { current: HTMLElement | null }, isActive: boolean): void {
  useLayoutEffect(() => {
    const here = window.document.activeElement;
    const free = here === window.document.body || here === null || here.closest("table[role=grid]") !== null;
    if (isActive && free && here !== cell.current) cell.current?.focus();
  }, [isActive]);
}

/** Open the first finding of a cell that is clicked; the next one if that is open. */
function choose(box: Box, open: string | null, set: (finding: string) => void): void {
  const next = box.findings[(box.findings.indexOf(open ?? "") + 1) % Math.max(1, box.findings.length)];
  if (next) set(next);
}

function Content({ box, document, say }: { box: Box; document: Document; say: Say }) {
  if (box.role === "mark") return <MarkText text={box.text} />;
  if (box.role !== "number")
    return (
      <>
        {box.text}
        {box.findings.length > 0 && <Told box={box} say={say} />}
      </>
    );
  const outcome = outcomeOf(box, document);
  return (
    <>
      <span class="value">{shownText(box, say)}</span>
      {box.suspected !== null && (
        <span class="implied" aria-hidden="true">
          →{box.suspected}
        </span>
      )}
      {outcome && (
        <span class={`sum ${outcome}`} aria-hidden="true">
          {SIGNS[outcome]}
        </span>
      )}
      <span class="said">{saidOf(box, outcome, say)}</span>
    </>
  );
}

function Told({ box, say }: { box: Box; say: Say }) {
  return <span class="said">（{say("hasFindings", { count: box.findings.length })}）</span>;
}

/** Tell how the sums come out that a cell is the whole of; null where it is of none. */
function outcomeOf(box: Box, document: Document): Outcome | null {
  return worst(document.equations.filter((one) => box.equations.includes(one.id) && one.wholes.includes(box.id)));
}

function shownText(box: Box, say: Say): string {
  if (box.state === "lost") return (readMark(box.text)?.text ?? "") + say("lostSign");
  if (box.state === "missing") return say("missingSign");
  return box.state === "blank" ? say("blankSign") : box.text;
}

/** What of a cell is seen as signs, in words for who listens. */
function saidOf(box: Box, outcome: Outcome | null, say: Say): string {
  const said: string[] = [];
  if (box.state === "blank") said.push(say("stateBlank"));
  if (box.state === "dash") said.push(say("stateDash", { text: box.text }));
  if (box.state === "lost") said.push(say("stateLost"));
  if (box.state === "missing") said.push(say("stateMissing"));
  if (box.suspected !== null) said.push(say("shouldBe", { count: box.suspected }));
  if (outcome) said.push(say(SUM_WORDS[outcome]));
  if (box.findings.length > 0) said.push(say("hasFindings", { count: box.findings.length }));
  return said.length > 0 ? `，${said.join("，")}` : "";
}

function classOf(box: Box, document: Document): string {
  const grades = document.findings.filter((one) => box.findings.includes(one.id)).map((one) => one.severity);
  const grade = grades.length > 0 ? `found g${Math.min(...grades)}` : "";
  return [box.role, box.state ?? "", box.suspected === null ? "" : "suspected", grade].filter(Boolean).join(" ");
}
