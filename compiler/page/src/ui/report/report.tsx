// The report as the official form, from top to bottom; what is pointed at or chosen lights what belongs to it.

import { useEffect, useMemo, useRef } from "preact/hooks";

import type { Document } from "../../protocol";
import { idOf, useChosen, usePage, useSay } from "../page";
import type { State } from "../state/store";
import { Grid } from "./grid";
import { Inspector } from "./inspector";
import { Legend } from "./legend";
import { ofClaims, ofElement, ofFinding, shine } from "./lights";
import { Prose } from "./prose";

const findingOf = (state: State) => state.finding;
const claimsOf = (state: State) => state.claims;
const soughtOf = (state: State) => state.sought;
const pointedOf = (state: State) => state.hovered ?? state.active;

export function Report({ document }: { document: Document }) {
  const { store } = usePage();
  const say = useSay();
  const sheet = useRef<HTMLDivElement>(null);
  useLights(sheet, document);
  useSought();
  const sheetOf = useMemo(() => <Blocks document={document} />, [document]);
  const point = (event: PointerEvent) => {
    const hovered = (event.target as Element).closest?.(".number, .prose"); // labels have nothing to say
    const at = hovered?.id.slice(idOf("").length) ?? null;
    const claims = (event.target as Element).closest?.<HTMLElement>("[data-claims]")?.dataset.claims ?? "";
    const isNew = at !== store.state.hovered || claims !== store.state.claims;
    if (isNew && event.pointerType === "mouse") store.set({ hovered: at, claims });
  };
  return (
    <section class="report" aria-labelledby="report-head" id="report" tabIndex={-1}>
      <h2 id="report-head" class="said">
        {say("report")}
      </h2>
      <p id="table-help" class="said">
        {say("tableHelp")}
      </p>
      <p id="edit-help" class="said">
        {say("editKeys")}
      </p>
      <div class="desk" onPointerOver={point} onPointerLeave={() => store.set({ hovered: null, claims: "" })}>
        <Legend />
        {!document.can.edit && document.blocks.length > 0 && <p class="legend">{say("editsNot")}</p>}
        <div class="sheet" ref={sheet} lang="zh-CN">
          {sheetOf}
        </div>
      </div>
      <Inspector document={document} />
    </section>
  );
}

function Blocks({ document }: { document: Document }) {
  const say = useSay();
  if (document.trouble) return <p class="trouble">{say.of(document.trouble)}</p>;
  if (document.blocks.length === 0) return <p class="trouble">{say("noReport")}</p>;
  return (
    <>
      {document.blocks.map((block) =>
        block.type === "grid" ? (
          <Grid key={block.id} grid={block} document={document} />
        ) : (
          <Prose key={block.id} block={block} document={document} />
        ),
      )}
    </>
  );
}

/** Light what is pointed at, else the open finding; bring the place of a finding into view when it is opened. */
function useLights(sheet: { current: HTMLElement | null }, document: Document): void {
  const { store } = usePage();
  const finding = useChosen(findingOf);
  const pointed = useChosen(pointedOf);
  const claims = useChosen(claimsOf);
  useEffect(() => {
    const root = sheet.current;
    if (!root) return;
    if (claims) shine(root, ofClaims(document, claims.split(" ")));
    else if (pointed) shine(root, ofElement(document, pointed));
    else shine(root, finding ? ofFinding(document, finding) : new Map());
  });
  const isFirst = useRef(true);
  useEffect(() => {
    const element = document.findings.find((one) => one.id === finding)?.element;
    const isBeside = window.matchMedia("(min-width: 900px)").matches; // else the whole page would scroll, and at once
    const isTyped = store.state.editing !== null; // nothing moves under who types
    if (element && !isTyped && (isBeside || !isFirst.current)) show(window.document.getElementById(idOf(element)));
    if (finding) isFirst.current = false;
  }, [finding]);
}

/** Bring the keyboard to the element that is sought: to the cell itself, or to what edits the words. */
function useSought(): void {
  const { store } = usePage();
  const sought = useChosen(soughtOf);
  useEffect(() => {
    const element = sought ? window.document.getElementById(idOf(sought)) : null;
    if (!element) return;
    const stop = element.matches("[tabindex]") ? element : element.querySelector<HTMLElement>("button");
    show(element);
    stop?.focus({ preventScroll: true });
    store.set({ sought: null });
  }, [sought]);
}

/** Bring an element into view; what is in sight already stays where it is. */
function show(element: HTMLElement | null): void {
  if (!element || isInSight(element)) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "center", inline: "nearest", behavior: calm ? "auto" : "smooth" });
}

/** Tell whether both ends of an element can be seen, and nothing stands before them. */
function isInSight(element: HTMLElement): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const ends = [
    [left + 2, top + 2],
    [right - 2, bottom - 2],
  ] as const;
  return ends.every(([x, y]) => element.contains(document.elementFromPoint(x, y)));
}
