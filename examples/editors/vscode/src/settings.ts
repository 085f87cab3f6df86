/** What the user sets, as what the client of the language server needs; nothing here knows VS Code. */

import { homedir } from "node:os";
import { join } from "node:path";

export const LANGUAGE = "ogi-report";
export const SECTION = "reportc";

export interface Settings {
  path: string;
  language: "" | "zh" | "en";
  inlayHints: boolean;
  layout: string;
}

export interface Command {
  command: string;
  args: string[];
}

/** Returns how to start the server; `~` and `${workspaceFolder}` stand for what they usually do. */
export function serverCommand(settings: Settings, workspaceFolder?: string): Command {
  const given = settings.path.trim() || "reportc";
  const home = given === "~" || given.startsWith("~/") || given.startsWith("~\\");
  const path = home ? join(homedir(), given.slice(1)) : given;
  return { command: path.replaceAll("${workspaceFolder}", workspaceFolder ?? ""), args: ["lsp", "--stdio"] };
}

/** Returns what the server is told at its start; later it asks for the section itself. */
export function initializationOptions(settings: Settings): { reportc: Omit<Settings, "path"> } {
  const { language, inlayHints, layout } = settings;
  return { reportc: { language, inlayHints, layout } };
}

/** Returns what to tell a user whose server does not start. */
export function startFailure(command: string, reason: unknown): string {
  const said = reason instanceof Error ? reason.message : String(reason);
  return (
    `无法启动 ${command}：${said}。请安装 pip install 'reportc[lsp]'，或在设置 reportc.path 中指明程序位置 ` +
    `(cannot start the language server; install reportc[lsp] or set reportc.path)`
  );
}
