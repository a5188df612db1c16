#!/usr/bin/env node
// Turns the bundled front end into an assembler file that carries every file's bytes (.incbin) and a
// C++ table of them, so that the program needs no file beside it.
//
//   node cmake/embed_assets.mjs BUNDLE_DIR OUT.S OUT.cpp HEADER NAMESPACE ONLY
//
// HEADER declares `assets()` in NAMESPACE; ONLY is a regular expression on names in the bundle.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [bundle, assembler, table, header, namespace, only] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(bundle, "manifest.json"), "utf8"));
const files = manifest.filter(({ file }) => new RegExp(only).test(file));

const text = (value) => JSON.stringify(value);
const asm = [".section .rodata"];
const declarations = [];
const rows = [];

// Declares the symbols of one file's bytes; returns the C++ expression that views them.
function embed(symbol, path) {
  if (!existsSync(path)) return "std::string_view()";
  asm.push(`.global ${symbol}`, `.global ${symbol}_end`, ".balign 16", `${symbol}:`,
    `  .incbin ${text(resolve(path))}`, `${symbol}_end:`, "  .byte 0");
  declarations.push(`extern const char ${symbol}[], ${symbol}_end[];`);
  return `std::string_view(${symbol}, static_cast<size_t>(${symbol}_end - ${symbol}))`;
}

files.forEach((file, index) => {
  const path = join(bundle, file.file);
  const etag = createHash("sha256").update(readFileSync(path)).digest("base64url").slice(0, 22);
  const symbol = `${namespace.replaceAll("::", "_")}_asset_${index}`;
  const [identity, gzip, brotli] = ["", "gz", "br"].map((ending) =>
    embed(ending ? `${symbol}_${ending}` : symbol, ending ? `${path}.${ending}` : path));
  rows.push(`      {${text(file.path)}, ${text(file.content_type)},\n       ${identity},\n       ${gzip},\n` +
    `       ${brotli},\n       ${text(etag)}, /*immutable=*/${Boolean(file.immutable)}},`);
});
asm.push('.section .note.GNU-stack,"",@progbits', "");

writeFileSync(assembler, asm.join("\n"));
writeFileSync(table, `// Written by cmake/embed_assets.mjs from the bundled front end.
#include "${header}"

extern "C" {
${declarations.join("\n")}
}

namespace ${namespace} {

const std::vector<net::Asset>& assets() {
  static const std::vector<net::Asset> all = {
${rows.join("\n")}
  };
  return all;
}

}  // namespace ${namespace}
`);
