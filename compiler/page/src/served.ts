// The page that a server answers; the token is after the # of its address, which no browser sends to anyone.

import { HttpTransport } from "./transport/http";
import { start } from "./ui/start";

const root = document.getElementById("page");
if (root && !("reportcTooOld" in window)) {
  const transport = new HttpTransport(location.hash.slice(1));
  Object.assign(window, { reportc: { transport, session: start(root, transport) } });
}
