// Sums and sentences as lines: a sign, what is compared, the numbers.

import type { Claim, Equation } from "../../protocol";
import { useSay } from "../page";

const SIGNS = { held: "✓", broken: "✗", open: "？" } as const;
const SUM_WORDS = { held: "sumHolds", broken: "sumBroken", open: "sumOpen" } as const;
const CLAIM_WORDS = { held: "claimHolds", broken: "claimBroken", open: "claimOpen" } as const;

function outcome(holds: boolean | null): keyof typeof SIGNS {
  return holds === null ? "open" : holds ? "held" : "broken";
}

export function SumLine({ sum }: { sum: Equation }) {
  const say = useSay();
  const state = outcome(sum.holds);
  return (
    <li class={`line ${state}`}>
      <span class="sign" aria-hidden="true">{SIGNS[state]}</span>
      <span>
        <span class="said">{say(SUM_WORDS[state])}：</span>
        <span class="what">{say.of(sum.words)}</span> <span class="formula">{sum.formula}</span>
      </span>
    </li>
  );
}

export function ClaimLine({ claim, names = [] }: { claim: Claim; names?: readonly string[] }) {
  const say = useSay();
  const state = outcome(claim.holds);
  return (
    <li class={`line ${state}`}>
      <span class="sign" aria-hidden="true">{SIGNS[state]}</span>
      <span>
        {say("saysText", { text: claim.text })} <span class="what">{say(CLAIM_WORDS[state])}</span>
        {names.length > 0 && <span class="formula"> {names.join("；")}</span>}
      </span>
    </li>
  );
}
