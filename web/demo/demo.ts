// The demo shop: only its look. What it tells Glassjar is up to the tracker and the widget, as on any
// site.
import "../theme.css";
import "./demo.css";
