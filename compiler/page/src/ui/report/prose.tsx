// The words of a report: title, headings, paragraphs, with what sentences say of cells marked in them.

import { useEffect, useRef } from "preact/hooks";

import type { Document, Mark, TextBlock } from "../../protocol";
import { Icon } from "../icons";
import { CLAIM_WORDS, outcome, SIGNS } from "../outcome";
import { idOf, useChosen, usePage, useSay } from "../page";
import type { State } from "../state/store";
import { Field } from "./field";
import { MarkText } from "./mark";
import { segments } from "./segments";

export function Prose({ block, document }: { block: TextBlock; document: Document }) {
  const { store } = usePage();
  const isEdited = useChosen((state: State) => state.editing?.element === block.id);
  const begin = () => store.set({ active: block.id, editing: { element: block.id, before: block.text, begin: null } });
  const Tag = isHeading(block) ? "div" : "p";
  return (
    <Tag
      id={idOf(block.id)}
      class={`prose ${block.type} ${gradeOf(block, document)}`}
      onDblClick={block.editable ? begin : undefined}
    >
      {isEdited ? (
        <Field element={block.id} name={opening(block)} isLong />
      ) : (
        <Text block={block} document={document} />
      )}
      {block.editable && !isEdited && <Pencil block={block} begin={begin} />}
    </Tag>
  );
}

function Text({ block, document }: { block: TextBlock; document: Document }) {
  if (block.type === "mark") return <MarkText text={block.text} />;
  const words = segments(block.text, block.marks).map((one, at) => (
    <Stretch key={at} text={one.text} marks={one.marks} ends={one.ends} document={document} />
  ));
  return isHeading(block) ? <h3>{words}</h3> : <>{words}</>;
}

/** What begins an edit without a mouse; the keyboard comes back to it when the edit ends. */
function Pencil({ block, begin }: { block: TextBlock; begin: () => void }) {
  const { store } = usePage();
  const say = useSay();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const isHere = store.state.active === block.id && window.document.activeElement === window.document.body;
    if (isHere) button.current?.focus({ preventScroll: true });
  }, []);
  return (
    <button
      type="button"
      ref={button}
      class="pencil"
      aria-label={`${say("editText")}${say("colon")}${opening(block)}`}
      title={say("editText")}
      onClick={begin}
      onFocus={() => store.set({ active: block.id })}
    >
      <Icon sign="edit" />
    </button>
  );
}

function isHeading(block: TextBlock): boolean {
  return block.type === "title" || block.type === "heading";
}

/** Return the first words of a block, by which a person knows it. */
function opening(block: TextBlock): string {
  return block.text.slice(0, 12);
}

interface StretchProps {
  text: string;
  marks: Mark[];
  ends: Mark[];
  document: Document;
}

/** A stretch of a paragraph: a claim with its sign, words that a finding speaks of, or just words. */
function Stretch({ text, marks, ends, document }: StretchProps) {
  const { store } = usePage();
  const say = useSay();
  if (marks.length === 0) return <>{text}</>;
  const found = document.findings.filter((one) => marks.some((mark) => mark.type === "finding" && mark.id === one.id));
  const claims = document.claims.filter((one) => marks.some((mark) => mark.type === "claim" && mark.id === one.id));
  const ended = claims.filter((one) => ends.some((mark) => mark.id === one.id && mark.type === "claim"));
  const grade = found.length > 0 ? `found g${Math.min(...found.map((one) => one.severity))}` : "";
  const claim = claims[0] ? `claim ${outcome(claims[0].holds)}` : "";
  const first = found[0];
  return (
    <span
      class={`${grade} ${claim}`.trim()}
      onClick={first ? () => store.set({ finding: first.id }) : undefined}
      data-claims={claims.map((one) => one.id).join(" ") || undefined}
    >
      {text}
      {ended.map((one) => (
        <sup key={one.id} class={outcome(one.holds)}>
          <span aria-hidden="true">{SIGNS[outcome(one.holds)]}</span>
          <span class="said">（{say(CLAIM_WORDS[outcome(one.holds)])}）</span>
        </sup>
      ))}
    </span>
  );
}

function gradeOf(block: TextBlock, document: Document): string {
  const own = document.findings.filter((one) => block.findings.includes(one.id));
  return own.length > 0 ? `noted g${Math.min(...own.map((one) => one.severity))}` : "";
}
