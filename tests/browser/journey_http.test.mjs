// The main job over plain HTTP on loopback; makes the pictures for the README on its way.
import { Journey } from "./journey.mjs";
import { story } from "./steps.mjs";

story("the main job, over plain HTTP", new Journey({ tls: false, pictures: true }).story);
