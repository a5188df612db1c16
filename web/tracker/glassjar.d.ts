// What the tracker puts on `window`, for itself, for the widget and for the site's own code.

export interface EventOptions {
  props?: Record<string, string | number | boolean>;
  // False: the event does not end a bounce.
  interactive?: boolean;
}

export interface Glassjar {
  (name: string, options?: EventOptions): void;
  // The number of this page load; the widget hands it over when the person chooses.
  pl?: string;
  // The arguments of calls made before the tracker had loaded.
  q?: [string, EventOptions?][];
}

declare global {
  interface Window {
    glassjar?: Glassjar;
  }
}
