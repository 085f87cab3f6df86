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

const TAGS = { title: "h3", heading: "h3", paragraph: "p", mark: "p" } as const;

export function Prose({ block, document }: { block: TextBlock; document: Document }) {
  const { store } = usePage();
  const say = useSay();
  const isEdited = useChosen((state: State) => state.editing?.element === block.id);
  const button = useRef<HTMLButtonElement>(null);
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !isEdited && window.document.activeElement === window.document.body) button.current?.focus();
    was.current = isEdited;
  }, [isEdited]);
  const Tag = TAGS[block.type];
  const begin = () => store.set({ active: block.id, editing: { element: block.id, before: block.text, begin: null } });
  const grade = gradeOf(block, document);
  return (
    <Tag id={idOf(block.id)} class={`prose ${block.type} ${grade}`} onDblClick={block.editable ? begin : undefined}>
      {isEdited ? (
        <Field element={block.id} name={block.text.slice(0, 12)} isLong />
      ) : block.type === "mark" ? (
        <MarkText text={block.text} />
      ) : (
        segments(block.text, block.marks).map((one, at) => (
          <Stretch key={at} text={one.text} marks={one.marks} ends={one.ends} document={document} />
        ))
      )}
      {block.editable && !isEdited && (
        <button
          type="button"
          ref={button}
          class="pencil"
          aria-label={say("editText")}
          title={say("editText")}
          onClick={begin}
          onFocus={() => store.set({ active: block.id })}
        >
          <Icon sign="edit" />
        </button>
      )}
    </Tag>
  );
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
