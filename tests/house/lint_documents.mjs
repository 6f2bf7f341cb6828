// Reads the two documents of the interfaces with the tools that others read such documents with, and
// ends badly on any word of theirs, be it an error or a hint.
//   node lint_documents.mjs NODE_MODULES OPENAPI.json ASYNCAPI.yaml
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, openapi, asyncapi] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const said = [];

async function redocly(file) {
  const { createConfig, lint } = require("@redocly/openapi-core");
  const config = await createConfig({ extends: ["recommended"] });
  for (const problem of await lint({ ref: file, config })) {
    const at = problem.location.map((place) => place.pointer).join(", ");
    said.push(`redocly ${problem.severity} ${problem.ruleId} ${at}: ${problem.message}`);
  }
}

async function spectral(file) {
  const { Spectral } = require("@stoplight/spectral-core");
  const { oas } = require("@stoplight/spectral-rulesets");
  const linter = new Spectral();
  linter.setRuleset({ extends: [[oas, "recommended"]] });
  for (const problem of await linter.run(readFileSync(file, "utf8"))) {
    said.push(`spectral ${problem.code} ${problem.path.join(".")}: ${problem.message}`);
  }
}

async function parser(file) {
  const { Parser } = require("@asyncapi/parser");
  const { document, diagnostics } = await new Parser().parse(readFileSync(file, "utf8"));
  for (const problem of diagnostics) {
    said.push(`asyncapi ${problem.code} ${problem.path.join(".")}: ${problem.message}`);
  }
  if (!document) said.push("asyncapi: no document came out");
}

await redocly(openapi);
await spectral(openapi);
await parser(asyncapi);
console.log(said.join("\n"));
process.exit(said.length ? 1 : 0);
