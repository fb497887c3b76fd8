// Makes the files for browsers from the wasm that Cargo built.
//   node script/site.mjs WASM DIRECTORY
// The directory gets pkg/meetifyr.HASH.js, pkg/meetifyr.HASH_bg.wasm and pkg/meetifyr.HASH.css, the files of
// public/, each also compressed, and site.json with the names.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { buildSync } from "esbuild";

const [, , wasm, directory] = process.argv;
const work = mkdtempSync(join(tmpdir(), "site-"));
const at = (name) => join(work, name);
const run = (command, ...options) => execFileSync(command, options, { stdio: ["ignore", "ignore", "inherit"] });
const node = (command, ...options) => run(join("node_modules/.bin", command), ...options);

/** What rustc and wasm-bindgen use of wasm; every browser since 2022 has it. */
const features = ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types",
  "sign-ext"].map((feature) => `--enable-${feature}`);

/** The script that wasm-bindgen wrote, without the classes that nothing in it uses: those of wasm-streams. */
function withoutUnusedClasses(script) {
  for (const [, name] of script.matchAll(/^export class (\w+)/gm)) {
    const parts = [
      new RegExp(`^export class ${name} \\{\\n[^]*?^\\}\\n`, "m"),
      new RegExp(`^if \\(Symbol\\.dispose\\) ${name}\\..*\\n`, "m"),
      new RegExp(`^const ${name}Finalization = [^]*?;\\n`, "m"),
    ];
    const rest = parts.reduce((text, part) => text.replace(part, ""), script);
    if (!rest.includes(name)) script = rest;
  }
  return script;
}

/** The script without the imports that the wasm does not ask for any more. */
function withoutUnusedImports(script, wasm) {
  const needed = new Set(WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map((entry) => entry.name));
  return script.replace(/^ {8}(\w+): (?:function|.*\bfunction)[^]*?^ {8}\}.*,\n/gm, (entry, name) =>
    needed.has(name) ? entry : "",
  );
}

/** Minified, with only what leptos and the islands call. */
function minified(script) {
  const islands = [...script.matchAll(/^export function (\w+)/gm)].map(([, name]) => name);
  writeFileSync(at("meetifyr.js"), script);
  writeFileSync(at("entry.js"), `export { default, ${islands.join(", ")} } from "./meetifyr.js";`);
  const options = { bundle: true, minify: true, format: "esm", target: "es2022", write: false };
  return buildSync({ ...options, entryPoints: [at("entry.js")] }).outputFiles[0].text;
}

/** Removes from the wasm what neither the script nor the start needs. */
function removeUnreachable(script) {
  const exports = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(at("meetifyr_bg.wasm"))));
  const used = (name) => new RegExp(`\\bwasm\\.${name}\\b`).test(script);
  const roots = exports.filter(({ name }) => used(name) || name === "__wbindgen_start");
  writeFileSync(at("graph.json"), JSON.stringify(roots.map(({ name }) => ({ name, root: true, export: name }))));
  node("wasm-metadce", at("meetifyr_bg.wasm"), "--graph-file", at("graph.json"), "-o", at("small.wasm"), "--debuginfo",
    ...features);
}

run("wasm-bindgen", "--target", "web", "--no-typescript", "--encode-into", "always", "--omit-default-module-path",
  "--out-name", "meetifyr", "--out-dir", work, wasm);
let script = withoutUnusedClasses(readFileSync(at("meetifyr.js"), "utf8"));
removeUnreachable(script);
// What counts is the compressed size. Functions that are called once stay functions: inlined they are smaller, but
// look less alike, and take 11 kilobytes more after compression. In the order of their names, functions of the same
// crate and generic function stand together, which saves 2 kilobytes. Of the lowest memory, which is the end of the
// stack, nothing has an address: knowing that saves one.
node("wasm-opt", "-Os", "--one-caller-inline-max-function-size", "16", "--low-memory-unused",
  "--reorder-functions-by-name", "--strip-debug", "--strip-producers", "--strip-target-features", ...features,
  at("small.wasm"), "-o", at("best.wasm"));
const code = readFileSync(at("best.wasm"));
script = minified(withoutUnusedImports(script, code));
node("tailwindcss", "--input", "style/main.css", "--output", at("main.css"), "--minify");
const style = readFileSync(at("main.css"));

const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest("hex").slice(0, 12);
const names = { output_name: `meetifyr.${hash(script, code)}`, style: `meetifyr.${hash(style)}.css` };
const site = at("site");
mkdirSync(join(site, "pkg"), { recursive: true });
cpSync("public", site, { recursive: true });
writeFileSync(join(site, "pkg", `${names.output_name}.js`), script);
writeFileSync(join(site, "pkg", `${names.output_name}_bg.wasm`), code);
writeFileSync(join(site, "pkg", names.style), style);
for (const name of readdirSync(site, { recursive: true, withFileTypes: true })) {
  if (!name.isFile()) continue;
  const path = join(name.parentPath, name.name);
  const content = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}
writeFileSync(join(site, "site.json"), JSON.stringify(names));
rmSync(directory, { recursive: true, force: true });
cpSync(site, directory, { recursive: true });
rmSync(work, { recursive: true });
