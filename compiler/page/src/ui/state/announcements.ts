// What is announced after a change: to who sees it, and to who listens.

import type { Document, Words } from "../../protocol";
import { both } from "../words";

/** Say how many changes were made, if any, and how much is wrong now. */
export function whatIsLeft(document: Document, applied: number): Words {
  const { errors, warnings } = document.report;
  const done = applied > 0 ? both("applied", { count: applied }) : { zh: "", en: "" };
  const now = both("countNow", { errors, warnings });
  return { zh: done.zh + now.zh, en: `${done.en} ${now.en}`.trim() };
}

/** Say that nothing was changed, and why. */
export function notDone(reason: Words): Words {
  const not = both("rejected");
  return { zh: not.zh + reason.zh, en: not.en + reason.en };
}
