// The demo shop: only its look. What it tells Glassjar is up to the tracker and the widget, as on any
// site.
import "../theme.css";
import "./demo.css";

// In the frame of the page of two sides the way there is no news.
if (self !== top) document.documentElement.classList.add("is-framed");
