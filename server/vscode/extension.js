// The VS Code client of copydesk: finds the command, starts its language server, shows how things stand.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { spawn } = require('node:child_process');
const vscode = require('vscode');
const { CloseAction, ErrorAction, LanguageClient } = require('vscode-languageclient/node');

const LANGUAGES = ['plaintext', 'markdown', 'html', 'xml', 'json']; // of the last two, what holds news
const INSTALL = "pip install 'copydesk[server]'";

let client; // the LanguageClient, while the server runs
let complaint = ''; // what the server said last on standard error
let log;
let status;

exports.activate = async (context) => {
  log = vscode.window.createOutputChannel('copydesk', { log: true });
  status = vscode.window.createStatusBarItem('copydesk', vscode.StatusBarAlignment.Right, 90);
  status.name = 'copydesk';
  status.command = 'workbench.actions.view.problems';
  const on = (name, act) => vscode.commands.registerCommand(name, act);
  context.subscriptions.push(
    log,
    status,
    on('copydesk.checkWorkspace', checkWorkspace),
    on('copydesk.fixFile', () => forStory((uri) => ask('copydesk.fixAll', uri))),
    on('copydesk.explainHere', explainHere),
    on('copydesk.restart', restart),
    on('copydesk.showLog', () => log.show()),
    vscode.window.onDidChangeActiveTextEditor(showStatus),
    vscode.languages.onDidChangeDiagnostics((e) => e.uris.some((uri) => isActive(uri)) && showStatus()),
    vscode.workspace.onDidChangeConfiguration((e) => {
      if (e.affectsConfiguration('copydesk.enable') || e.affectsConfiguration('copydesk.path')) return restart();
    }),
  );
  await start();
};

exports.deactivate = stop;

// --- the server

async function start() {
  if (!setting('enable')) return showStatus();
  const command = find();
  log.info(`starting ${command} server`);
  const made = new LanguageClient('copydesk', 'copydesk', () => launch(command), {
    documentSelector: [
      { pattern: '**/{copydesk,stets}.toml', scheme: 'file' },
      ...LANGUAGES.flatMap((language) => [{ language, scheme: 'file' }, { language, scheme: 'untitled' }]),
    ],
    outputChannel: log,
    middleware: { window: { showDocument }, executeCommand },
    initializationFailedHandler: () => false, // told by `failed`
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => ({ action: CloseAction.DoNotRestart, handled: true }), // told by `launch`
    },
  });
  made.registerFeature(pushed);
  client = made;
  try {
    await made.start();
  } catch (error) {
    if (client === made) client = undefined;
    failed(command, error);
  }
  showStatus();
}

async function stop() {
  const running = client;
  client = undefined;
  if (running) await running.stop().catch((error) => log.warn(String(error)));
}

async function restart() {
  await stop();
  await start();
}

// What the settings name, what the workspace's virtual environment holds, else what the PATH finds.
function find() {
  const named = setting('path');
  if (named) return named.replace(/^~(?=[/\\])/, require('node:os').homedir());
  const places = process.platform === 'win32' ? ['Scripts', 'copydesk.exe'] : ['bin', 'copydesk'];
  const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  for (const folder of folders.filter((f) => f.uri.scheme === 'file')) {
    for (const environment of ['.venv', 'venv']) {
      const command = path.join(folder.uri.fsPath, environment, ...places);
      if (fs.existsSync(command)) return command;
    }
  }
  return 'copydesk';
}

function launch(command) {
  complaint = '';
  const child = spawn(command, ['server'], { stdio: 'pipe' });
  child.stderr.on('data', (data) => {
    complaint = String(data).trim() || complaint;
    log.error(complaint);
  });
  child.on('exit', (code, signal) => {
    if (!client?.isRunning()) return; // it was asked to go, or never came: then `start` tells
    client = undefined;
    failed(command, new Error(`it ended with ${signal ?? `status ${code}`}`));
  });
  return new Promise((resolve, reject) => {
    child.once('spawn', () => resolve(child));
    child.once('error', reject);
  });
}

