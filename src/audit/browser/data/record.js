// Runs in every document and worker before its own scripts: tells the audit which script writes cookies and
// storage, and which uses the interfaces that fingerprints are made with (definitions: Englehardt and
// Narayanan 2016, section 6; blacklight-collector's canvas-fingerprinting.ts).
(() => {
  "use strict";
  const report = globalThis.glassjarRecord;
  if (typeof report !== "function") return;
  delete globalThis.glassjarRecord;
  const { stringify } = JSON;
  const { apply, getOwnPropertyDescriptor, defineProperty } = Reflect;
  const PageError = Error;
  const kTextMax = 8192;
  const kReportsMax = 2000;
  let reports = 0;

  // Address of the innermost script on the stack that is not this file.
  const script = () => {
    const stack = String(new PageError().stack ?? "");
    for (const line of stack.split("\n").slice(1)) {
      if (line.includes("glassjar-record")) continue;
      const found = /(https?:\/\/[^\s()]+?)(?::\d+){0,2}\)?$/.exec(line) ?? /(https?:\/\/[^\s()]+?):\d+:\d+/.exec(line);
      if (found) return found[1];
    }
    return "";
  };
  // Where records belong: workers made of blobs and frames without a document of their own have no address.
  const place = () => (/^https?:/.test(location.href) ? location.href : `${globalThis.origin}/`);
  const tell = (kind, fields) => {
    if (reports++ >= kReportsMax) return;
    const cut = {};
    for (const [key, value] of Object.entries(fields)) cut[key] = String(value).slice(0, kTextMax);
    try {
      report(stringify({ kind, script: script(), document: place().slice(0, kTextMax), ...cut }));
    } catch {}
  };
  // Calls `before` ahead of a method, which then runs as it was.
  const watch = (prototype, name, before) => {
    const original = prototype?.[name];
    if (typeof original !== "function") return;
    const replaced = {
      [name](...words) {
        try {
          before(this, words);
        } catch {}
        return apply(original, this, words);
      },
    }[name];
    defineProperty(prototype, name, { ...getOwnPropertyDescriptor(prototype, name), value: replaced });
  };

  const documents = globalThis.Document?.prototype;
  const cookie = documents && getOwnPropertyDescriptor(documents, "cookie");
  if (cookie?.set)
    defineProperty(documents, "cookie", {
      ...cookie,
      set(line) {
        tell("cookie", { line });
        return apply(cookie.set, this, [line]);
      },
    });
  watch(globalThis.CookieStore?.prototype, "set", (_, [name, value]) => {
    const given = typeof name === "object" && name !== null ? name : { name, value };
    let line = `${given.name}=${given.value}; Path=${given.path ?? "/"}; Secure; SameSite=${given.sameSite ?? "Strict"}`;
    if (given.domain) line += `; Domain=${given.domain}`;
    if (given.expires) line += `; Expires=${new Date(Number(given.expires)).toUTCString()}`;
    if (given.partitioned) line += "; Partitioned";
    tell("cookie", { line });
  });
  watch(globalThis.Storage?.prototype, "setItem", (store, [name, value]) => {
    let kind = "session_storage";
    try {
      if (store === localStorage) kind = "local_storage";
    } catch {}
    tell(kind, { name, value });
  });
  watch(globalThis.IDBFactory?.prototype, "open", (_, [name]) => tell("indexed_db", { name }));
  watch(globalThis.CacheStorage?.prototype, "open", (_, [name]) => tell("cache_storage", { name }));
  watch(globalThis.ServiceWorkerContainer?.prototype, "register", (_, [url, options]) =>
    tell("service_worker", { name: options?.scope ? new URL(options.scope, location.href) : new URL(".", new URL(url, location.href)) }),
  );

  const told = new Set();
  const sign = (technique, evidence) => {
    const key = `${technique} ${script()}`;
    if (told.has(key)) return;
    told.add(key);
    tell("fingerprint", { technique, evidence });
  };
  // Canvas: at least 16 by 16, ten different characters or more, no sign of drawing for people, and
  // read back.
  const drawn = new WeakMap();
  const notes = (canvas) => {
    if (!drawn.has(canvas)) drawn.set(canvas, { letters: new Set(), people: false });
    return drawn.get(canvas);
  };
  const context = globalThis.CanvasRenderingContext2D?.prototype;
  for (const name of ["fillText", "strokeText"])
    watch(context, name, ({ canvas }, [text]) => {
      for (const letter of String(text).slice(0, 200)) notes(canvas).letters.add(letter);
    });
  for (const name of ["save", "restore"]) watch(context, name, ({ canvas }) => (notes(canvas).people = true));
  watch(globalThis.HTMLCanvasElement?.prototype, "addEventListener", (canvas) => (notes(canvas).people = true));
  const read = (canvas, width, height, how) => {
    const seen = drawn.get(canvas);
    if (!seen || seen.people || seen.letters.size < 10 || width < 16 || height < 16) return;
    sign("canvas", `${seen.letters.size} different characters drawn on ${width} by ${height}, then ${how}`);
  };
  watch(globalThis.HTMLCanvasElement?.prototype, "toDataURL", (canvas) => read(canvas, canvas.width, canvas.height, "toDataURL"));
  watch(context, "getImageData", ({ canvas }, [, , width, height]) => read(canvas, width, height, "getImageData"));

  const fonts = new Set();
  let measured = 0;
  const font = context && getOwnPropertyDescriptor(context, "font");
  if (font?.set)
    defineProperty(context, "font", {
      ...font,
      set(value) {
        if (fonts.size < 1000) fonts.add(String(value));
        return apply(font.set, this, [value]);
      },
    });
  watch(context, "measureText", () => {
    if (++measured >= 50 && fonts.size >= 50) sign("canvas fonts", `${fonts.size} fonts set, text measured ${measured} times`);
  });

  const audio = new Set();
  const base = globalThis.BaseAudioContext?.prototype;
  for (const name of ["createOscillator", "createDynamicsCompressor"]) watch(base, name, () => audio.add(name));
  watch(globalThis.OfflineAudioContext?.prototype, "startRendering", () => {
    if (audio.size === 2) sign("audio", "an oscillator and a compressor rendered without being heard");
  });
  const peer = new WeakSet();
  const connection = globalThis.RTCPeerConnection?.prototype;
  watch(connection, "createDataChannel", (one) => peer.add(one));
  watch(connection, "createOffer", (one) => {
    if (peer.has(one)) sign("WebRTC", "a data channel offered, which tells the network's addresses");
  });
})();
//# sourceURL=glassjar-record
