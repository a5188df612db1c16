// Values as Firefox stores them in IndexedDB: SpiderMonkey's structured clone, 64-bit words of a
// tag (upper half) and data (lower half).
//
// Of js/src/vm/StructuredClone.cpp (StructuredDataType, JSStructuredCloneReader: what is in an
// object comes after it, until an end of keys, the innermost object first) and, for blobs and
// files, dom/base/StructuredCloneTags.h and dom/indexedDB/ActorsParentCommon.cpp.
#pragma once

#include <string_view>

#include "browser_files/value_texts.h"

namespace glassjar::browser_files {

// Adds the texts of a value, which may be cut off, under "value". What cannot be read, or comes
// after it, is left unread; what was found before it stays. Takes time by the number of bytes.
void read_structured_clone(std::string_view bytes, ValueTexts& into);

}  // namespace glassjar::browser_files
