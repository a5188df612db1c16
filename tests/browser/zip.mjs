// Reads a ZIP file: name to content, from its central directory (APPNOTE.TXT, sections 4.3.12 and 4.3.16).
import * as zlib from "node:zlib";

const kEndSignature = 0x06054b50;
const kEntrySignature = 0x02014b50;
const kStored = 0;
const kDeflated = 8;

export function unzip(bytes) {
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== kEndSignature) end--;
  if (end < 0) throw new Error("not a ZIP file");
  const files = {};
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (bytes.readUInt32LE(at) !== kEntrySignature) throw new Error(`no entry at ${at}`);
    const [name_size, extra_size, comment_size] = [28, 30, 32].map((o) => bytes.readUInt16LE(at + o));
    const name = bytes.toString("utf8", at + 46, at + 46 + name_size);
    files[name] = contentOf(bytes, at, name);
    at += 46 + name_size + extra_size + comment_size;
  }
  return files;
}

function contentOf(bytes, entry, name) {
  const method = bytes.readUInt16LE(entry + 10);
  const size = bytes.readUInt32LE(entry + 20);
  const local = bytes.readUInt32LE(entry + 42);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.subarray(start, start + size);
  if (method !== kStored && method !== kDeflated) throw new Error(`${name}: method ${method}`);
  const content = method === kStored ? packed : zlib.inflateRawSync(packed);
  if (zlib.crc32 && zlib.crc32(content) !== bytes.readUInt32LE(entry + 16)) throw new Error(`${name}: wrong checksum`);
  return content.toString("utf8");
}
