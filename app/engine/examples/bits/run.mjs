// Runs the wasm build of the example "bits" and fails if a fingerprint differs from the stored one.
import { readFile } from "node:fs/promises";

const module = await WebAssembly.compile(await readFile(process.argv[2]));
// Nothing is called from outside; whatever a dependency declares gets a function that says so.
const imports = {};
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
  imports[from] ??= {};
  imports[from][name] = () => {
    throw new Error(`${from}.${name} was called`);
  };
}
const { exports } = await WebAssembly.instantiate(module, imports);
const different = exports.main(0, 0);
if (different !== 0) {
  console.error(`${different} series differ between the native and the wasm build`);
  process.exit(1);
}
console.log("every series has the same bits natively and in wasm");
