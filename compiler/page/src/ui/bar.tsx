// The bar above a report: the verdict, how many findings there are, how the sums come out, and what can be done.

import type { Document, Summary, Verdict } from "../protocol";
import { toFindings } from "./findings/focus";
import { Icon, type Sign } from "./icons";
import { usePage, useSay } from "./page";
import { SaveMenu } from "./save";
import type { Entry } from "./state/store";

const SIGNS: Record<Verdict, Sign> = {
  "not-a-report": "open",
  incomplete: "open",
  errors: "error",
  warnings: "warning",
  passed: "good",
  "nothing-found": "good",
};

export function Bar({ document, entry }: { document: Document; entry: Entry }) {
  const { session } = usePage();
  const say = useSay();
  const { report, can } = document;
  return (
    <div class="bar">
      <div class="title">
        <h1>{report.title || entry.given.path || document.name}</h1>
        <p class="file">
          {document.name} · {say.of(document.kindWords)}
          {entry.changed && <span class="unsaved"> · {say("unsaved")}</span>}
        </p>
      </div>
      <Account report={report} />
      <div class="deeds">
        <button type="button" class="quiet" disabled={!can.undo} onClick={() => void session.step("undo")}>
          <Icon sign="undo" />
          {say("undo")}
        </button>
        <button type="button" class="quiet" disabled={!can.redo} onClick={() => void session.step("redo")}>
          <Icon sign="redo" />
          {say("redo")}
        </button>
        {can.safeFixes > 0 && (
          <button
            type="button"
            class="button"
            title={say("fixSafeHint")}
            onClick={() => void session.fixSafe().then(toFindings)}
          >
            {say("fixSafe", { count: can.safeFixes })}
          </button>
        )}
        <SaveMenu id={document.id} kinds={can.save} hasPrint />
      </div>
    </div>
  );
}

function Account({ report }: { report: Summary }) {
  const say = useSay();
  return (
    <div class="account">
      <p class={`verdict ${report.verdict}`}>
        <Icon sign={SIGNS[report.verdict]} />
        <b>{say.of(report.words)}</b>
      </p>
      <ul class="counts">
        {report.errors > 0 && <li class="g1">{say("errors", { count: report.errors })}</li>}
        {report.warnings > 0 && <li class="g2">{say("warnings", { count: report.warnings })}</li>}
        {report.notes > 0 && <li class="g3">{say("notes", { count: report.notes })}</li>}
        {report.holes > 0 && <li>{say("holes", { count: report.holes })}</li>}
      </ul>
      <Sums report={report} />
    </div>
  );
}

/** The sums as one line: a strip in three parts, each said in words beside it. */
function Sums({ report }: { report: Summary }) {
  const say = useSay();
  const { held, broken, unknown } = report;
  const count = held + broken + unknown;
  if (count === 0) return null;
  return (
    <div class="sums">
      <span>
        {say("sums", { count })}
        {say("colon")}
      </span>
      {held > 0 && <span class="held">✓ {say("sumsHeld", { count: held })}</span>}
      {broken > 0 && <span class="broken"> ✗ {say("sumsBroken", { count: broken })}</span>}
      {unknown > 0 && <span class="unknown"> ？ {say("sumsUnknown", { count: unknown })}</span>}
      <span class="strip" aria-hidden="true">
        <i class="held" style={{ flexGrow: held }} />
        <i class="broken" style={{ flexGrow: broken }} />
        <i class="unknown" style={{ flexGrow: unknown }} />
      </span>
    </div>
  );
}
