// Chromium as the checks beside this file start it.
import { chromium } from "playwright-core";

const flags =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking " +
  "--disable-component-update --disable-sync";

export function launch() {
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: flags.split(" ") });
}
