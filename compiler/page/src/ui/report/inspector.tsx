// What stands at the place that is pointed at: a cell with its sums and sentences, a paragraph with its numbers.

import type { Box, Document, TextBlock } from "../../protocol";
import { ClaimLine, SumLine } from "../findings/lines";
import { type Say, useChosen, usePage, useSay } from "../page";
import type { State } from "../state/store";
import { Samples } from "./legend";

const pointedOf = (state: State) => state.hovered ?? state.active;
const claimsOf = (state: State) => state.claims;
const activeOf = (state: State) => state.active;

export function Inspector({ document }: { document: Document }) {
  const say = useSay();
  const pointed = useChosen(pointedOf);
  const active = useChosen(activeOf);
  const claims = useChosen(claimsOf);
  const { box, block } = found(document, pointed);
  return (
    <aside class="inspector" aria-label={say("inspector")} aria-live={pointed === active ? "polite" : "off"}>
      {box ? <AtCell box={box} document={document} say={say} /> : null}
      {!box && block ? <AtText block={block} only={claims.split(" ")} document={document} say={say} /> : null}
      {!box && !block ? <Nothing say={say} /> : null}
    </aside>
  );
}

/** Nothing is pointed at: what to do, and what the signs mean. */
function Nothing({ say }: { say: Say }) {
  return (
    <>
      <p class="hint nowhere">{say("inspectorHint")}</p>
      <Samples />
    </>
  );
}

/** Return what has that id: a number of a table, or a block of words. */
function found(document: Document, id: string | null): { box?: Box; block?: TextBlock } {
  for (const block of id ? document.blocks : []) {
    if (block.type !== "grid") {
      if (block.id === id) return { block };
      continue;
    }
    const box = block.rows.flat().find((one) => one.id === id);
    if (box?.role === "number") return { box };
  }
  return {};
}

interface Place {
  document: Document;
  say: Say;
}

function AtCell({ box, document, say }: Place & { box: Box }) {
  const sums = document.equations.filter((one) => box.equations.includes(one.id));
  const claims = document.claims.filter((one) => box.claims.includes(one.id));
  return (
    <>
      <p class="name">
        <b>{box.name ?? box.path}</b> <span class="printed">{stateOf(box, say)}</span>
        {box.place && <span class="where"> · {say.of(box.place)}</span>}
      </p>
      <ul class="lines">
        {sums.map((one) => (
          <SumLine key={one.id} sum={one} name={box.id === one.wholes[0] ? "" : cellNames(document, one.wholes)} />
        ))}
        {claims.map((one) => (
          <ClaimLine key={one.id} claim={one} />
        ))}
        {sums.length + claims.length === 0 && <li class="hint">{say("noSums")}</li>}
      </ul>
      <Findings ids={box.findings} document={document} say={say} />
    </>
  );
}

/** A paragraph with what it says of cells; of what is pointed at in it only that. */
function AtText({ block, only, document, say }: Place & { block: TextBlock; only: string[] }) {
  const own = document.claims.filter((one) => one.element === block.id);
  const pointed = own.filter((one) => only.includes(one.id));
  const claims = pointed.length > 0 ? pointed : own;
  return (
    <>
      <p class="name">
        <b>{say("paragraph")}</b>
      </p>
      <ul class="lines">
        {claims.map((one) => (
          <ClaimLine key={one.id} claim={one} names={namesOf(document, one.elements)} />
        ))}
        {claims.length === 0 && <li class="hint">{say("noClaims")}</li>}
      </ul>
      <Findings ids={block.findings} document={document} say={say} />
    </>
  );
}

/** What is wrong here; a click opens it. */
function Findings({ ids, document, say }: Place & { ids: readonly string[] }) {
  const { session } = usePage();
  const own = document.findings.filter((one) => ids.includes(one.id));
  if (own.length === 0) return null;
  return (
    <ul class="lines here">
      {own.map((one) => (
        <li key={one.id} class={`g${one.severity}`}>
          <button type="button" class="link" onClick={() => session.choose(one.id)}>
            {say(`severity${one.severity}`)} {say.of(one.title)}
          </button>
        </li>
      ))}
    </ul>
  );
}

function stateOf(box: Box, say: Say): string {
  const said = {
    blank: say("stateBlank"),
    dash: say("stateDash", { text: box.text }),
    lost: say("stateLost"),
    missing: say("stateMissing"),
    printed: say("statePrinted", { text: box.text }),
  }[box.state ?? "printed"];
  const suspected = box.suspected === null ? "" : `，${say("shouldBe", { count: box.suspected })}`;
  const forced = box.forced === null ? "" : `，${say("forced", { count: box.forced })}`;
  return said + suspected + forced;
}

/** The names of cells, as the form has them. */
export function cellNames(document: Document, elements: readonly string[]): string {
  return numbers(document, elements)
    .map((box) => box.name ?? box.path)
    .join(" + ");
}

/** The names of the cells that a sentence was compared with, and what they print. */
export function namesOf(document: Document, elements: readonly string[]): string[] {
  return numbers(document, elements).map((box) => `${box.name ?? box.path} ${box.text}`);
}

function numbers(document: Document, elements: readonly string[]): Box[] {
  const boxes = document.blocks.flatMap((block) => (block.type === "grid" ? block.rows.flat() : []));
  return boxes.filter((box) => box.role === "number" && elements.includes(box.id));
}
