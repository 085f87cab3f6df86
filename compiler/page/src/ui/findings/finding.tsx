// One thing that is wrong: what and where; opened, its sums with their numbers, what comes of it, and the fixes.

import type { Break, Document, Finding as Found, Fix } from "../../protocol";
import { gradeSign, Icon } from "../icons";
import { gravestFirst } from "../outcome";
import { useChosen, usePage, useSay } from "../page";
import { cellNames, namesOf } from "../report/inspector";
import type { State } from "../state/store";
import { Breaks } from "./breaks";
import { toFindings } from "./focus";
import { ClaimLine, SumLine } from "./lines";

export function Finding({ finding, document }: { finding: Found; document: Document }) {
  const { session } = usePage();
  const say = useSay();
  const isOpen = useChosen((state: State) => state.printing || state.finding === finding.id);
  const body = `finding-${finding.id}`;
  return (
    <li class={`card g${finding.severity} ${isOpen ? "open" : ""}`}>
      <button
        type="button"
        class="head"
        aria-expanded={isOpen}
        aria-controls={isOpen ? body : undefined}
        onClick={() => session.choose(isOpen ? null : finding.id)}
      >
        <Icon sign={gradeSign(finding.severity)} />
        <span class="what">
          <span class="said">
            {say(`severity${finding.severity}`)}
            {say("colon")}
          </span>
          {say.of(finding.title)}
        </span>
        <span class="where">
          {finding.place && <span>{say.of(finding.place)}</span>} <span class="code">{finding.codes.join(" ")}</span>
        </span>
      </button>
      {isOpen && (
        <div class="body" id={body}>
          <Shown finding={finding} document={document} />
        </div>
      )}
    </li>
  );
}

function Shown({ finding, document }: { finding: Found; document: Document }) {
  const { store } = usePage();
  const say = useSay();
  const sums = document.equations.filter((one) => finding.equations.includes(one.id));
  const claims = document.claims.filter((one) => finding.claims.includes(one.id));
  const lines = gravestFirst([...claims, ...sums]);
  const { element } = finding;
  // A broken sum is a line of its own above, and the finding's own words its title.
  const isTold = ({ code, message }: Break) =>
    !sums.some((sum) => sum.code === code) && message.zh !== finding.title.zh;
  return (
    <>
      {lines.length > 0 && (
        <ul class="lines">
          {lines.map((one) =>
            "formula" in one ? (
              <SumLine key={one.id} sum={one} name={cellNames(document, one.wholes)} />
            ) : (
              <ClaimLine key={one.id} claim={one} names={namesOf(document, one.elements)} />
            ),
          )}
        </ul>
      )}
      <Suspects finding={finding} />
      {(finding.fixes.length > 0 || finding.advice) && (
        <ul class="fixes">
          {finding.fixes.map((one) => (
            <Offer key={one.id} fix={one} />
          ))}
          {finding.fixes.length === 0 && finding.advice && (
            <li class="advice">
              <b>{say("lookUp")}</b> {say.of(finding.advice)}
            </li>
          )}
        </ul>
      )}
      <Breaks breaks={finding.breaks.filter(isTold)} />
      {element && (
        <button
          type="button"
          class="link go"
          onClick={() => store.set({ active: element, pane: "report", sought: element })}
        >
          {say("goThere")}
        </button>
      )}
    </>
  );
}

/** The cells that may be wrong, where the finding names several. */
function Suspects({ finding }: { finding: Found }) {
  const say = useSay();
  if (finding.suspects.length < 2) return null;
  return (
    <div class="suspects">
      <h4>{say("candidates")}</h4>
      <ul>
        {finding.suspects.map((one) => (
          <li key={one.path}>
            {one.name}{" "}
            <Changed
              before={one.printed === null ? say("blankSign") : String(one.printed)}
              after={String(one.implied)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A fix with what it changes, and the button that makes it. */
function Offer({ fix }: { fix: Fix }) {
  const { session } = usePage();
  const say = useSay();
  return (
    <li class={fix.safe ? "offer safe" : "offer"}>
      <button type="button" class="button accept" onClick={() => void session.fix([fix.id]).then(toFindings)}>
        {say("accept")}
        <span class="said">{say("colon")}</span> <span class="to">{say.of(fix.title)}</span>
      </button>
      <span class="kind">{say(fix.safe ? "acceptSafe" : "acceptUnsafe")}</span>
      {fix.preview.length > 0 && (
        <ul class="preview">
          {fix.preview.map((one, at) => (
            <li key={at}>
              <Changed before={one.before} after={one.after} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** What is said now and what would be: struck out and underlined, with an arrow between them. */
export function Changed({ before, after }: { before: string; after: string }) {
  return (
    <span class="changed">
      {before && <del>{before}</del>}
      <span aria-hidden="true"> → </span>
      {after && <ins>{after}</ins>}
    </span>
  );
}
