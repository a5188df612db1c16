// The entry point of staff's pages: /dashboard, /sign-in and /inbox.
import { render } from "preact";
import "uplot/dist/uPlot.min.css";
import "../theme.css";
import "./styles/frame.css";
import "./styles/overview.css";
import "./styles/panels.css";
import "./styles/dialogs.css";
import "./styles/forms.css";
import "./styles/inbox.css";
import { App } from "./app";
import { applyTheme, storedTheme } from "./theme";

applyTheme(storedTheme());
const root = document.getElementById("app");
if (root) render(<App />, root);
