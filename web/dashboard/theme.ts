// Light, dark or as the system says: kept in this browser, shown as <html data-theme>.

export type Theme = "system" | "light" | "dark";

const key = "glassjar-theme";
const order: readonly Theme[] = ["system", "light", "dark"];
export const themeChanged = "glassjar:theme";

export function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(key);
    return order.find((theme) => theme === stored) ?? "system";
  } catch {
    return "system"; // storage is blocked: follow the system
  }
}

export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // It holds until the page is left.
  }
  dispatchEvent(new Event(themeChanged));
}

export function themeAfter(theme: Theme): Theme {
  return order[(order.indexOf(theme) + 1) % order.length] ?? "system";
}
