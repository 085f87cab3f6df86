// The entry of both pages: the one that is a file, and the one that is served.

import { transport, waking } from "./transport/chosen";
import { start } from "./ui/start";

const root = document.getElementById("page");
if (root) start(root, transport, waking);
