// The main job over TLS with a certificate of our own.
import { Journey } from "./journey.mjs";
import { story } from "./steps.mjs";

story("the main job, over TLS", new Journey({ tls: true }).story);
