// How far the compiler is awake, until it is; files are taken meanwhile.

import { useChosen, useSay } from "./page";
import type { State } from "./state/store";

const engineOf = (state: State) => state.engine;
const waitingOf = (state: State) => state.entries.filter((one) => one.state !== "read").length;

export function Waking() {
  const say = useSay();
  const engine = useChosen(engineOf);
  const waiting = useChosen(waitingOf);
  if (engine.state === "ready") return null;
  if (engine.state === "gone") return <p class="waking gone">{say("gone")}</p>;
  const percent = Math.round(100 * engine.share);
  return (
    <div class="waking">
      <div
        class="track"
        role="progressbar"
        aria-label={say("waking")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div class="bar" style={{ width: `${percent}%` }} />
      </div>
      <p>
        {engine.words ? say.of(engine.words) : say("waking")} {percent}%
        {waiting > 0 && <span> · {say("wakingQueued", { count: waiting })}</span>}
      </p>
    </div>
  );
}
