/** The extension: starts the language server, and lets any text be checked as a report. */

import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/node";
import { initializationOptions, LANGUAGE, SECTION, serverCommand, type Settings, startFailure } from "./settings";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("reportc.checkFile", checkFile),
    vscode.commands.registerCommand("reportc.restart", restart),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration(`${SECTION}.path`)) {
        await restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}

/** Takes the text in front of the user for a report, whatever its name, and shows what is found. */
async function checkFile(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return;
  }
  if (editor.document.languageId !== LANGUAGE) {
    await vscode.languages.setTextDocumentLanguage(editor.document, LANGUAGE);
  }
  if (client === undefined) {
    await start();
  }
  await vscode.commands.executeCommand("workbench.actions.view.problems");
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

async function start(): Promise<void> {
  const given = settings();
  const server = serverCommand(given, vscode.workspace.workspaceFolders?.[0]?.uri.fsPath);
  const started = new LanguageClient(SECTION, "reportc", server, {
    documentSelector: [{ language: LANGUAGE }],
    initializationOptions: initializationOptions(given),
    synchronize: { configurationSection: SECTION },
  });
  try {
    await started.start();
    client = started;
  } catch (reason) {
    await vscode.window.showErrorMessage(startFailure(server.command, reason));
  }
}

function settings(): Settings {
  const given = vscode.workspace.getConfiguration(SECTION);
  return {
    path: given.get("path", "reportc"),
    language: given.get<Settings["language"]>("language", ""),
    inlayHints: given.get("inlayHints", true),
    layout: given.get("layout", "keep"),
  };
}
