// Answers the page's consent banner by the rules of autoconsent (MPL-2.0), whose script for
// automated browsers follows this one. AUTO_ACTION ("optIn" or "optOut"), HEURISTIC and RULES are
// filled in by the audit.
(() => {
  "use strict";
  const report = globalThis.glassjarChoice;
  if (typeof report !== "function" || globalThis.autoconsentReceiveMessage) return;
  delete globalThis.glassjarChoice;
  const action = AUTO_ACTION;
  const config = {
    enabled: true,
    autoAction: action,
    disabledCmps: [],
    enablePrehide: false,
    enableCosmeticRules: false,
    enableGeneratedRules: true,
    detectRetries: 8,
    isMainWorld: true,
    enableHeuristicDetection: true,
    heuristicMode: HEURISTIC,
  };
  // A rule without steps for the action would report that it was done.
  const rules = RULES.filter((rule) => rule[action]?.length > 0);
  globalThis.autoconsentSendMessage = async (message) => {
    const { type, cmp, result, state, mainFrame } = message;
    if (type === "init")
      setTimeout(() => globalThis.autoconsentReceiveMessage({ type: "initResp", config, rules: { autoconsent: rules } }), 0);
    else report(JSON.stringify({ type, cmp, result, lifecycle: state?.lifecycle, top: window.top === window && mainFrame !== false }));
  };
})();
