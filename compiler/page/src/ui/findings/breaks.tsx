// What comes of a cause: broken sums and sentences, a line each; of many the first few.

import { useState } from "preact/hooks";

import type { Break } from "../../protocol";
import { gradeSign, Icon } from "../icons";
import { usePage, useSay } from "../page";

const MOST = 4;

export function Breaks({ breaks }: { breaks: Break[] }) {
  const { store } = usePage();
  const say = useSay();
  const [isWhole, setWhole] = useState(false);
  if (breaks.length === 0) return null;
  const listed = isWhole ? breaks : breaks.slice(0, MOST);
  return (
    <div class="breaks">
      <h4>{say("causedBy")}</h4>
      <ul>
        {listed.map((one, at) => (
          <li key={at} class={`g${one.severity}`}>
            <Icon sign={gradeSign(one.severity)} />
            <button
              type="button"
              class="link"
              disabled={!one.element}
              onClick={() => store.set({ active: one.element, sought: one.element, pane: "report" })}
            >
              {say.of(one.message)}
            </button>
          </li>
        ))}
      </ul>
      {breaks.length > MOST && (
        <button type="button" class="link" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? say("fewerBreaks") : say("moreBreaks", { count: breaks.length - MOST })}
        </button>
      )}
    </div>
  );
}
