// Runs the housing aids of Catala's compiled law over a list of cases, in one node process.
//
// usage: node catala_driver.js <folder of node_modules>
// One JSON array on stdin, each item {scope, input}; one JSON array on stdout, each item
// {ok: {...numbers and booleans of the scope, final amounts}} or {error: message}.
"use strict";

const path = require("path");

const folder = process.argv[2];
const law = require(
  path.join(folder, "@catala-lang", "french-law", "src", "french_law.js"),
);

// What a scope returns mixes values and functions; the function that treats the final amount
// (minimum, fixed reduction, CRDS) is applied to the amount of the formula.
function plain(result) {
  const out = {};
  for (const [name, value] of Object.entries(result)) {
    if (typeof value !== "function") {
      out[name] = value;
    }
  }
  if (typeof result.traitementAideFinale === "function") {
    let treat = result.traitementAideFinale;
    let value = treat(result.aideFinaleFormule);
    if (typeof value === "function") {
      value = value(result.aideFinaleFormule);
    }
    out.aideTraitee = value;
  }
  return out;
}

let text = "";
process.stdin.on("data", (chunk) => {
  text += chunk;
});
process.stdin.on("end", () => {
  const results = JSON.parse(text).map(({ scope, input }) => {
    law.eventsManager.resetLog(0);
    try {
      return { ok: plain(law.AidesLogementLib[scope](input)) };
    } catch (error) {
      return { error: String((error && error.message) || error).slice(0, 300) };
    }
  });
  process.stdout.write(JSON.stringify(results));
});
