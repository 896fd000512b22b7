// What was found, story by story: data in the page, made into text nodes when a story is opened. Never into markup.
(() => {
  const DATA = JSON.parse(document.getElementById('data').textContent);
  const form = document.getElementById('filters');
  const list = document.getElementById('list');
  if (!form) return; // nothing was found
  const more = document.getElementById('more');
  const told = document.getElementById('told');
  const PAGE = 40;
  // what shows nothing, drives the direction of writing, or is half a character: written out
  const RISKY = /[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0e\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]|\p{Surrogate}/gu;
  const many = (n, one, more = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : more}`;

  const STORIES = DATA.stories.map(([path, folder, words, day, counts, excerpts, left, column], id) =>
    ({ id, path, folder: DATA.folders[folder], words, day, counts, excerpts, left, column }));
  const recount = recounted(DATA, STORIES);

  function make(name, className, ...inside) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...inside);
    return made;
  }

  // Text as nodes: what shows nothing gets a box with its name.
  function plain(text) {
    const nodes = [];
    let at = 0;
    for (const match of text.replace(/\r\n?/g, '\n').matchAll(RISKY)) {
      if (match.index > at) nodes.push(match.input.slice(at, match.index));
      nodes.push(make('span', 'odd', `U+${match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`));
      at = match.index + match[0].length;
      text = match.input;
    }
    nodes.push(text.replace(/\r\n?/g, '\n').slice(at));
    return nodes;
  }

  // The text of an excerpt with its marks: cut wherever one begins or ends, the worst level wins where several lie.
  function marked(text, marks) {
    const copy = make('p', 'copy');
    const cuts = [...new Set([0, text.length, ...marks.flatMap((m) => [m.start, m.end])])].sort((a, b) => a - b);
    const number = (m) => copy.append(make('sup', `level-${m.level}`, make('span', 'hidden', 'finding '), String(m.number)));
    cuts.forEach((start, n) => {
      for (const m of marks) {
        if (m.start === start && m.end === start) {
          copy.append(make('mark', `${DATA.levels[m.level]} point`, '‸'));
          number(m);
        }
      }
      if (n + 1 === cuts.length) return;
      const end = cuts[n + 1];
      const here = marks.filter((m) => m.start <= start && m.end >= end);
      const nodes = plain(text.slice(start, end));
      if (here.length) copy.append(make('mark', DATA.levels[Math.min(...here.map((m) => m.level))], ...nodes));
      else copy.append(...nodes);
      for (const m of here) if (m.end === end) number(m);
    });
    return copy;
  }

  function repaired(text, edits) {
    const copy = make('p', 'copy');
    let at = 0;
    for (const [start, end, fresh] of edits) {
      copy.append(...plain(text.slice(at, start)), fresh ? make('ins', '', ...plain(fresh)) : make('ins'));
      at = end;
    }
    copy.append(...plain(text.slice(at)));
    return copy;
  }

  // ---- which stories

  function wanted() {
    const get = (name) => form.elements[name].value;
    const levels = new Set([...form.querySelectorAll('[name=level]:checked')].map((box) => Number(box.value)));
    const rule = get('rule');
    const desk = rule.startsWith('desk:') ? rule.slice(5) : '';
    const rules = new Set(DATA.rules.flatMap(([id, its], n) => (!rule || (desk ? its === desk : id === rule) ? [n] : [])));
    const folder = get('folder');
    const only = levels.size < DATA.levels.length ? [DATA.levels.filter((_, n) => levels.has(n)).map((level) => `${level}s`).join(' and ') || 'no level'] : [];
    return {
      said: [...only, rule && (desk ? `the desk ${desk}` : rule), folder && `the section ${folder}`].filter(Boolean),
      counts: (ruleNumber, level) => levels.has(level) && rules.has(ruleNumber),
      holds: (story) => !folder || story.folder === folder || story.folder.startsWith(`${folder}/`),
      order: get('order'),
    };
  }

  const ORDERS = {
    worst: (a, b) => b.levels[0] - a.levels[0] || b.levels[1] - a.levels[1] || b.levels[2] - a.levels[2] || a.story.id - b.story.id,
    rate: (a, b) => b.sum / (b.story.words || 1) - a.sum / (a.story.words || 1) || a.story.id - b.story.id,
    day: (a, b) => (a.story.day < b.story.day) - (a.story.day > b.story.day) || a.story.id - b.story.id,
    path: (a, b) => (a.story.path > b.story.path) - (a.story.path < b.story.path),
  };

  let asked;
  let found = [];

  function search() {
    asked = wanted();
    found = [];
    for (const story of STORIES) {
      if (!asked.holds(story)) continue;
      const levels = [0, 0, 0];
      for (const [rule, level, n] of story.counts) if (asked.counts(rule, level)) levels[level] += n;
      const sum = levels[0] + levels[1] + levels[2];
      if (sum) found.push({ story, levels, sum });
    }
    found.sort(ORDERS[asked.order]);
    list.replaceChildren();
    recount(asked);
    document.getElementById('up').hidden = !asked.said.length;
    if (asked.said.length) worst();
    reach();
    const sum = found.reduce((before, row) => before + row.sum, 0);
    told.textContent = found.length ? `${many(sum, 'finding')} in ${many(found.length, 'story', 'stories')}` : 'No story has such a finding.';
    show(PAGE);
  }

  // the worst of those found, in the table that has the worst of all
  function worst() {
    const body = document.getElementById('worst').closest('section').querySelector('tbody');
    const rows = [...found].sort(ORDERS.worst).slice(0, body.rows.length);
    body.replaceChildren(...rows.map(({ story, levels }) => {
      const link = make('a', '', ...plain(story.path));
      link.href = `#story=${story.id}`;
      const head = make('th', 'path', link);
      head.scope = 'row';
      return make('tr', '', head, make('td', 'number wide', story.words.toLocaleString('en')),
        ...levels.map((n) => make('td', 'number', n ? n.toLocaleString('en') : '–')));
    }));
  }

  function show(count) {
    const from = list.children.length;
    list.append(...found.slice(from, from + count).map(item));
    const left = found.length - list.children.length;
    more.hidden = left <= 0;
    more.textContent = `Show ${many(Math.min(PAGE, left), 'more story', 'more stories')} of ${left.toLocaleString('en')}`;
  }

  // ---- a story

  function item({ story, levels }) {
    const cut = story.path.replace(/\\/g, '/').lastIndexOf('/') + 1;
    const facts = make('span', 'facts', [story.day, many(story.words, 'word')].filter(Boolean).join(' · '));
    levels.forEach((n, level) => {
      if (n) facts.append(' ', make('b', `${DATA.levels[level]} n`, many(n, DATA.levels[level])));
    });
    const name = make('h3', '', make('span', 'folder', ...plain(story.path.slice(0, cut))), ...plain(story.path.slice(cut)));
    const details = make('details', '', make('summary', '', name, facts));
    details.addEventListener('toggle', () => {
      if (details.open && details.children.length === 1) details.append(...body(story, asked));
    });
    details.id = `story-${story.id}`;
    return make('li', '', details);
  }

  function body(story, { counts }) {
    if (!story.excerpts) {
      return [make('p', 'about nothing', 'The text is left out to keep this page light. See it with ', make('code', '', 'copydesk check ', ...plain(DATA.root + story.path)), '.')];
    }
    let number = 0;
    const out = [];
    for (const [line, before, after, text, rows, edits] of story.excerpts) {
      const marks = rows.filter(([, , rule, level]) => counts(rule, level))
        .map(([start, end, rule, level, message, repair]) => ({ start, end, rule, level, message, repair, number: ++number }));
      if (marks.length) out.push(excerpt(line, before, after, text, marks, edits));
    }
    if (story.left) out.push(make('p', 'about nothing', `${many(story.left, 'more finding')} further down in this story.`));
    return out;
  }

  function excerpt(line, before, after, text, marks, edits) {
    const copy = marked(text, marks);
    if (before) copy.prepend('… ');
    if (after) copy.append(' …');
    const left = make('div', '', make('p', 'line', `Line ${line.toLocaleString('en')}`), copy);
    if (edits.length) {
      const reading = repaired(text, edits);
      if (before) reading.prepend('… ');
      if (after) reading.append(' …');
      left.append(make('p', 'tag', 'Repaired'), reading);
    }
    const findings = make('ol', 'findings', ...marks.map((m) => {
      const how = ['', ' · has a proposal', ' · repairable'][m.repair];
      return make('li', '', make('span', 'number', String(m.number)), ...plain(DATA.messages[m.message]),
        make('span', `level ${DATA.levels[m.level]}`, `${DATA.levels[m.level]} · ${DATA.rules[m.rule][0]}${how}`));
    }));
    return make('div', 'excerpt', left, findings);
  }

  // ---- filters, and links that set them: #rule=ID, #rule=desk:NAME, #folder=NAME, #story=NUMBER

  function fill(select, groups) {
    for (const [name, options] of groups) {
      const into = name ? make('optgroup') : null;
      if (into) into.label = name;
      for (const [value, text] of options) {
        const option = make('option', '', ...plain(text).map((node) => node.textContent ?? node));
        option.value = value;
        (into ?? select).append(option);
      }
      if (into) select.append(into);
    }
  }

  function follow() {
    const [kind, value] = location.hash.slice(1).split(/=(.*)/s).map(decodeURIComponent);
    if (kind === 'rule' || kind === 'folder') {
      form.reset();
      form.elements[kind].value = value;
      search();
      document.getElementById('stories').focus();
      document.getElementById('stories').scrollIntoView();
    } else if (kind === 'story') {
      const place = () => found.findIndex((row) => row.story.id === Number(value));
      if (place() < 0) {
        form.reset();
        search();
      }
      const at = place();
      if (at < 0) return;
      if (at >= list.children.length) show(at + 1 - list.children.length);
      const details = list.children[at].firstChild;
      details.open = true;
      details.firstChild.focus();
      details.scrollIntoView();
    }
  }

  // a table wider than its place can be moved by keyboard, others are no stop on the way
  const reach = () => {
    for (const box of document.querySelectorAll('.scroll')) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    }
  };
  window.addEventListener('resize', reach);
  document.addEventListener('toggle', reach, true);
  reach();

  const desks = [...new Set(DATA.rules.map(([, desk]) => desk))].sort();
  fill(form.elements.rule, desks.map((desk) => [desk, [[`desk:${desk}`, `All of ${desk}`],
    ...DATA.rules.filter(([, its]) => its === desk).map(([id]) => [id, id]).sort()]]));
  fill(form.elements.folder, [['', DATA.folders.map((name) => [name, name]).sort()]]);
  if (!STORIES.some((story) => story.day)) form.querySelector('[value=day]').remove();
  if (DATA.folders.length < 2) form.elements.folder.closest('label').hidden = true;
  form.hidden = false;
  form.addEventListener('change', search);
  form.addEventListener('submit', (event) => event.preventDefault());
  more.addEventListener('click', () => {
    const from = list.children.length;
    show(PAGE);
    list.children[from].firstChild.firstChild.focus();
  });
  const all = () => {
    form.reset();
    search();
  };
  document.getElementById('all').addEventListener('click', all);
  document.addEventListener('click', ({ target }) => {
    if (!('all' in target.dataset)) return;
    all();
    document.getElementById('sums').focus();
  });
  document.getElementById('open').addEventListener('click', () => {
    for (const details of list.querySelectorAll('details')) details.open = true;
  });
  window.addEventListener('hashchange', follow);
  search();
  follow();
})();
