// Filters, and whose a page is.
"use strict";

/** The hits with the chosen values of each facet, and how many each value would leave: [[facet, [[value, label, count]]]]. */
async function narrow(index, found, wanted) {
  const all = await index.facets();
  const passes = all.map(({ name, values }) => {
    const chosen = [wanted[name] || []].flat();
    return ({ page }) => !chosen.length || values.some(([value, , has]) => chosen.includes(value) && has.has(page));
  });
  const left = (but) => found.filter((hit) => passes.every((pass, i) => i === but || pass(hit)));
  const counts = all.map(({ name, values }, i) => {
    const rest = left(i);
    return [name, values.map(([value, label, has]) => [value, label, rest.filter(({ page }) => has.has(page)).length])];
  });
  return [left(), counts];
}

/** Whose a page is, to somebody with a role: 1 where it states theirs, -1 where it states others only, else 0. */
async function whose(index, role) {
  const roles = (await index.facets()).find(({ name }) => name === "role");
  return (page) => {
    const stated = roles ? roles.values.filter(([, , has]) => has.has(page)) : [];
    return stated.some(([value, label]) => value === role || /^(all|any|every)/i.test(label)) ? 1 : -!!stated[0];
  };
}

module.exports = { narrow, whose };
