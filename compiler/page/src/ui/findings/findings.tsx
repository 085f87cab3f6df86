// What is wrong, causes first: errors, warnings, then notes; and below them the sums that hold.

import { useEffect, useRef } from "preact/hooks";

import type { Document, Finding as Found, Severity } from "../../protocol";
import { Icon } from "../icons";
import { useChosen, useSay } from "../page";
import { cellNames } from "../report/inspector";
import type { State } from "../state/store";
import { Finding } from "./finding";
import { SumLine } from "./lines";

const GRADES: readonly Severity[] = [1, 2, 3];
const printingOf = (state: State) => state.printing;
const findingOf = (state: State) => state.finding;

export function Findings({ document }: { document: Document }) {
  const say = useSay();
  const panel = useRef<HTMLElement>(null);
  const chosen = useChosen(findingOf);
  useEffect(() => {
    const open = panel.current?.querySelector("[aria-expanded=true]");
    open?.closest("li")?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <section class="findings" id="findings" tabIndex={-1} aria-labelledby="findings-head" ref={panel}>
      <h2 id="findings-head">
        {say("findings")} <span class="count">{document.findings.length}</span>
      </h2>
      {document.findings.length === 0 && <Nothing document={document} />}
      {GRADES.map((grade) => (
        <Group
          key={grade}
          grade={grade}
          found={document.findings.filter((one) => one.severity === grade)}
          {...{ document }}
        />
      ))}
      <Held document={document} />
    </section>
  );
}

interface GroupProps {
  grade: Severity;
  found: Found[];
  document: Document;
}

/** The findings of one severity; notes are folded, for they ask nothing of anybody. */
function Group({ grade, found, document }: GroupProps) {
  const say = useSay();
  const chosen = useChosen(findingOf);
  const printing = useChosen(printingOf);
  if (found.length === 0) return null;
  const list = (
    <ol class="cards">
      {found.map((one) => (
        <Finding key={one.id} finding={one} document={document} />
      ))}
    </ol>
  );
  const total = { 1: document.report.errors, 2: document.report.warnings, 3: document.report.notes }[grade];
  const values = { group: say(`group${grade}`), count: found.length, total };
  const title = say(total > found.length ? "groupCauses" : "groupOf", values);
  if (grade < 3 || printing)
    return (
      <>
        <h3 class={`g${grade}`}>{title}</h3>
        {list}
      </>
    );
  return (
    <details class="group" open={found.some((one) => one.id === chosen) || found.length === document.findings.length}>
      <summary>
        <h3 class="g3">{title}</h3>
      </summary>
      {list}
    </details>
  );
}

function Nothing({ document }: { document: Document }) {
  const say = useSay();
  if (document.trouble) return null;
  const { unknown } = document.report;
  return (
    <p class="nothing">
      <Icon sign={unknown > 0 ? "open" : "good"} />
      {unknown > 0 ? say("noFindingsOpen", { count: unknown }) : say("noFindings")}
    </p>
  );
}

function Held({ document }: { document: Document }) {
  const say = useSay();
  const held = document.equations.filter((one) => one.holds);
  if (held.length === 0) return null;
  return (
    <details class="group held">
      <summary>
        <h3>{say("heldList", { count: held.length })}</h3>
      </summary>
      <ul class="lines">
        {held.map((one) => (
          <SumLine key={one.id} sum={one} name={cellNames(document, one.wholes)} />
        ))}
      </ul>
    </details>
  );
}
