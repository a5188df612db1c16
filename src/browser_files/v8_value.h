// Values as Chromium stores them in IndexedDB: V8's serialization in the envelope of Blink.
//
// Of v8/src/objects/value-serializer.cc (SerializationTag and what follows each of them, formats
// 9 to 16), blink/renderer/bindings/core/v8/serialization (versions 16 and later wrap V8's; from
// 21 on 0xFE and twelve bytes say where the trailer is) and
// blink/renderer/modules/indexeddb/idb_value_wrapping.cc (0xFF 0x11 0x01: the value is in a blob;
// 0xFF 0x11 0x02: it is compressed with Snappy).
#pragma once

#include <cstddef>
#include <string_view>

#include "browser_files/value_texts.h"

namespace glassjar::browser_files {

// What a compressed value may grow to; a larger one is left unread.
inline constexpr size_t kV8ValueBytesMax = 1 << 20;

// Adds the texts of a value, which may be cut off, under "value". What cannot be read, or comes
// after it, is left unread; what was found before it stays. Takes time by the number of bytes.
void read_v8_value(std::string_view bytes, ValueTexts& into);

}  // namespace glassjar::browser_files
