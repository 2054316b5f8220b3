// Words, split and folded as the generator does it (src/search/words.rs).
"use strict";

// Letters that are no other letter with a sign, each with what is written for it.
const LETTERS = "æae œoe øo ßss þth ðd đd ħh ıi łl ŧt ĸk ŋn ſs ĳij";
const LETTER = "\\p{Alphabetic}\\p{N}";
const RUN = new RegExp(`[A-Za-z](\\+\\+|#)(?![${LETTER}])|[${LETTER}]([${LETTER}\\u2019\\u02bc\\u00ad\\u0300-\\u036f]|['-](?=[${LETTER}])|_(?=[${LETTER}_]))*`, "gu");
const UNSPACED = /([\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]+)/u;

const fold = (text) =>
  text
    .toLowerCase()
    .replace(/[\u00df-\u017f]/g, (c) => LETTERS.match(c + "(\\w+)")?.[1] || c.normalize("NFD"))
    .replace(/['\u2019\u02bc\u00ad\u0300-\u036f]/g, "");

function camel(piece) {
  if (!/^[a-z]+\d*$/i.test(piece)) return [piece];
  const parts = piece
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])(?=[A-Z]([a-z][a-z]|[a-rt-z]))/g, "$1 ")
    .split(" ");
  return parts.some((part) => part.length < 2) ? [piece] : parts;
}

/**
 * The words of a text: [{ word, parts, name, start, end }]; `parts` is the word alone but for
 * compounds, and a `name` is one without hyphens.
 */
function words(text) {
  const found = [];
  for (const match of text.matchAll(RUN)) {
    const start = match.index;
    const end = start + match[0].length;
    const parts = match[0].split(/[-_]/).flatMap(camel).map(fold).filter(Boolean);
    if (!parts.length) continue;
    const split = parts.flatMap((part) =>
      part.split(UNSPACED).flatMap((run) => {
        const letters = UNSPACED.test(run) ? [...run] : [];
        return letters.length < 3 ? run.slice(0, 80) || [] : letters.slice(1).map((c, i) => letters[i] + c);
      }),
    );
    const whole = fold(match[0].replace(/-/g, "").replace(/_+/g, "_").replace(/_$/, ""));
    found.push({ word: parts.length > 1 || split.length === 1 ? whole.slice(0, 80) : "", parts: split, name: parts.length > 1 && !match[0].includes("-"), start, end });
  }
  return found;
}

/** The option that a text begins with: `/GUARD`, `--guard` and `-Guard` are one. */
const option = (text) => /^[/-]-?[a-z][a-z\d]*/i.exec(text)?.[0].toLowerCase().replace(/\W+/, "/");

/** Three bits of a word, as the generator gives them (src/search/neighbours.rs). */
const hint = (word) => word && ((4 * word.charCodeAt(0) + 7 * (word.charCodeAt(1) || 0)) >> 3) & 7;

module.exports = { fold, hint, option, words };
