// The words of the interface. A call `t("Next")` is its text in the language of the site before a reader gets the
// script; one with values, `t("{n} results", { n })`, fills them in, and chooses the plural by `n` where there is one.
"use strict";

const plurals = new Intl.PluralRules(document.documentElement.lang);

function t(text, values) {
  if (text.other) text = text[plurals.select(values.n)] || text.other;
  return text.replace(/\{(\w+)\}/g, (name, key) => values[key]);
}

module.exports = { t };
