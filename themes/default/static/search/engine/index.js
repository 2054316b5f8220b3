// The index: its files, loaded when they are needed and once, and what they say.
"use strict";

const { classes, cursor, find, pages } = require("./files.js");

const slug = (heading) => heading.toLowerCase().replace(/[^\p{Alphabetic}\p{N}_ -]/gu, "").replace(/ /g, "-");

/**
 * `load(path, version)` promises the text of a file of the index, or what its script handed over.
 * `root` is there after `ready()`.
 */
function openIndex(load) {
  const cache = new Map();
  const index = { root: null, ready, file, shard, shardOf, lookup, beginning, head, passage, facets };

  /** What is in a file, or what `made` makes of it. */
  function file(name, made = (content) => content) {
    if (!cache.has(name)) {
      const loaded = Promise.resolve(load(name + ".js", index.root?.version)).then((text) =>
        made((text.match ? JSON.parse(text.match(/\((.*)\)/s)[1]) : text)[1]),
      );
      loaded.catch(() => cache.delete(name));
      cache.set(name, loaded);
    }
    return cache.get(name);
  }

  /** Loads what every search needs. */
  async function ready() {
    if (index.root) return;
    const data = await file("root");
    const root = {
      ...data,
      starts: data.starts.split(" "),
      stop: new Set(data.stop.split(" ")),
      complaints: new Set(data.complaints.split(" ")),
      guides: new Set(),
      twins: new Map(),
    };
    pages(data.guides, (page) => root.guides.add(page));
    const [folders, text] = data.twins;
    const next = cursor(text);
    for (let gap, number = 0; (gap = next()) >= 0; number++) {
      number += gap;
      root.twins.set(number, { plain: next(), folder: folders[next()] });
    }
    index.root = root;
  }

  function shardOf(form) {
    return Math.max(0, find(index.root.starts, form));
  }

  /** A part of the dictionary. */
  function shard(number) {
    return file("t/" + number, (parts) => {
      const pairs = (text, by) => new Map(text.split(by).map((pair) => pair.split("=")));
      const made = { list: classes(parts), known: new Map(), aliases: pairs(parts[5], " "), beginnings: pairs(parts[6], ","), codes: parts[7] };
      for (const entry of made.list) for (const form of entry.forms) made.known.set(form, entry);
      return made;
    });
  }

  /** The class of a form, if any page has it. */
  async function lookup(form) {
    const home = await shard(shardOf(form));
    const alias = home.aliases.get(form);
    return home.known.get(form) || (alias && (await shard(shardOf(alias))).known.get(alias));
  }

  /** Classes with a form that starts with `word`; of many, some common ones. */
  async function beginning(word) {
    const first = shardOf(word);
    const last = shardOf(word + "\u{10ffff}");
    // Of many parts of the dictionary, two with common words: a third is not worth its bytes.
    const homes = last - first > 1 ? ((await shard(first)).beginnings.get(word) || word).split(" ").map(shardOf) : [first, last];
    const found = [];
    for (const { list } of await Promise.all([...new Set(homes)].slice(0, 2).map(shard))) {
      for (const entry of list) if (entry.forms.some((form) => form.startsWith(word))) found.push(entry);
    }
    return found;
  }

  /** What is known of a page: its title, path, description and headings. */
  async function head(page) {
    const card = (await file("h/" + Math.floor(page / index.root.heads)))[page % index.root.heads];
    const [title, path, description, kind, flat, file0, further] = card;
    const headings = [{ text: title, start: 0, anchor: "" }];
    let start = 0;
    for (let i = 0; i < flat.length; i += 3) {
      const symptom = flat[i + 1] < 0;
      start += symptom ? -1 - flat[i + 1] : flat[i + 1];
      headings.push({ text: flat[i], start, anchor: flat[i + 2] || slug(flat[i]), symptom });
    }
    return { title, path, description, kind, headings, file: file0, further };
  }

  /** The text of a passage of a page. */
  async function passage({ page, card }, at) {
    const number = find(card.further, at) + 1;
    for (const [of, first, texts] of await file("x/" + (card.file + number))) {
      if (of === page && at >= first && at < first + texts.length) return texts[at - first];
    }
    return "";
  }

  /** The facets: { name, values }, a value being [value, label, its pages]. */
  function facets() {
    return file("facets", (list) =>
      list.map(([name, values]) => ({
        name,
        values: values.map(([value, label, gaps]) => {
          const has = new Set();
          pages(gaps, (page) => has.add(page));
          return [value, label, has];
        }),
      })),
    );
  }

  return index;
}

module.exports = { openIndex };
