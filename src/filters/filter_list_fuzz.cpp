// Any bytes as a filter list, with its last line as a URL: parsing and building are bounded, every
// built index opens, and a verdict names rules of the list.
#include "filters/index.h"
#include "filters/index_builder.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::filters;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::vector<FilterList> lists = {FilterList::parse("fuzz", text)};
  const auto index = Index::open(IndexBytes(build_index(lists)));
  if (!index) __builtin_trap();
  const std::string_view url = text.substr(text.rfind('\n') + 1);
  for (const RequestType type : {RequestType::Script, RequestType::Any, RequestType::Document}) {
    const Verdict verdict = index->match({.url = url,
                                          .source_host = "www.page.example",
                                          .site = host_of(url),
                                          .source_site = "page.example",
                                          .type = type});
    const bool named = text.find(verdict.rule) != std::string_view::npos;
    const bool reasoned = verdict.blocked == (!verdict.rule.empty() && verdict.exception.empty());
    if (!named || !reasoned) __builtin_trap();
  }
  return 0;
}
