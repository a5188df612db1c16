// Attaching to targets and sorting what they report.
#include "audit/browser/page_session.h"

#include <boost/json/parse.hpp>

#include "audit/address.h"
#include "audit/browser/embedded.h"
#include "audit/browser/script_log.h"
#include "audit/json_fields.h"

namespace glassjar::audit::browser {
namespace {

namespace json = boost::json;

constexpr std::string_view kRecordBinding = "glassjarRecord";
constexpr std::string_view kChoiceBinding = "glassjarChoice";
constexpr size_t kChoiceBytesMax = 4096;

json::object auto_attach() {
  return {{"autoAttach", true}, {"waitForDebuggerOnStart", true}, {"flatten", true}};
}

bool is_worker(std::string_view type) {
  return type == "worker" || type == "shared_worker" || type == "service_worker";
}

bool has_document(std::string_view type) { return type == "page" || type == "iframe"; }

}  // namespace

PageSessions::PageSessions(CdpChannel& channel, Observation& into, std::string chooser)
    : channel_(channel), seen_(into), chooser_(std::move(chooser)), network_(into) {
  channel_.on_event([this](const CdpEvent& event) { on_event(event); });
}

Result<void> PageSessions::open_tab() {
  TRY(channel_.call("Target.setAutoAttach", auto_attach()));
  TRY(channel_.call("Browser.setDownloadBehavior", {{"behavior", "deny"}}));
  const json::object made = TRY(channel_.call("Target.createTarget", {{"url", "about:blank"}}));
  tab_target_ = text_field(made, "targetId");
  const auto found = [this] {
    for (const auto& [session, target] : targets_)
      if (target.id == tab_target_) tab_ = session;
    return !tab_.empty();
  };
  const bool attached = TRY(channel_.listen(channel_.now() + CdpChannel::kCallMax, found));
  if (!attached) return fail(ErrorCode::Unavailable, "browser: no session for a new tab");
  network_.set_main_frame(tab_target_);
  TRY(channel_.call("Page.enable", {}, tab_));
  TRY(channel_.call("DOMStorage.enable", {}, tab_));
  TRY(channel_.call("ServiceWorker.enable", {}, tab_));
  return {};
}

std::vector<std::string> PageSessions::documents() const {
  std::vector<std::string> sessions{tab_};
  for (const auto& [session, target] : targets_)
    if (session != tab_ && has_document(target.type)) sessions.push_back(session);
  return sessions;
}

void PageSessions::set_moment(const Moment& moment) {
  moment_ = moment;
  network_.set_moment(moment);
}

// A send can only fail with the browser gone, which the next call tells.
void PageSessions::send(std::string_view method, json::object params, std::string_view session) {
  static_cast<void>(channel_.send(method, std::move(params), session).has_value());
}

void PageSessions::prepare(const std::string& session, std::string_view type) {
  send("Network.enable", {{"maxPostDataSize", kTextBytesMax}}, session);
  send("Target.setAutoAttach", auto_attach(), session);
  if (has_document(type)) {
    send("Page.enable", {}, session);
    send("Runtime.enable", {}, session);
    send("Runtime.addBinding", {{"name", kRecordBinding}}, session);
    send("Page.addScriptToEvaluateOnNewDocument", {{"source", embedded::record_script()}}, session);
    if (!chooser_.empty()) {
      send("Runtime.addBinding", {{"name", kChoiceBinding}}, session);
      send("Page.addScriptToEvaluateOnNewDocument", {{"source", chooser_}}, session);
    }
  }
  if (is_worker(type)) {
    send("Runtime.enable", {}, session);
    send("Runtime.addBinding", {{"name", kRecordBinding}}, session);
    // It waits, so this is its first script.
    send("Runtime.evaluate", {{"expression", embedded::record_script()}}, session);
  }
  send("Runtime.runIfWaitingForDebugger", {}, session);
}

void PageSessions::on_event(const CdpEvent& event) {
  if (event.method.starts_with("Network.")) return network_.handle(event);
  if (event.method == "Target.attachedToTarget") return on_attached(event.params);
  if (event.method == "Target.detachedFromTarget") {
    targets_.erase(std::string(text_field(event.params, "sessionId")));
  } else if (event.method == "Page.loadEventFired") {
    loaded_ = loaded_ || event.session == tab_;
  } else if (event.method == "Page.javascriptDialogOpening") {
    send("Page.handleJavaScriptDialog", {{"accept", true}}, event.session);
  } else if (event.method == "Runtime.bindingCalled") {
    on_binding(event.params);
  } else if (event.method == "ServiceWorker.workerRegistrationUpdated") {
    on_workers(event.params);
  }
}

void PageSessions::on_attached(const json::object& params) {
  ++reports_;
  const std::string session(text_field(params, "sessionId"));
  const json::object& info = object_field(params, "targetInfo");
  const std::string type(text_field(info, "type"));
  targets_[session] = Target{.type = type, .id = std::string(text_field(info, "targetId"))};
  prepare(session, type);
}

void PageSessions::on_binding(const json::object& params) {
  ++reports_;
  const std::string_view payload = text_field(params, "payload");
  if (text_field(params, "name") == kChoiceBinding) return on_choice(payload);
  if (text_field(params, "name") == kRecordBinding) take_report(payload, moment_, seen_);
}

void PageSessions::on_choice(std::string_view payload) {
  if (payload.size() > kChoiceBytesMax || choice_ == ChoiceState::Made) return;
  boost::system::error_code error;
  const json::value parsed = json::parse(payload, error);
  if (error || !parsed.is_object()) return;
  const json::object& report = parsed.get_object();
  const std::string_view type = text_field(report, "type");
  if (type == "popupFound") {
    choice_ = ChoiceState::Found;
    choice_rule_ = text_field(report, "cmp");
  } else if (type == "optInResult" || type == "optOutResult") {
    choice_ = bool_field(report, "result") ? ChoiceState::Made : ChoiceState::Failed;
    choice_rule_ = text_field(report, "cmp");
  } else if (type == "report" && bool_field(report, "top") && choice_ == ChoiceState::Waiting &&
             text_field(report, "lifecycle") == "nothingDetected") {
    choice_ = ChoiceState::NothingFound;
  }
}

void PageSessions::on_workers(const json::object& params) {
  for (const json::value& each : array_field(params, "registrations")) {
    if (!each.is_object() || bool_field(each.get_object(), "isDeleted")) continue;
    const std::string scope = cut(text_field(each.get_object(), "scopeURL"));
    if (!is_web(scope) || seen_.storage.size() >= kRecordsMax) continue;
    seen_.storage.push_back(StorageSeen{.at = moment_,
                                        .store = cookies::Store::ServiceWorker,
                                        .origin = origin_of(scope),
                                        .name = scope,
                                        .kept = true});
  }
}

}  // namespace glassjar::audit::browser
