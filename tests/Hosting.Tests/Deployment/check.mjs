// Checks files of Docker Compose and Kubernetes against their schemas: node check.mjs compose|kubernetes FILE…
// One line for each fault, "file: object: where what"; nothing when there is none. Run in the folder that holds node_modules.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const { parseAllDocuments } = require("yaml");
const [kind, ...files] = process.argv.slice(2);

const documents = (file) =>
  parseAllDocuments(readFileSync(file, "utf8"), { merge: true }).map((document) => {
    if (document.errors.length > 0) throw new Error(`${file}: ${document.errors[0].message}`);
    return document.toJS();
  });

const schemaOfCompose = () => {
  const Ajv = require("ajv").default;
  // The linter carries the specification's schema. It spells its dialect in a way that ajv does not know.
  const { $schema, ...schema } = JSON.parse(readFileSync("node_modules/dclint/schemas/compose.schema.json", "utf8"));
  return new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
};

// kubernetes-models has the API's schemas as validators that let unknown members pass; the client's classes know every member.
const faultsOfKubernetes = (object) => {
  const [group, version] = object.apiVersion.includes("/") ? object.apiVersion.split("/") : ["", object.apiVersion];
  let model;
  try {
    model = require(`kubernetes-models/${object.apiVersion}/${object.kind}`)[object.kind];
  } catch {
    return [`/kind there is no ${object.kind} in ${object.apiVersion}`];
  }

  const faults = [];
  try {
    new model(object).validate();
  } catch (error) {
    faults.push(...(error.errors ?? [error]).map((one) => `${one.instancePath ?? ""} ${one.message}`));
  }

  const client = require(join(process.cwd(), "node_modules/@kubernetes/client-node/dist/gen/models/all.js"));
  const classOf = (name) => client[name]?.getAttributeTypeMap?.();
  const walk = (value, type, path) => {
    const list = /^Array<(.*)>$/.exec(type)?.[1];
    const map = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
    if (list && Array.isArray(value)) value.forEach((one, index) => walk(one, list, `${path}/${index}`));
    else if (map && value && typeof value === "object") Object.entries(value).forEach(([key, one]) => walk(one, map, `${path}/${key}`));
    else if (classOf(type) && value && typeof value === "object") {
      const known = new Map(classOf(type).map((member) => [member.baseName, member.type]));
      for (const [key, one] of Object.entries(value)) {
        if (known.has(key)) walk(one, known.get(key), `${path}/${key}`);
        else faults.push(`${path}/${key} is unknown`);
      }
    }
  };
  const name = `${version[0].toUpperCase()}${version.slice(1)}${object.kind}`;
  if (!classOf(name)) faults.push(`/kind ${name} is unknown${group && ` in ${group}`}`);
  walk(object, name, "");
  return faults;
};

const compose = kind === "compose" ? schemaOfCompose() : null;
for (const file of files) {
  for (const object of documents(file)) {
    const faults = compose
      ? (compose(object), (compose.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`))
      : faultsOfKubernetes(object);
    for (const fault of faults) console.log(`${file}: ${object.kind ?? "compose"}: ${fault}`);
  }
}
