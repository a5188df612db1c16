// Turns the Public Suffix List into the hash table that src/cookies/registrable_domain.cpp reads in place.
//
//   node public_suffixes.mjs effective_tld_names.dat public_suffixes.bin
//
// All numbers are little-endian.
//   u32  slots, a power of two, at most half of them used
//   u32  × slots: 0, or where a rule begins, counted from the beginning of the file
//   rules: u8 kinds (1 = rule, 2 = "*." before it, 4 = "!" before it), u8 length, the name in UTF-8
//
// A rule's first slot is its hash modulo slots; the next free one is taken on collision. The hash is FNV-1a of
// 32 bits over the name's bytes from last to first, so that one walk through a host from its end
// hashes all its suffixes. A rule with other than ASCII letters is there in both its forms.
import { readFileSync, writeFileSync } from "node:fs";
import { domainToASCII } from "node:url";

const RULE = 1, WILDCARD = 2, EXCEPTION = 4;

function readRules(text) {
  const rules = new Map();
  for (const raw of text.split("\n")) {
    const line = raw.trim().split(/\s/)[0];
    if (!line || line.startsWith("//")) continue;
    const kind = line.startsWith("!") ? EXCEPTION : line.startsWith("*.") ? WILDCARD : RULE;
    const name = line.replace(/^(!|\*\.)/, "");
    if (name.includes("*")) throw new Error(`${line}: a wildcard in the middle is not supported`);
    for (const form of new Set([name, domainToASCII(name)])) {
      if (!form) throw new Error(`${line}: no ASCII form`);
      rules.set(form, (rules.get(form) ?? 0) | kind);
    }
  }
  return rules;
}

function hash(bytes) {
  let value = 0x811c9dc5;
  for (let i = bytes.length - 1; i >= 0; --i) value = Math.imul(value ^ bytes[i], 0x01000193) >>> 0;
  return value;
}

function table(rules) {
  const slotCount = 2 ** Math.ceil(Math.log2(rules.size * 2));
  const slots = new Uint32Array(slotCount);
  const chunks = [];
  let offset = 4 + 4 * slotCount;
  for (const [name, kinds] of rules) {
    const bytes = Buffer.from(name);
    if (bytes.length > 255) throw new Error(`${name}: too long`);
    let slot = hash(bytes) & (slotCount - 1);
    while (slots[slot]) slot = (slot + 1) & (slotCount - 1);
    slots[slot] = offset;
    chunks.push(Buffer.from([kinds, bytes.length]), bytes);
    offset += 2 + bytes.length;
  }
  const head = Buffer.alloc(4 + 4 * slotCount);
  head.writeUInt32LE(slotCount, 0);
  slots.forEach((value, index) => head.writeUInt32LE(value, 4 + 4 * index));
  return Buffer.concat([head, ...chunks]);
}

const [listPath, outPath] = process.argv.slice(2);
const rules = readRules(readFileSync(listPath, "utf8"));
if (rules.size < 5000) throw new Error(`${listPath}: only ${rules.size} rules`);
writeFileSync(outPath, table(rules));
