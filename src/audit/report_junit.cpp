// The audit as JUnit XML, for CI (https://llg.cubic.org/docs/junit/).
#include <fmt/core.h>

#include "audit/html.h"
#include "audit/report.h"

namespace glassjar::audit {
namespace {

std::string evidence_text(const Finding& finding) {
  std::string text = finding.summary + "\n";
  for (const std::string& line : finding.evidence) text += "- " + line + "\n";
  return text;
}

void write_finding(MarkupWriter& xml, const Finding& finding, std::string_view class_name,
                   bool fails) {
  const auto test = xml.open("testcase", {{"classname", class_name}, {"name", finding.subject}});
  const std::string text = evidence_text(finding);
  if (fails)
    xml.element("failure", text, {{"type", info(finding.kind).id}, {"message", finding.summary}});
  else
    xml.element("system-out", text);
}

}  // namespace

std::string junit_report(const Audit& audit, const std::set<Kind>& failing) {
  MarkupWriter xml;
  xml.literal("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  const std::string name = "glassjar audit " + audit.inventory.site;
  {
    const auto suites = xml.open("testsuites", {{"name", name}});
    for (const KindInfo& kind : kinds()) {
      const size_t count = audit.count(kind.kind);
      const bool fails = failing.contains(kind.kind);
      const std::string tests = fmt::format("{}", std::max<size_t>(count, 1));
      const std::string failures = fmt::format("{}", fails ? count : 0);
      const std::string class_name = fmt::format("audit.{}", kind.id);
      const auto suite = xml.open("testsuite", {{"name", kind.title},
                                                {"tests", tests},
                                                {"failures", failures},
                                                {"errors", "0"},
                                                {"timestamp", to_iso(audit.made)}});
      if (count == 0)
        xml.element("testcase", "", {{"classname", class_name}, {"name", "nothing found"}});
      for (const Finding& finding : audit.findings)
        if (finding.kind == kind.kind) write_finding(xml, finding, class_name, fails);
    }
  }
  return xml.take();
}

}  // namespace glassjar::audit
