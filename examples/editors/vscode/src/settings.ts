/** What the user sets, as what the client of the language server needs; nothing here knows VS Code. */

import { existsSync } from "node:fs";
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

/** The program's name, where the user names no other. */
const PROGRAM = "reportc";

/** Returns where the environments of a project, made by `python -m venv .venv`, have the program. */
export function projectPrograms(workspaceFolder: string): string[] {
  const venv = join(workspaceFolder, ".venv");
  return [join(venv, "bin", PROGRAM), join(venv, "Scripts", `${PROGRAM}.exe`)];
}

/**
 * Returns how to start the server; `~` and `${workspaceFolder}` stand for what they usually do.
 * Where the user names no program, that of the project's own environment goes before the one on the path.
 */
export function serverCommand(
  settings: Settings,
  workspaceFolder?: string,
  exists: (path: string) => boolean = existsSync,
): Command {
  const named = settings.path.trim() || PROGRAM;
  const own = named === PROGRAM && workspaceFolder ? projectPrograms(workspaceFolder).find(exists) : undefined;
  const given = own ?? named;
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
    `无法启动 ${command}：${said}。请在 reportc 的目录里 pip install '.[lsp]'，或在设置 reportc.path 中指明程序位置 ` +
    `(cannot start the language server; pip install '.[lsp]' in the folder of reportc, or set reportc.path)`
  );
}
