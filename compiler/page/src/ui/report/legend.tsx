// The key of the form's signs: each is told apart by its shape, not by its colour alone.

import { useSay } from "../page";
import type { Word } from "../words";

interface Sample {
  word: Word;
  look: string;
  sign: string;
}

const SAMPLES: readonly Sample[] = [
  { word: "legendHeld", look: "number printed", sign: "12✓" },
  { word: "legendBroken", look: "number printed", sign: "12✗" },
  { word: "legendOpen", look: "number printed", sign: "12？" },
  { word: "legendSuspected", look: "number printed suspected g1", sign: "12→15" },
  { word: "legendFinding", look: "number printed found g1", sign: "12" },
  { word: "legendBlank", look: "number blank", sign: "空" },
  { word: "legendLost", look: "number lost", sign: "？" },
  { word: "legendMissing", look: "number missing", sign: "缺" },
];

export function Legend() {
  const say = useSay();
  return (
    <details class="legend">
      <summary>{say("legend")}</summary>
      <ul>
        {SAMPLES.map(({ word, look, sign }) => (
          <li key={word}>
            <span class={`sample ${look}`} aria-hidden="true">{sign}</span>
            {say(word)}
          </li>
        ))}
      </ul>
    </details>
  );
}
