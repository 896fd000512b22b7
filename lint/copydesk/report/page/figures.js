'use strict';
// The figures of the page counted again for what the filters leave. What the template has written is there without a script.
const recounted = (DATA, STORIES) => {
  const LEVELS = DATA.levels;
  const SVG = 'http://www.w3.org/2000/svg';
  const whole = (n) => n.toLocaleString('en');
  const several = (n, one, more = `${one}s`) => `${whole(n)} ${n === 1 ? one : more}`;

  function rate(value) {
    if (!value) return '0';
    if (value < 0.01) return '<0.01';
    return value < 1 ? value.toFixed(2) : value.toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  }

  // never 0 % of something, nor 100 % of less than all
  function percent(part, all) {
    if (!part || part >= all) return part ? '100%' : '0%';
    return `${Math.min(99, Math.max(1, Math.round((100 * part) / all)))}%`;
  }

  // the top of an axis, of which half is a round number too
  function top(most) {
    for (let step = 0.01; ; step *= 10) {
      for (const times of [1, 2, 3, 4, 6, 8]) if (step * times >= most) return Number((step * times).toPrecision(3));
    }
  }

  const sum = () => ({ levels: [0, 0, 0], words: 0, stories: 0, with: 0, fixable: 0, findings: 0, rate: 0 });
  const of = (sums, key) => sums.get(key) ?? sums.set(key, sum()).get(key);

  // ---- counting

  function count({ counts, holds }) {
    const all = sum();
    const sums = { rule: new Map(), folder: new Map(), column: new Map() };
    for (const [folder, column, stories, words] of DATA.wholes) {
      if (!holds({ folder: DATA.folders[folder] })) continue;
      for (const row of [all, of(sums.folder, DATA.folders[folder]), of(sums.column, column)]) {
        row.stories += stories;
        row.words += words;
      }
    }
    for (const story of STORIES) {
      if (!holds(story)) continue;
      const seen = new Set();
      for (const [rule, level, n, fixable] of story.counts) {
        if (!counts(rule, level)) continue;
        const [id, desk] = DATA.rules[rule];
        for (const row of [all, of(sums.rule, id), of(sums.rule, `desk:${desk}`), of(sums.folder, story.folder), of(sums.column, story.column)]) {
          row.levels[level] += n;
          row.findings += n;
          row.fixable += fixable;
          seen.add(row);
        }
      }
      for (const row of seen) row.with += 1;
    }
    for (const row of sums.rule.values()) row.words = all.words;
    for (const row of [all, ...Object.values(sums).flatMap((rows) => [...rows.values()])]) {
      row.rate = row.words ? (1000 * row.findings) / row.words : 0;
    }
    return { all, sums };
  }

  // ---- showing

  const WRITTEN = {
    stories: (row) => whole(row.stories),
    words: (row) => whole(row.words),
    with: (row) => whole(row.with),
    findings: (row) => whole(row.findings),
    rate: (row) => rate(row.rate),
    fixable: (row) => (row.fixable ? whole(row.fixable) : '–'),
    fixed: (row) => whole(row.fixable),
    share: (row) => percent(row.with, row.stories),
    withstories: (row) => several(row.with, 'story', 'stories'),
    manyfindings: (row) => several(row.findings, 'finding'),
    fixableshare: (row) => percent(row.fixable, row.findings),
    ...Object.fromEntries(LEVELS.map((level, n) => [level, (row) => whole(row.levels[n])])),
  };

  function write(place, row) {
    for (const cell of place.querySelectorAll('[data-is]')) cell.textContent = WRITTEN[cell.dataset.is](row);
  }

  // a bar in pieces; `at` gives where a piece stands from where it begins and how long it is, in hundredths of the most
  function bar(place, row, most, at) {
    place.querySelectorAll('rect').forEach((rect) => rect.remove());
    let from = 0;
    row.levels.forEach((n, level) => {
      const long = most && row.words ? (100 * 1000 * n) / row.words / most : 0;
      if (!long) return;
      const rect = document.createElementNS(SVG, 'rect');
      rect.setAttribute('class', LEVELS[level]);
      for (const [name, value] of Object.entries(at(from, long))) rect.setAttribute(name, value);
      place.append(rect);
      from += long;
    });
  }
  const lying = (from, long) => ({ x: from, width: long, height: 10 });

  // A table of desks, rules or sections: it may go on in another behind it. The highest rates come first again.
  function table(section, sums) {
    const bodies = [...section.querySelectorAll('tbody')];
    const more = section.querySelector('details');
    const first = bodies[0].rows.length;
    const told = bodies.flatMap((body) => [...body.rows]).map((row) => {
      const [kind, key] = row.querySelector('a').getAttribute('href').slice(1).split(/=(.*)/s).map(decodeURIComponent);
      return { row, key, own: sums[kind].get(key) };
    });
    const shown = told.filter(({ own }) => own && (own.findings || own.stories));
    shown.sort((a, b) => b.own.rate - a.own.rate || b.own.findings - a.own.findings || (a.key > b.key) - (a.key < b.key));
    const most = Math.max(0, ...shown.map(({ own }) => own.rate));
    for (const { row, own } of shown) {
      write(row, own);
      bar(row.querySelector('svg'), own, most, lying);
    }
    bodies[0].replaceChildren(...shown.slice(0, first).map(({ row }) => row));
    if (!more) return;
    bodies[1].replaceChildren(...shown.slice(first).map(({ row }) => row));
    more.hidden = shown.length <= first;
    more.querySelector('summary').textContent = `${whole(shown.length - first)} more`;
  }

  function plot(sums) {
    const figure = document.querySelector('figure.time');
    if (!figure) return;
    const columns = [...figure.querySelectorAll('g')];
    const high = top(Math.max(0, ...columns.map((_, n) => sums.column.get(n)?.rate ?? 0)));
    const wide = 100 / columns.length;
    columns.forEach((column, n) => {
      const row = sums.column.get(n) ?? sum();
      const title = column.querySelector('title');
      title.textContent = title.textContent.replace(/[^:]*$/, ` ${rate(row.rate)}`);
      bar(column, row, high, (from, long) => ({ x: (n + 0.12) * wide, width: 0.76 * wide, y: 100 - from - long, height: long }));
    });
    [high, high / 2, 0].forEach((value, n) => { figure.querySelector('.axis').children[n].textContent = value; });
    for (const row of document.querySelectorAll('tr[data-column]')) {
      const own = sums.column.get(Number(row.dataset.column)) ?? sum();
      row.hidden = !own.stories;
      write(row, own);
    }
  }

  // Each time it is begun with what the template has written, so that this comes back when no filter is left.
  const parts = ['sums', 'time', 'desks', 'sections', 'rules', 'worst'].map((id) => document.getElementById(id)?.closest('section')).filter(Boolean);
  const kept = parts.map((part) => part.cloneNode(true));

  function restore() {
    parts.forEach((part, n) => {
      const opened = [...part.querySelectorAll('details')].map((details) => details.open);
      parts[n] = kept[n].cloneNode(true);
      parts[n].querySelectorAll('details').forEach((details, m) => { details.open = opened[m]; });
      part.replaceWith(parts[n]);
    });
  }

  return (filters) => {
    restore();
    if (!filters.said.length) return;
    const { all, sums } = count(filters);
    write(document.getElementById('all-sums'), all);
    bar(document.querySelector('.bar.whole'), all, all.rate, lying);
    for (const place of document.querySelectorAll('[data-level]')) {
      const n = all.levels[place.dataset.level];
      const count = document.createElement('b');
      count.textContent = whole(n);
      place.replaceChildren(count, ` ${several(n, LEVELS[place.dataset.level]).replace(/^\S+ /, '')}`);
    }
    for (const id of ['desks', 'sections', 'rules']) {
      const heading = document.getElementById(id);
      if (heading) table(heading.closest('section'), sums);
    }
    plot(sums);
    const shown = document.getElementById('shown');
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.all = '';
    button.textContent = 'Count all';
    shown.replaceChildren(`Counted here: ${filters.said.join(', ')}. `, button);
    shown.hidden = false;
  };
};
