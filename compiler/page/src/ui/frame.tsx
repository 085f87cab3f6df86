// The frame around all views: the head with the switch of languages, the view, what is announced at the foot.

import { useEffect, useRef } from "preact/hooks";

import { County } from "./county/county";
import { Files } from "./files";
import { useDrops, usePastes } from "./incoming";
import { Keys } from "./keys";
import { Icon } from "./icons";
import { useChosen, usePage, useSay } from "./page";
import { Pick } from "./pick";
import { Review } from "./review";
import { shown, type State } from "./state/store";
import { Toast } from "./toast";
import { Waking } from "./waking";
import { Welcome } from "./welcome";

const isShown = (state: State) => shown(state) !== null;
const viewOf = (state: State) => state.view;
const entriesOf = (state: State) => state.entries;

export function Frame() {
  const say = useSay();
  const view = useChosen(viewOf);
  const hasReport = useChosen(isShown);
  const isOver = useDrops();
  usePastes();
  useTitle();
  useArrival();
  const at = view.at;
  return (
    <>
      <nav class="skips" aria-label={say("skipToMain")}>
        {hasReport ? (
          <>
            <a href="#report">{say("skipToReport")}</a>
            <a href="#findings">{say("skipToFindings")}</a>
          </>
        ) : (
          <a href="#main">{say("skipToMain")}</a>
        )}
      </nav>
      <header>
        <Head />
        <Waking />
      </header>
      <main id="main" tabIndex={-1} class={`at-${at}`}>
        {at === "welcome" && <Welcome />}
        {at === "files" && <Files />}
        {at === "county" && <County />}
        {at === "report" && <Review key={view.key} entryKey={view.key} />}
      </main>
      <Toast />
      {isOver && (
        <div class="over" aria-hidden="true">
          <span>{say("dropNow")}</span>
        </div>
      )}
    </>
  );
}

function Head() {
  const { store, session } = usePage();
  const say = useSay();
  const view = useChosen(viewOf);
  const entries = useChosen(entriesOf);
  const other = say.language === "zh" ? "en" : "zh";
  return (
    <div class="top">
      {view.at === "report" && entries.length > 1 ? (
        <button
          key="back"
          type="button"
          class="quiet back"
          onClick={() => store.set({ view: { at: "files" }, editing: null })}
        >
          <Icon sign="back" />
          {say("allFiles", { count: entries.length })}
        </button>
      ) : (
        <span class="brand">{say("product")}</span>
      )}
      <span class="room" />
      {view.at !== "welcome" && <Pick class="quiet" />}
      <Keys />
      <button
        key="language"
        type="button"
        class="quiet"
        lang={other === "zh" ? "zh-CN" : "en"}
        onClick={() => void session.speak(other)}
      >
        {say("otherLanguage")}
      </button>
    </div>
  );
}

/** Take the keyboard to what is shown next: what it was at is gone. */
function useArrival(): void {
  const view = useChosen(viewOf);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) {
      window.scrollTo(0, 0);
      document.getElementById("main")?.focus({ preventScroll: true });
    }
    isFirst.current = false;
  }, [view]);
}

/** Name the window after what it shows, and the language of its words. */
function useTitle(): void {
  const say = useSay();
  const name = useChosen((state: State) => {
    const { view } = state;
    return view.at === "report" ? (state.entries.find((one) => one.key === view.key)?.given.path ?? "") : "";
  });
  useEffect(() => {
    document.documentElement.lang = say.language === "zh" ? "zh-CN" : "en";
    document.title = name ? `${name} · ${say("product")}` : say("productFull");
  }, [say.language, name]);
}
