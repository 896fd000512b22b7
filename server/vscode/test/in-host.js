// Runs inside the extension host of a real VS Code: `run` is what its test runner calls.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const vscode = require('vscode');

const home = process.env.COPYDESK_TEST;
const STORY = 'PORT ELLERY, Ore. (AP) — The the ferry 🎉 & rsquo ; s crew was paid &ldquo;twice&rdquo; .\n\nIt has a past history.\n';
const { workspace, window, languages, commands, Uri, Range } = vscode;

// Nothing here is at once: on a cold profile findings come before the provider of code actions, and edits may be refused.
async function until(true_, ms = 30000) {
  for (const end = Date.now() + ms; ; await new Promise((done) => setTimeout(done, 50))) {
    const value = await true_();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited too long for ${true_}`);
  }
}

const found = (uri) => languages.getDiagnostics(uri).filter((d) => d.source === 'copydesk');
const codes = (uri) => found(uri).map((d) => d.code.value ?? d.code);
const actions = (uri, range, kind) => commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind);

async function replace(document, text) {
  await until(async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), text);
    return (await workspace.applyEdit(edit)) && document.getText() === text;
  });
}

async function open(name, text) {
  const uri = Uri.file(`${home}/stories/${name}`);
  fs.writeFileSync(uri.fsPath, text);
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document, { preview: false });
  return document;
}

const TESTS = {
  'findings are shown where they stand, also behind an emoji': async () => {
    const { uri, getText } = await open('one.txt', STORY);
    const document = await workspace.openTextDocument(uri);
    await until(() => found(uri).length >= 4);
    const words = Object.fromEntries(found(uri).map((d) => [d.code.value ?? d.code, document.getText(d.range)]));
    assert.strictEqual(words['doubled-word'].toLowerCase(), 'the the');
    assert.strictEqual(words.redundancy, 'past history');
    assert(codes(uri).includes('entity-leftover') && getText);
    const rule = await workspace.openTextDocument(found(uri)[0].code.target); // what a click on the name of the rule opens
    assert(rule.getText().includes('why'), 'no page for the rule');
  },
  'a quick fix repairs, and its finding goes': async () => {
    const document = await open('two.txt', 'He said the the same.\n');
    const [one] = await until(() => found(document.uri).length === 1 && found(document.uri));
    await until(async () => {
      const [fix] = await actions(document.uri, one.range, 'quickfix');
      return fix?.edit && fix.isPreferred && (await workspace.applyEdit(fix.edit));
    });
    await until(() => document.getText() === 'He said the same.\n');
    await until(() => found(document.uri).length === 0);
    await until(() => document.save());
    await until(() => fs.readFileSync(document.uri.fsPath, 'utf8') === 'He said the same.\n');
  },
  'everything safe is repaired on save': async () => {
    const document = await open('three.txt', STORY);
    await until(() => found(document.uri).length >= 4);
    const settings = workspace.getConfiguration('editor', document.uri);
    await settings.update('codeActionsOnSave', { 'source.fixAll.copydesk': 'explicit' }, vscode.ConfigurationTarget.Global);
    await replace(document, `${STORY} `);
    await until(() => document.save());
    await until(() => !document.getText().includes('rsquo') && !document.getText().includes('The the'));
    assert(document.getText().includes('past history'), 'what is not safe is left to the editor');
    await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Global);
  },
  'the command repairs everything safe': async () => {
    const document = await open('four.txt', STORY);
    await until(() => found(document.uri).length >= 4);
    await commands.executeCommand('copydesk.fixFile');
    await until(() => !document.getText().includes('rsquo'));
    await until(() => codes(document.uri).join() === 'redundancy');
  },
  'findings follow the typing': async () => {
    const document = await open('five.txt', 'The ferry left.\n');
    for (const [text, count] of [['The the ferry left.\n', 1], ['The ferry left.\n', 0], ['A a b b.\nThe the the end.\n', 1]]) {
      await replace(document, text);
      await until(() => (count ? found(document.uri).length >= count : found(document.uri).length === 0));
    }
  },
  'a document that was never saved is checked': async () => {
    const document = await workspace.openTextDocument({ language: 'markdown', content: 'The the ferry.\n' });
    await window.showTextDocument(document);
    await until(() => codes(document.uri).join() === 'doubled-word');
  },
  'news in JSON and XML is read and repaired in its escapes; other files are silent': async () => {
    const item = { uri: 'x:1', headline: 'Ferry “late”', body_text: 'A 🎉 and the the ferry & rsquo ; s "late" crew .' };
    const document = await open('item.json', JSON.stringify(item, null, 2));
    await until(() => found(document.uri).length >= 3);
    await commands.executeCommand('copydesk.fixFile');
    await until(() => JSON.parse(document.getText()).body_text === 'A 🎉 and the ferry’s "late" crew.');
    const page = await open('item.xml', '<nitf><body><body.content><p>AT&amp;amp;T .</p></body.content></body></nitf>');
    await until(() => found(page.uri).length === 2);
    const other = await open('package.json', '{"name": "the the", "description": "& rsquo ; s"}');
    await open('after.txt', 'The the end.\n').then((after) => until(() => found(after.uri).length === 1));
    assert.strictEqual(found(other.uri).length, 0);
  },
  'hovering shows the card of the rule': async () => {
    const document = await open('six.txt', 'He said the the same.\n');
    const [one] = await until(() => found(document.uri).length === 1 && found(document.uri));
    const card = await until(async () => {
      const hovers = await commands.executeCommand('vscode.executeHoverProvider', document.uri, one.range.start);
      return hovers.flatMap((hover) => hover.contents).map((c) => c.value ?? c).find((c) => c.includes('doubled-word'));
    });
    assert(card.includes('What it finds'));
  },
  'a rule is explained on a page of its own': async () => {
    const document = await open('rule.txt', 'He said the the same.\n');
    const [one] = await until(() => found(document.uri).length === 1 && found(document.uri));
    window.activeTextEditor.selection = new vscode.Selection(one.range.start, one.range.end);
    await commands.executeCommand('copydesk.explainHere');
    await until(() => window.tabGroups.all.some((group) => group.tabs.some((tab) => tab.label.includes('doubled-word'))));
  },
  'a configuration that comes and goes counts at once; broken it is told in its file': async () => {
    const document = await open('seven.txt', 'It has a past history.\n');
    await until(() => codes(document.uri).join() === 'redundancy');
    const config = Uri.file(`${home}/stories/copydesk.toml`);
    fs.writeFileSync(config.fsPath, 'ignore = ["redundancy"]\n');
    await until(() => found(document.uri).length === 0);
    fs.writeFileSync(config.fsPath, '\nignroe = ["redundancy"]\n');
    await until(() => found(config).length === 1);
    assert.strictEqual(found(config)[0].range.start.line, 1);
    assert.strictEqual(found(document.uri).length, 0, 'the last good one stays in force');
    fs.unlinkSync(config.fsPath);
    await until(() => codes(document.uri).join() === 'redundancy');
    await until(() => found(config).length === 0);
  },
  'what is let stand is told no more, until its entry goes': async () => {
    const document = await open('stet.txt', 'He said the the same.\n');
    const [one] = await until(() => found(document.uri).length === 1 && found(document.uri));
    const offered = await until(async () => {
      const all = await actions(document.uri, one.range, 'quickfix');
      return all.find((action) => action.title.startsWith('Stet'));
    });
    const file = await commands.executeCommand('copydesk.stet', ...offered.command.arguments, 'so he said'); // a reason given is not asked for
    await until(() => found(document.uri).length === 0);
    assert(fs.readFileSync(file, 'utf8').includes('reason = "so he said"'));
    await replace(document, 'He said the same.\n');
    await until(() => codes(Uri.file(file)).join() === 'unused-stet');
    await replace(document, 'He said the the same.\n');
    await until(() => found(Uri.file(file)).length === 0);
    fs.unlinkSync(file);
    await until(() => codes(document.uri).join() === 'doubled-word');
  },
  'a configuration is completed where it is written': async () => {
    const text = 'house = ""\nignore = ["cli"]\n';
    const document = await open('copydesk.toml', text);
    const complete = (line, character) => commands.executeCommand('vscode.executeCompletionItemProvider', document.uri, new vscode.Position(line, character));
    const names = async (...place) => (await complete(...place)).items.map((item) => item.label.label ?? item.label);
    await until(async () => (await names(0, 9)).includes('reuters'));
    assert((await names(1, 14)).includes('cliche'));
    await commands.executeCommand('workbench.action.closeActiveEditor');
    fs.unlinkSync(document.uri.fsPath);
  },
  'all stories of the workspace are checked at a command': async () => {
    const uri = Uri.file(`${home}/stories/closed.md`);
    fs.writeFileSync(uri.fsPath, 'The the ferry.\n');
    await commands.executeCommand('copydesk.checkWorkspace');
    await until(() => codes(uri).join() === 'doubled-word');
  },
  'the server can be restarted, missing, and left out': async () => {
    const document = await open('eight.txt', 'He said the the same.\n');
    await until(() => found(document.uri).length === 1);
    await commands.executeCommand('copydesk.restart');
    await until(() => found(document.uri).length === 1);
    const settings = workspace.getConfiguration('copydesk');
    await settings.update('path', `${home}/nowhere/copydesk`, vscode.ConfigurationTarget.Global);
    await until(() => found(document.uri).length === 0); // and a message says how to install it
    await settings.update('path', undefined, vscode.ConfigurationTarget.Global);
    await until(() => found(document.uri).length === 1);
    await settings.update('enable', false, vscode.ConfigurationTarget.Global);
    await until(() => found(document.uri).length === 0);
    await settings.update('enable', undefined, vscode.ConfigurationTarget.Global);
    await until(() => found(document.uri).length === 1);
  },
};

exports.run = async () => {
  const tests = [];
  for (const [name, test] of Object.entries(TESTS)) {
    const error = await test().then(() => undefined, (e) => String(e.stack ?? e));
    tests.push({ name, error });
  }
  fs.writeFileSync(`${home}/result.tmp`, JSON.stringify({ version: vscode.version, tests }));
  fs.renameSync(`${home}/result.tmp`, `${home}/result.json`);
};
