// The key of the form's signs: each is told apart by its shape, not by its colour alone.

import { useSay } from "../page";
import type { Word } from "../words";

interface Sample {
  word: Word;
  look: string;
  sign: string;
  implied?: string;
}

const SAMPLES: readonly Sample[] = [
  { word: "legendHeld", look: "number printed", sign: "12✓" },
  { word: "legendBroken", look: "number printed", sign: "12✗" },
  { word: "legendOpen", look: "number printed", sign: "12？" },
  { word: "legendSuspected", look: "number printed suspected g1", sign: "12", implied: "→15" },
  { word: "legendFinding", look: "number printed found g1", sign: "12" },
  { word: "legendBlank", look: "number blank", sign: "空" },
  { word: "legendLost", look: "number lost", sign: "？" },
  { word: "legendMissing", look: "number missing", sign: "缺" },
];

/** The key, folded: where the window is too narrow to have it always in sight. */
export function Legend() {
  const say = useSay();
  return (
    <details class="legend">
      <summary>{say("legend")}</summary>
      <Samples />
    </details>
  );
}

export function Samples() {
  const say = useSay();
  return (
    <ul class="samples">
      {SAMPLES.map(({ word, look, sign, implied }) => (
        <li key={word}>
          <span class={`sample ${look}`} aria-hidden="true">
            <span class="value">{sign}</span>
            {implied && <span class="implied">{implied}</span>}
          </span>
          {say(word)}
        </li>
      ))}
    </ul>
  );
}
