// What was not done, and why: at the foot of the page until it is shut, or the next thing is done.

import { Icon } from "./icons";
import { useChosen, usePage, useSay } from "./page";
import type { State } from "./state/store";

const noticeOf = (state: State) => state.notice;
const busyOf = (state: State) => state.busy;

export function Toast() {
  const { store } = usePage();
  const say = useSay();
  const notice = useChosen(noticeOf);
  const busy = useChosen(busyOf);
  return (
    <div class="toasts">
      <p class="said" role="status">
        {notice && !notice.warn ? say.of(notice.words) : ""}
      </p>
      <div role="alert">
        {notice?.warn && (
          <p class="toast warn">
            <Icon sign="warning" />
            {say.of(notice.words)}
            <button type="button" class="quiet" aria-label={say("close")} onClick={() => store.set({ notice: null })}>
              <Icon sign="close" />
            </button>
          </p>
        )}
      </div>
      <p role="status">{busy && <span class="toast">{say.of(busy)}…</span>}</p>
    </div>
  );
}