function failed(command, error) {
  log.error(String(error));
  const missing = error.code === 'ENOENT' || complaint.includes('pip install');
  const text = missing
    ? `copydesk was not found (${command}). Install it with: ${INSTALL}`
    : `The server of copydesk does not run: ${complaint || error.message}`;
  const actions = missing ? ['Copy the Command', 'Open Settings'] : ['Show the Log', 'Restart'];
  showStatus();
  vscode.window.showErrorMessage(text, ...actions).then((chosen) => {
    if (chosen === 'Copy the Command') return vscode.env.clipboard.writeText(INSTALL);
    if (chosen === 'Open Settings') return vscode.commands.executeCommand('workbench.action.openSettings', 'copydesk');
    if (chosen === 'Show the Log') return log.show();
    if (chosen === 'Restart') return restart();
  });
}

// The server sends findings when it has them; without this VS Code would ask for them, later, and never for the settings.
const pushed = {
  fillClientCapabilities: (capabilities) => {
    delete capabilities.textDocument.diagnostic;
    delete capabilities.workspace.diagnostics;
  },
  initialize: () => {},
  getState: () => ({ kind: 'static' }),
  clear: () => {},
};

// A rule's card is Markdown to be read, not to be edited.
async function showDocument(params, next) {
  if (!params.uri.endsWith('.md') || params.external) return next(params);
  await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.parse(params.uri));
  return { success: true };
}

// To let a finding stand wants a reason.
async function executeCommand(command, words, next) {
  if (command !== 'copydesk.stet' || words.length > 3) return next(command, words);
  const reason = await vscode.window.showInputBox({
    title: `Stet: let it stand (${words[1]})`,
    prompt: 'Why may it stand? The reason is kept in stets.toml.',
    validateInput: (text) => (text.trim() ? undefined : 'A few words will do.'),
  });
  if (reason) return next(command, [...words, reason]);
}

// --- commands

async function ask(command, ...words) {
  if (!client) return vscode.window.showWarningMessage('copydesk is not running.');
  return client.sendRequest('workspace/executeCommand', { command, arguments: words });
}

function forStory(act) {
  const editor = vscode.window.activeTextEditor;
  if (editor && LANGUAGES.includes(editor.document.languageId)) return act(String(editor.document.uri), editor);
}

async function checkWorkspace() {
  const found = await ask('copydesk.checkAll');
  if (found > 0) await vscode.commands.executeCommand('workbench.actions.view.problems');
  else if (found === 0) vscode.window.showInformationMessage('copydesk found nothing in the stories of the workspace.');
}

function explainHere() {
  return forStory(async (uri, editor) => {
    const here = findings(editor.document.uri).filter((d) => d.range.intersection(editor.selection));
    const rules = [...new Set(here.map((d) => String(d.code?.value ?? d.code)))];
    if (!rules.length) return vscode.window.showInformationMessage('copydesk found nothing here.');
    const rule = rules.length > 1 ? await vscode.window.showQuickPick(rules) : rules[0];
    if (rule) await ask('copydesk.explain', rule, uri);
  });
}

// --- the status bar: how many findings, and the house in force

function findings(uri) {
  return vscode.languages.getDiagnostics(uri).filter((d) => d.source === 'copydesk');
}

function isActive(uri) {
  return String(vscode.window.activeTextEditor?.document.uri) === String(uri);
}

async function showStatus() {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !LANGUAGES.includes(document.languageId) || !setting('enable')) return status.hide();
  if (!client?.isRunning()) {
    status.text = '$(warning) copydesk';
    status.tooltip = 'copydesk is not running';
    return status.show();
  }
  const { house, rules, file, read } = await ask('copydesk.inForce', String(document.uri)).catch(() => ({}));
  if (read === false) return status.hide(); // a package.json is no story
  const count = findings(document.uri).length;
  status.text = `${count ? `$(edit) ${count}` : '$(check)'} ${house ? `copydesk: ${house}` : 'copydesk'}`;
  status.tooltip = [
    count === 1 ? '1 finding in this story' : `${count} findings in this story`,
    house ? `the house “${house}”` : 'no house style named',
    rules === undefined ? '' : `${rules} rules run`,
    file || 'no copydesk.toml: everything as shipped',
  ].filter(Boolean).join('\n');
  status.show();
}

function setting(name) {
  return vscode.workspace.getConfiguration('copydesk').get(name);
}
